from measures.models.ledger import Note, Observation, Rebase, Release, Spelling, Target
from measures.models.reference import Direction, Measure, PublishedPair, Unit
from measures.models.uploads import Stage, Upload

__all__ = [
    "Direction",
    "Measure",
    "Note",
    "Observation",
    "PublishedPair",
    "Rebase",
    "Release",
    "Spelling",
    "Stage",
    "Target",
    "Unit",
    "Upload",
]
