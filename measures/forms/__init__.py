from measures.forms.notes import ChangeNoteForm, NoteForm
from measures.forms.rebases import RebaseForm, quarters_of
from measures.forms.releases import AddReleaseForm
from measures.forms.targets import TargetForm
from measures.forms.uploads import ConfirmForm, MapForm

__all__ = [
    "AddReleaseForm",
    "ChangeNoteForm",
    "ConfirmForm",
    "MapForm",
    "NoteForm",
    "RebaseForm",
    "TargetForm",
    "quarters_of",
]
