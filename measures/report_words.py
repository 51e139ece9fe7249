"""A report of what was read, as a page shows it."""

import datetime as dt

from measures.importing import FORMATS
from measures.words import short_quarter

TITLES = {each.KIND: each.TITLE for each in FORMATS}


def shown(report: dict) -> dict:
    """The report's counts and lists with names for codes."""
    if "figures" not in report:
        return report
    return report | {
        "title": TITLES.get(report["kind"], report["kind"]),
        "total": len(report["figures"]),
        "wrong": len(report["problems"]) + report["more_problems"],
        "revisions": [
            [
                slug.replace("-", " ").capitalize(),
                measure.replace("_", " "),
                _quarter(quarter),
                before,
                after,
                sheet,
                cell,
            ]
            for slug, measure, quarter, before, after, sheet, cell in report["revisions"]
        ],
    }


def _quarter(text: str) -> str:
    return short_quarter(dt.date.fromisoformat(text))
