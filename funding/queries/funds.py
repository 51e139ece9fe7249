"""Reads of funds, their years and published totals, as at a page's day."""

from django.db.models import F, Q, QuerySet

from funding.models import Fund, FundYear, PublishedTotal
from ledger.as_at import AsAt


def fund_obligation(code: str) -> str:
    """The code under which a fund's claims and statements are owed."""
    return f"fund-{code}"


def funds(as_at: AsAt) -> QuerySet[Fund]:
    return Fund.objects.filter(known_from__lte=as_at.day)


def fund_years(as_at: AsAt) -> dict[tuple[int, int], FundYear]:
    """By fund's id and year, as they stood then. One query."""
    rows = FundYear.objects.select_related("fund").last_of("fund", "year", moment=as_at.moment)
    return {(row.fund_id, row.year): row for row in rows}


def fund_year_versions(fund: Fund, year: int, as_at: AsAt) -> list[FundYear]:
    """Every version known then, the last first."""
    rows = FundYear.objects.filter(fund=fund, year=year).select_related("fund", "recorded_by").order_by("-version")
    return list(rows.known_at(as_at.moment))


def published_totals(as_at: AsAt) -> QuerySet[PublishedTotal]:
    """One whose day of publication is not known stands on today's page alone."""
    known = Q(known_from__lte=as_at.day)
    rows = PublishedTotal.objects.filter(known if as_at.is_past else known | Q(known_from__isnull=True))
    return rows.order_by(F("known_from").asc(nulls_last=True), "code")
