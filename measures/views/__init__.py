from measures.views.notes import add_note, change_note
from measures.views.rebases import rebase
from measures.views.releases import add_release, release, releases, spellings, upload
from measures.views.table_one import table_one
from measures.views.targets import target

__all__ = [
    "add_note",
    "add_release",
    "change_note",
    "rebase",
    "release",
    "releases",
    "spellings",
    "table_one",
    "target",
    "upload",
]
