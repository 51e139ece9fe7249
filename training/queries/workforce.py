"""Reads of workforces and headcounts: the last of each organisation by the page's day."""

from django.db.models import Exists, OuterRef

from forces.as_at import AsAt
from training.models import Headcount, Workforce
from training.queries.latest import latest_versions


def latest_workforce(as_at: AsAt) -> dict[int, Workforce]:
    """By organisation. One query."""
    known = latest_versions(Workforce, as_at.moment, "organisation", "day").filter(day__lte=as_at.day)
    newer = known.filter(organisation=OuterRef("organisation"), day__gt=OuterRef("day"))
    return {row.organisation_id: row for row in known.filter(~Exists(newer))}


def latest_headcounts(as_at: AsAt) -> dict[tuple[int, str], Headcount]:
    """By organisation and kind. One query."""
    known = latest_versions(Headcount, as_at.moment, "organisation", "kind", "day").filter(day__lte=as_at.day)
    newer = known.filter(organisation=OuterRef("organisation"), kind=OuterRef("kind"), day__gt=OuterRef("day"))
    return {(row.organisation_id, row.kind): row for row in known.filter(~Exists(newer))}
