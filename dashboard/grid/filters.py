"""The filter of the national page. What it cannot read it says, leaves out, and shows the rest."""

import datetime as dt

from django import forms
from django.http import QueryDict
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from dashboard.grid.parts import Country
from dashboard.grid.shape import THEMES, Choice
from forces.models import Cohort
from ledger.as_at import EARLIEST
from rollout.scales import Status

NAMES = ("across", "model", "cohort", "region", "status", "not-updated-since")
DAYS = ("as-at", "compare")
LONGEST = 40
ANY = _("All")
UNKNOWN = _("“%(value)s” is not in this list, so it was left out.")


def query_of(query: QueryDict) -> dict[str, str]:
    """Of an address, what this page understands: what it shows depends on nothing else."""
    found = {name: Truncator(query.get(name, "").strip()).chars(LONGEST) for name in (*NAMES, *DAYS)}
    return {name: value for name, value in found.items() if value}


class NationalFilter(forms.Form):
    """Its choices are what the country holds on the day shown."""

    def __init__(self, query: dict[str, str], country: Country, *, day: dt.date):
        super().__init__(query, auto_id="filter-%s")
        self.day = day
        self.use_required_attribute = False
        self.fields.update(
            {
                "across": _choice(_("Columns"), _across(country), first=(THEMES, _("Themes"))),
                "model": _choice(_("Model"), _models(country)),
                "cohort": _choice(_("Cohort"), Cohort.choices),
                "region": _choice(_("Region of forces"), _regions(country)),
                "status": _choice(_("At least one cell"), _statuses()),
                "not-updated-since": forms.DateField(
                    label=_("No update since"),
                    required=False,
                    input_formats=["%Y-%m-%d"],
                    widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
                    error_messages={"invalid": _("That is not a date, so it was left out. Write it like 2024-04-30.")},
                ),
            }
        )

    def clean(self):
        day = self.cleaned_data.get("not-updated-since")
        if day and not EARLIEST <= day <= self.day:
            self.add_error("not-updated-since", _("The date must be between 1 July 2023 and the day shown."))

    def choice(self) -> Choice:
        self.is_valid()
        found = {name: value for name, value in self.cleaned_data.items() if value}
        status = found.get("status")
        return Choice(
            found.get("across", THEMES),
            found.get("model", ""),
            found.get("cohort", ""),
            found.get("region", ""),
            int(status) if status else None,
            found.get("not-updated-since"),
        )


def _choice(label, choices, first=("", ANY)):
    errors = {"invalid_choice": UNKNOWN}
    return forms.ChoiceField(label=label, choices=[first, *choices], required=False, error_messages=errors)


def _across(country):
    models = dict.fromkeys((each.model, each.model_name) for each in country.standards)
    themes = dict.fromkeys((each.model_name, each.theme, each.theme_name) for each in country.standards)
    standards = [(f"model-{code}", _("All standards: %(model)s") % {"model": name}) for code, name in models]
    return [
        (_("Every standard"), standards),
        *(
            (
                _("Standards of a theme: %(model)s") % {"model": name},
                [(f"theme-{code}", title) for model, code, title in themes if model == name],
            )
            for _code, name in models
        ),
    ]


def _models(country):
    return list(dict.fromkeys((each.model, each.model_name) for each in country.standards))


def _regions(country):
    return [(region, region) for region in sorted({body.region for body in country.organisations} - {""})]


def _statuses():
    return [("0", _("no report")), *((str(value), label) for value, label in Status.choices)]
