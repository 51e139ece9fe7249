"""What reading a file found, as JSON that a page can show and a worker can record from."""

from dataclasses import asdict

from measures.importing import Found
from measures.said import packed

LISTED = 200  # revisions that are listed; the rest are counted


def report_of(found: Found, changes, shortfall=None) -> dict:
    places = found.places
    return {
        "kind": found.kind,
        "added": len(changes.added),
        "revised": len(changes.revised),
        "unchanged": changes.unchanged,
        "revisions": [_revision(each, places) for each in changes.revised[:LISTED]],
        "problems": [
            [each.place.sheet, str(each.place), packed(each.found), packed(each.expected)] for each in found.problems
        ],
        "more_problems": found.more_problems,
        "shortfall": shortfall and asdict(shortfall),
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
    }


def _revision(revised, places) -> list:
    key, before, after = revised
    slug, measure, quarter = key
    place = places[key]
    return [slug, measure, quarter.isoformat(), _text(before.value), _text(after.value), place.sheet, str(place)]


def _text(value) -> str | None:
    """A number as short as it can be: 13, not 13.000."""
    return None if value is None else f"{value.normalize():f}"
