"""The filter of the national page: what it offers, what is chosen, and the addresses that keep or change that. What it
cannot read it says, leaves out, and shows the rest."""

import datetime as dt

from django import forms
from django.http import QueryDict
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from dashboard.grid.country import Country
from dashboard.grid.shape import THEMES, Choice
from forces.models import Cohort
from govuk.exports import FORMATS
from govuk.filters import choice_text
from govuk.numbers import day_text
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

    use_required_attribute = False

    def __init__(self, query: dict[str, str], country: Country, *, day: dt.date):
        super().__init__(query, auto_id="filter-%s")
        self.day = day
        models = list(dict.fromkeys((each.model, each.model_name) for each in country.standards))
        regions = sorted({body.region for body in country.organisations} - {""})
        statuses = [("0", _("no report")), *((str(value), label) for value, label in Status.choices)]
        self.fields.update(
            {
                "across": _choice(_("Columns"), _across(country, models), first=(THEMES, _("Themes"))),
                "model": _choice(_("Model"), models),
                "cohort": _choice(_("Cohort"), Cohort.choices),
                "region": _choice(_("Region of forces"), [(region, region) for region in regions]),
                "status": _choice(_("At least one cell"), statuses),
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
        return Choice(
            found.get("across", THEMES),
            found.get("model", ""),
            found.get("cohort", ""),
            found.get("region", ""),
            int(found["status"]) if "status" in found else None,
            found.get("not-updated-since"),
        )


def _choice(label, choices, first=("", ANY)):
    errors = {"invalid_choice": UNKNOWN}
    return forms.ChoiceField(label=label, choices=[first, *choices], required=False, error_messages=errors)


def _across(country, models):
    themes = dict.fromkeys((each.model, each.theme, each.theme_name) for each in country.standards)
    standards = [(f"model-{code}", _("All standards: %(model)s") % {"model": name}) for code, name in models]
    return [(_("Every standard"), standards)] + [
        (
            _("Standards of a theme: %(model)s") % {"model": name},
            [(f"theme-{theme}", title) for model, theme, title in themes if model == code],
        )
        for code, name in models
    ]


def chosen(filters: NationalFilter, query):
    """What is chosen, each with the address without it."""
    found = [field for field in filters if field.name in query and not field.errors]
    return [
        {
            "label": field.label,
            "text": day_text(filters.cleaned_data[field.name])
            if field.name == "not-updated-since"
            else choice_text(field, query[field.name]),
            "url": address({name: value for name, value in query.items() if name != field.name}),
        }
        for field in found
    ]


def options(field):
    """Of a select, its groups of options: written by our template, as Django's opens one of its own for each option."""
    value, groups, single = str(field.value() or ""), [], []
    for key, label in getattr(field.field, "choices", ()):
        if isinstance(label, list | tuple):
            groups.append((key, [(one, text, str(one) == value) for one, text in label]))
        else:
            single.append((key, label, str(key) == value))
    return [("", single), *groups] if single else []


def address(query: dict[str, str]) -> str:
    return f"{reverse('national')}?{urlencode(query)}" if query else reverse("national")


def downloads(query):
    suffix = f"?{urlencode(query)}" if query else ""
    return [(name.upper(), reverse("national_download", args=[name]) + suffix) for name in FORMATS]
