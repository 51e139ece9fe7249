import datetime as dt

from django import forms
from django.utils.translation import gettext_lazy as _

from forces.models import Organisation
from govuk.forms import DateField
from rollout.forms.sensitive_text import MOST, NOT_WHOLE_ERRORS, SensitiveTextForm, radios, select, words_field
from rollout.models import LogEntry

PROGRAMME = "programme"
FOLLOW_UPS = [("open", _("Open")), ("overdue", _("Overdue")), ("settled", _("Settled"))]


def organisation_choices():
    groups: dict[str, list] = {}
    for organisation in Organisation.objects.all():
        groups.setdefault(organisation.get_kind_display(), []).append((organisation.slug, organisation.short_name))
    return [(PROGRAMME, _("The programme as a whole")), *groups.items()]


class LogFilter(forms.Form):
    """organisations=False on the log of one."""

    organisation = forms.ChoiceField(label=_("About"), required=False)
    kind = forms.MultipleChoiceField(
        label=_("Kind"), choices=LogEntry.Kind, required=False, widget=forms.CheckboxSelectMultiple
    )
    follow_up = forms.ChoiceField(label=_("Follow-up"), choices=[("", _("Any")), *FOLLOW_UPS], required=False)

    def __init__(self, *args, organisations=True, **kwargs):
        super().__init__(*args, **kwargs)
        if organisations:
            self.fields["organisation"].choices = [("", _("Everything")), *organisation_choices()]
        else:
            del self.fields["organisation"]

    def narrow(self, entries, day: dt.date):
        """`entries` with `settled_on`. What cannot be read narrows nothing."""
        self.is_valid()
        asked = self.cleaned_data
        about = asked.get("organisation")
        if about == PROGRAMME:
            entries = entries.filter(organisation=None)
        elif about:
            entries = entries.filter(organisation__slug=about)
        if asked.get("kind"):
            entries = entries.filter(kind__in=asked["kind"])
        if follow_up := asked.get("follow_up"):
            promised = entries.filter(follow_up_on__isnull=False)
            if follow_up == "settled":
                return promised.filter(settled_on__isnull=False)
            waiting = promised.filter(settled_on__isnull=True)
            return waiting.filter(follow_up_on__lt=day) if follow_up == "overdue" else waiting
        return entries


class LogForm(SensitiveTextForm):
    follows = forms.IntegerField(
        required=False, min_value=1, max_value=MOST, widget=forms.HiddenInput, error_messages=NOT_WHOLE_ERRORS
    )
    organisation = forms.ChoiceField(label=_("What is it about?"), error_messages=select(_("Select what it is about")))
    kind = radios(_("What kind of entry is it?"), LogEntry.Kind, _("Select what kind of entry it is"))
    text = words_field(
        _("What happened?"), max_length=10_000, rows=8, error_messages={"required": _("Say what happened")}
    )
    happened_on = DateField(label=_("Date it happened"), error_messages={"required": _("Enter the date it happened")})
    follow_up_on = DateField(
        label=_("Date to follow it up"),
        help_text=_("Optional. It stays on the Unit's list until somebody records what happened then."),
        required=False,
    )

    def __init__(self, data=None, *, today: dt.date, followed: LogEntry | None = None, **kwargs):
        super().__init__(data, **kwargs)
        self.today, self.followed = today, followed
        self.fields["organisation"].choices = [("", _("Select one")), *organisation_choices()]

    @classmethod
    def new(cls, about: str, followed: LogEntry | None, *, today: dt.date):
        initial = {"organisation": about, "happened_on": today}
        if followed:
            initial |= {"follows": followed.pk, "kind": followed.kind}
        return cls(initial=initial, today=today, followed=followed)

    def clean(self):
        cleaned = super().clean()
        happened_on, follow_up_on = cleaned.get("happened_on"), cleaned.get("follow_up_on")
        if happened_on and happened_on > self.today:
            self.add_error("happened_on", _("The date it happened must be today or in the past"))
        if happened_on and follow_up_on and follow_up_on < happened_on:
            self.add_error("follow_up_on", _("The date to follow it up must be the date it happened or later"))
        if cleaned.get("follows") and self.followed is None:
            self.add_error(
                "follows", _("The entry that this one follows cannot be found. Send it again to add it alone.")
            )
        if self.followed and cleaned.get("organisation") not in (about(self.followed), None):
            self.add_error("organisation", _("It must be about the same as the entry that it follows"))
        return cleaned


def about(entry: LogEntry) -> str:
    return entry.organisation.slug if entry.organisation else PROGRAMME
