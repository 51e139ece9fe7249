"""What is chosen in the filter, and the addresses that keep or change it."""

from django.urls import reverse
from django.utils.http import urlencode

from dashboard.grid.filters import DAYS, NAMES, NationalFilter
from govuk.exports import FORMATS
from govuk.numbers import day_text


def chosen(filters: NationalFilter, query):
    """What is chosen, each with the address without it."""
    return [
        {
            "label": field.label,
            "text": _chosen_text(field, query[field.name]),
            "url": address({name: value for name, value in query.items() if name != field.name}),
        }
        for field in filters
        if field.name in query and not field.errors
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


def _chosen_text(field, value):
    if field.name == "not-updated-since":
        return day_text(field.form.cleaned_data[field.name])
    for key, label in field.field.choices:
        for one, text in label if isinstance(label, list | tuple) else [(key, label)]:
            if str(one) == value:
                return text
    return value


def address(query: dict[str, str]) -> str:
    return f"{reverse('national')}?{urlencode(query)}" if query else reverse("national")


def downloads(query):
    known = {name: query[name] for name in (*NAMES, *DAYS) if name in query}
    suffix = f"?{urlencode(known)}" if known else ""
    return [(name.upper(), reverse("national_download", args=[name]) + suffix) for name in FORMATS]
