from measures.actions.charts import rebase, set_target, take_note_back, write_note
from measures.actions.releases import (
    Changes,
    dry_run,
    fingerprint,
    map_spellings,
    names_of_forces,
    published_in,
    record_release,
    take_back,
)
from measures.actions.uploads import agree, leave, read_upload, record_upload, start, start_again, sweep

__all__ = [
    "Changes",
    "agree",
    "dry_run",
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
    "start",
    "start_again",
    "sweep",
    "take_back",
    "take_note_back",
    "write_note",
]
