import datetime as dt

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forces.deadlines import kinds
from forces.models import Organisation
from govuk.forms import DateField, GovukForm, LongTextField, RadioField
from reminders.models import Message, TakenUp
from reminders.rules import CHASED_FOR
from rollout.forms.sensitive_text import NAME_NOBODY, SensitiveTextForm, base_field

WEEK, FOUR_WEEKS = dt.timedelta(days=7), dt.timedelta(days=28)
NOW, ANY_DAY, OVERDUE, LONG_OVERDUE, THIS_WEEK, SOON, LATER = "", "any", "overdue", "long", "week", "soon", "later"
WHEN = [
    (NOW, _("Up to 12 weeks overdue, and to come")),
    (THIS_WEEK, _("In the next 7 days")),
    (SOON, _("In the next 4 weeks")),
    (LATER, _("Later")),
    (OVERDUE, _("Overdue")),
    (LONG_OVERDUE, _("Overdue for more than 12 weeks")),
    (ANY_DAY, _("Any day")),
]


def _kinds(codes: set[str]):
    return [(kind.code, kind.label) for kind in kinds().values() if kind.code in codes]


def _organisations(found):
    return [("", _("All")), *((each.slug, each.short_name) for each in found)]


def _reason(label, missing):
    return LongTextField(
        label=label,
        help_text=NAME_NOBODY,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": missing},
    )


class DeadlineFilter(forms.Form):
    """What cannot be read narrows nothing."""

    organisation = forms.ChoiceField(label=_("Organisation"), required=False)
    kind = forms.MultipleChoiceField(label=_("Kind"), required=False, widget=forms.CheckboxSelectMultiple)
    when = forms.ChoiceField(label=_("Due"), choices=WHEN, required=False)

    def __init__(self, data, *, organisations: list[Organisation], kind_codes: set[str]):
        super().__init__(data)
        self.fields["kind"].choices = _kinds(kind_codes)
        if len(organisations) > 1:
            self.fields["organisation"].choices = _organisations(organisations)
        else:
            del self.fields["organisation"]
        self.is_valid()

    def about(self, found: list) -> list:
        """Of the organisation and the kinds that were chosen, on whatever day."""
        slug, chosen = self.cleaned_data.get("organisation"), self.cleaned_data.get("kind")
        return [
            each
            for each in found
            if (not slug or (each.organisation and each.organisation.slug == slug))
            and (not chosen or each.kind in chosen)
        ]

    def on_days(self, found: list, today: dt.date) -> list:
        """What has been overdue for so long that it is no longer chased is there only when it is asked for."""
        return within(self.cleaned_data.get("when", NOW), found, today)


def within(when: str, found: list, today: dt.date) -> list:
    yesterday, chased_from = today - dt.timedelta(days=1), today - CHASED_FOR
    first, last = {
        NOW: (chased_from, dt.date.max),
        ANY_DAY: (dt.date.min, dt.date.max),
        OVERDUE: (dt.date.min, yesterday),
        LONG_OVERDUE: (dt.date.min, chased_from - dt.timedelta(days=1)),
        THIS_WEEK: (today, today + WEEK),
        SOON: (today, today + FOUR_WEEKS),
        LATER: (today + FOUR_WEEKS + dt.timedelta(days=1), dt.date.max),
    }[when]
    return [each for each in found if first <= each.due <= last]


class PreferencesForm(GovukForm):
    often = RadioField(
        label=_("How often may we write to you?"),
        choices=[
            ("daily", _("On working days, when there is something new")),
            ("weekly", _("Once a week, with all that falls due in it")),
        ],
        missing=_("Select how often we may write"),
    )
    off = forms.MultipleChoiceField(
        label=_("Write nothing before the day about"),
        help_text=_("Of what is overdue you always hear."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args, kind_codes: set[str], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["off"].choices = _kinds(kind_codes)


class _ReasonForm(SensitiveTextForm):
    """`base`: the last row that its writer saw."""

    base = base_field()
    reason = _reason(_("Why?"), _("Say why"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["token"]  # `base` says what it was written on

    @classmethod
    def read(cls, request, last, **initial):
        if request.method == "POST":
            return cls(request.POST)
        return cls(initial={"base": last.pk if last else 0} | initial)

    def written(self):
        return [self.cleaned_data.get("reason", "")]


class HoldForm(_ReasonForm):
    until = DateField(
        label=_("Hold until the end of"),
        help_text=_("Leave it empty to end a hold that is there."),
        required=False,
    )


class OwedFromForm(_ReasonForm):
    day = DateField(
        label=_("First day from which it is owed"),
        help_text=_(
            "It is the same for every organisation. Leave it empty to go by the day on which an organisation's first "
            "person was added."
        ),
        required=False,
    )

    def clean_day(self):
        day = self.cleaned_data["day"]
        if day and not dt.date(2021, 1, 1) <= day <= dt.date(timezone.localdate().year + 10, 12, 31):
            raise forms.ValidationError(_("The day must be in 2021 or later, and at most ten years ahead"))
        return day


class TakeUpForm(_ReasonForm):
    decision = RadioField(
        label=_("What happens to it now?"), choices=TakenUp.Decision, missing=_("Select what happens to it now")
    )
    reason = _reason(_("What was done?"), _("Say what was done"))


FORTNIGHT, QUARTER, EVER = "", "12-weeks", "ever"
SINCE = [
    (FORTNIGHT, _("The last 14 days")),
    (QUARTER, _("The last 12 weeks")),
    (EVER, _("All there are")),
]
DAYS = {FORTNIGHT: 14, QUARTER: 84}


class MessageFilter(forms.Form):
    state = forms.ChoiceField(label=_("State"), choices=[("", _("Any")), *Message.State.choices], required=False)
    organisation = forms.ChoiceField(label=_("About"), required=False)
    since = forms.ChoiceField(label=_("Planned in"), choices=SINCE, required=False)

    def __init__(self, data):
        super().__init__(data)
        self.fields["organisation"].choices = _organisations(Organisation.objects.all())
        self.is_valid()

    def narrow(self, messages, today: dt.date):
        days = DAYS.get(self.cleaned_data.get("since", FORTNIGHT))
        if days:
            messages = messages.filter(day__gt=today - dt.timedelta(days=days))
        state, slug = self.cleaned_data.get("state"), self.cleaned_data.get("organisation")
        if state:
            messages = messages.filter(then=state)
        if slug:
            # A subquery: a join would change how many reminders each is said to hold.
            about = Message.objects.filter(reminders__matter__organisation__slug=slug).values("pk")
            messages = messages.filter(pk__in=about)
        return messages
