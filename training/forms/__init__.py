from training.forms.check import CheckForm
from training.forms.grid import GridForm
from training.forms.paste import PasteForm
from training.forms.quotas import CourseForm, QuotaForm
from training.forms.shares import OfficersForm, SharesForm
from training.forms.snapshot import HeadcountForm, WorkforceForm

__all__ = [
    "CheckForm",
    "CourseForm",
    "GridForm",
    "HeadcountForm",
    "OfficersForm",
    "PasteForm",
    "QuotaForm",
    "SharesForm",
    "WorkforceForm",
]
