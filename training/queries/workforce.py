"""Reads of workforces and headcounts: the last of each organisation by the page's day."""

from django.db.models import Exists, OuterRef, QuerySet

from forces.models import Organisation
from ledger.as_at import AsAt
from training.models import Headcount, Workforce


def latest_workforce(as_at: AsAt) -> dict[int, Workforce]:
    """By organisation. One query."""
    known = Workforce.objects.last_of("organisation", "day", moment=as_at.moment).filter(day__lte=as_at.day)
    newer = known.filter(organisation=OuterRef("organisation"), day__gt=OuterRef("day"))
    return {row.organisation_id: row for row in known.filter(~Exists(newer))}


def latest_headcounts(as_at: AsAt) -> dict[tuple[int, str], Headcount]:
    """By organisation and kind. One query."""
    known = Headcount.objects.last_of("organisation", "kind", "day", moment=as_at.moment).filter(day__lte=as_at.day)
    newer = known.filter(organisation=OuterRef("organisation"), kind=OuterRef("kind"), day__gt=OuterRef("day"))
    return {(row.organisation_id, row.kind): row for row in known.filter(~Exists(newer))}


def workforce_of(organisation: Organisation, as_at: AsAt) -> QuerySet[Workforce]:
    """Every version, the last day and its last version first."""
    return _of(Workforce, organisation, as_at).order_by("-day", "-version")


def headcounts_of(organisation: Organisation, as_at: AsAt) -> QuerySet[Headcount]:
    """Every version, the last day and its last version first."""
    return _of(Headcount, organisation, as_at).order_by("-day", "kind", "-version")


def _of(model, organisation, as_at):
    rows = model.objects.filter(organisation=organisation, day__lte=as_at.day).known_at(as_at.moment)
    return rows.select_related("recorded_by")
