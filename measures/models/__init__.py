from measures.models.ledger import Observation, Rebase, Release, Target
from measures.models.reference import Direction, Measure, PublishedPair, Unit
from measures.models.uploads import Stage, Upload

__all__ = [
    "Direction",
    "Measure",
    "Observation",
    "PublishedPair",
    "Rebase",
    "Release",
    "Stage",
    "Target",
    "Unit",
    "Upload",
]
