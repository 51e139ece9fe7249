from measures.forms.rebases import RebaseForm, quarters_of
from measures.forms.releases import AddReleaseForm
from measures.forms.targets import TargetForm

__all__ = ["AddReleaseForm", "RebaseForm", "TargetForm", "quarters_of"]
