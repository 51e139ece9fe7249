"""A report of what was read, in the words and the language of whoever reads it."""

import datetime as dt

from django.utils.formats import date_format
from django.utils.translation import gettext

from forces.models import Organisation
from measures.models import Measure, Release
from measures.said import Packed
from measures.words import short_quarter


def words(said: Packed) -> str | int:
    """Of what measures/said.py packed. A text without values stands as it is: it came out of a file."""
    if isinstance(said, dict):
        return date_format(dt.date.fromisoformat(said["day"]), "j F Y")
    if not isinstance(said, list):
        return said
    template, values = said
    return gettext(template) % {name: words(value) for name, value in values.items()}


def left_out(read: dict) -> list:
    """(sheet, why, how many rows, where first) of a report's or a release's `read`."""
    return [(sheet, words(why), number, first) for sheet, why, number, first in read.get("left_out", ())]


def taken(read: dict) -> list:
    """(what, how many rows) of a report's or a release's `read`."""
    return [(words(what), rows) for what, rows in read.get("taken", ())]


def mapped(read: dict) -> list:
    """(as the publisher writes it, what it is to us) of spellings that the Unit had mapped. Two queries at most."""
    rows = read.get("mapped", ())
    names = dict(Organisation.objects.values_list("slug", "short_name")) if rows else {}
    names |= dict(Measure.objects.values_list("code", "name")) if rows else {}
    return [(written, names.get(ours, ours)) for _what, written, ours in rows]


def shown(report: dict) -> dict:
    """The report's counts and lists with names for codes."""
    if "refused" in report:
        return report | {"refused": words(report["refused"])}
    if "figures" not in report:
        return report
    return report | {
        "title": Release.Kind(report["kind"]).label,
        "total": len(report["figures"]),
        "wrong": len(report["problems"]) + report["more_problems"],
        "problems": [(sheet, cell, words(found), words(said)) for sheet, cell, found, said in report["problems"]],
        "revisions": _revisions(report["revisions"]),
        "left_out": left_out(report["read"]),
        "taken": taken(report["read"]),
        "mapped": mapped(report["read"]),
    }


def _revisions(rows: list) -> list:
    """Two queries."""
    if not rows:
        return []
    forces = dict(Organisation.objects.values_list("slug", "short_name"))
    measures = dict(Measure.objects.values_list("code", "name"))
    return [
        [forces.get(slug, slug), measures.get(code, code), short_quarter(dt.date.fromisoformat(quarter)), *rest]
        for slug, code, quarter, *rest in rows
    ]
