from measures.models.ledger import Observation, Rebase, Release, Spelling, Target
from measures.models.reference import Direction, Measure, PublishedPair, Unit
from measures.models.uploads import Stage, Upload

__all__ = [
    "Direction",
    "Measure",
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
