import uuid

from django.utils.translation import gettext_lazy as _

from govuk.forms import DateField
from inspections.forms.fields import words_field
from inspections.queries import OwedComments
from rollout.forms.evidence import LinkField
from rollout.forms.sensitive_text import SensitiveTextForm, base_field


class CommentsForm(SensitiveTextForm):
    base = base_field()
    published = DateField(label=_("When were the comments published?"))
    where = LinkField(
        label=_("Where?"),
        help_text=_("The web address at which everybody can read them."),
        error_messages={"required": _("Enter where they are published")},
    )
    reason = words_field(_("Why do you correct what was recorded?"))

    def __init__(self, *args, owed: OwedComments, **kwargs):
        super().__init__(*args, **kwargs)
        if owed.said is None:
            del self.fields["reason"]

    @classmethod
    def on(cls, owed: OwedComments):
        said = owed.said
        kept = {"published": said.published, "where": said.where} if said else {}
        return cls(initial={"token": uuid.uuid4(), "base": said.version if said else 0, **kept}, owed=owed)

    def written(self):
        return [self.cleaned_data.get("reason") or ""]
