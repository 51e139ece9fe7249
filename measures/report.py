"""What reading a file found: as JSON that a worker can record from, and in the language of whoever reads it."""

import datetime as dt

from django.utils.formats import date_format
from django.utils.translation import gettext

from forces.models import Organisation
from measures.importing import Found
from measures.messages import Packed, packed
from measures.models import Measure, Release
from measures.words import short_quarter

LISTED = 200  # revisions that are listed; the rest are counted


def report_of(found: Found, changes, shortfall=None) -> dict:
    places = found.places
    return {
        "kind": found.kind,
        "added": len(changes.added),
        "revised": len(changes.revised),
        "unchanged": changes.unchanged,
        "revisions": [
            [
                slug, measure, quarter.isoformat(), _text(before.value), _text(after.value),
                places[slug, measure, quarter].sheet, str(places[slug, measure, quarter]),
            ]
            for (slug, measure, quarter), before, after in changes.revised[:LISTED]
        ],
        "problems": [
            [each.place.sheet, str(each.place), packed(each.found), packed(each.expected)] for each in found.problems
        ],
        "more_problems": found.more_problems,
        "shortfall": shortfall and shortfall._asdict(),
        "unknown": [
            [what, name, unknown.rows, unknown.place.sheet, str(unknown.place)]
            for (what, name), unknown in found.unknown.items()
        ],
        "known": {what: unknown.known for (what, _name), unknown in found.unknown.items()},
        "read": {
            "sheets": found.sheets,
            "taken": [[packed(what), rows] for what, rows in found.taken.items()],
            "mapped": [[what, name, ours] for (what, name), ours in found.mapped.items()],
            "left_out": [
                [sheet, packed(reason), number, str(found.examples[sheet, reason])]
                for (sheet, reason), number in sorted(found.left_out.items(), key=lambda each: (-each[1], each[0]))
            ],
        },
        "figures": [
            [slug, measure, quarter.isoformat(), _text(figure.value), figure.numerator, figure.denominator]
            for (slug, measure, quarter), figure in found.figures.items()
        ],
    }  # fmt: skip


def _text(value) -> str | None:
    """A number as short as it can be: 13, not 13.000."""
    return None if value is None else f"{value.normalize():f}"


def words(said: Packed) -> str | int:
    """Of what measures/messages.py packed. A text without values stands as it is: it came out of a file."""
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
    """(as the publisher writes it, what it is to us) of spellings that the Unit had mapped."""
    rows = read.get("mapped", ())
    names = _names(rows)
    return [(written, names.get(ours, ours)) for _what, written, ours in rows]


def _names(rows) -> dict[str, str]:
    """Of forces by slug and of measures by code, where there are rows to name. Two queries."""
    if not rows:
        return {}
    forces = dict(Organisation.objects.values_list("slug", "short_name"))
    return forces | dict(Measure.objects.values_list("code", "name"))


def shown(report: dict) -> dict:
    """The report's counts and lists with names for codes."""
    if "refused" in report:
        return report | {"refused": words(report["refused"])}
    if "figures" not in report:
        return report
    names = _names(report["revisions"])
    return report | {
        "title": Release.Kind(report["kind"]).label,
        "total": len(report["figures"]),
        "wrong": len(report["problems"]) + report["more_problems"],
        "problems": [(sheet, cell, words(found), words(said)) for sheet, cell, found, said in report["problems"]],
        "revisions": [
            [names.get(slug, slug), names.get(code, code), short_quarter(dt.date.fromisoformat(quarter)), *rest]
            for slug, code, quarter, *rest in report["revisions"]
        ],
        "left_out": left_out(report["read"]),
        "taken": taken(report["read"]),
        "mapped": mapped(report["read"]),
    }
