from django import forms
from django.utils.translation import gettext_lazy as _

from forces.models import ReportingPeriod
from rollout.board import BoardRow
from rollout.scales import State


class BoardFilter(forms.Form):
    """Which period, and which of its rows. What cannot be read narrows nothing."""

    period = forms.ChoiceField(label=_("Period"), required=False)
    state = forms.ChoiceField(label=_("State"), choices=[("", _("Any")), *State.choices], required=False)
    late = forms.ChoiceField(
        label=_("Late"),
        choices=[("", _("Any")), ("late", _("Late, not signed off")), ("signed", _("Signed off late"))],
        required=False,
    )

    def __init__(self, data, *, periods: list[ReportingPeriod]):
        super().__init__(data)
        self.periods = {str(period.pk): period for period in periods}
        self.fields["period"].choices = [
            ("", _("The latest that has ended")),
            *((pk, _named(period, periods)) for pk, period in self.periods.items()),
        ]
        self.is_valid()

    @property
    def chosen_period(self) -> ReportingPeriod | None:
        return self.periods.get(self.cleaned_data.get("period", ""))

    def narrow(self, rows: list[BoardRow]) -> list[BoardRow]:
        state, late = self.cleaned_data.get("state"), self.cleaned_data.get("late")
        if state:
            rows = [row for row in rows if row.state == state]
        if late:
            rows = [row for row in rows if (row.late.now if late == "late" else row.late.when_signed)]
        return rows


def _named(period, periods) -> str:
    """With who owes it, where two periods would else have the same name."""
    same = [each for each in periods if (each.starts, each.ends) == (period.starts, period.ends)]
    return f"{period}, {period.get_owed_by_display()}" if len(same) > 1 else str(period)
