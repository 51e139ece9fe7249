from measures.actions.notes import take_note_back, write_note
from measures.actions.rebases import rebase
from measures.actions.releases import (
    Changes,
    Shortfall,
    changes,
    fingerprint,
    names_of_forces,
    published_in,
    record_release,
    shortfall,
)
from measures.actions.spellings import map_spellings, take_back
from measures.actions.sweeping import start_again, sweep
from measures.actions.targets import set_target
from measures.actions.uploads import agree, leave, read_upload, record_upload, start

__all__ = [
    "Changes",
    "Shortfall",
    "agree",
    "changes",
    "fingerprint",
    "leave",
    "map_spellings",
    "names_of_forces",
    "published_in",
    "read_upload",
    "rebase",
    "record_release",
    "record_upload",
    "set_target",
    "shortfall",
    "start",
    "start_again",
    "sweep",
    "take_back",
    "take_note_back",
    "write_note",
]
