from inspections.forms.comments import CommentsForm
from inspections.forms.findings import FindingForm, IssueForm, TermsForm
from inspections.forms.inspections import InspectedForm, InspectionForm, MilestoneForm
from inspections.forms.responses import RespondForm, VerifyForm

__all__ = [
    "CommentsForm",
    "FindingForm",
    "InspectedForm",
    "InspectionForm",
    "IssueForm",
    "MilestoneForm",
    "RespondForm",
    "TermsForm",
    "VerifyForm",
]
