from training.forms.quotas import CourseForm, QuotaForm
from training.forms.shares import SharesForm

__all__ = ["CourseForm", "QuotaForm", "SharesForm"]
