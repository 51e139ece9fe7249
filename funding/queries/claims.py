"""Reads of one claim: its versions with their lines, its evidence, and the plan beside it."""

import datetime as dt
from decimal import Decimal

from django.db.models import Prefetch

from funding.models import Allocation, Claim, ClaimEvidence, ClaimLine, ClaimVersion, Plan
from funding.scales import Category
from funding.sums import total

LINES = Prefetch("lines", ClaimLine.objects.order_by("pk"))


def versions(claim: Claim, moment: dt.datetime | None) -> list[ClaimVersion]:
    """Every version known then, the first first. Two queries."""
    rows = claim.versions.select_related("recorded_by").prefetch_related(LINES).order_by("number")
    return list(rows.known_at(moment))


def last_version(claim: Claim) -> ClaimVersion | None:
    return claim.versions.select_related("recorded_by").prefetch_related(LINES).order_by("-number").first()


def amounts(version: ClaimVersion | None) -> dict[Category, Decimal]:
    return {Category(line.category): line.amount for line in version.lines.all()} if version else {}


def amount_of(version: ClaimVersion) -> Decimal:
    """Summed here, in Decimal: on SQLite the database would sum floats."""
    return total(line.amount for line in version.lines.all())


def evidence(claim: Claim, moment: dt.datetime | None):
    return ClaimEvidence.objects.filter(claim=claim).select_related("recorded_by").known_at(moment)


def plan_of(allocation: Allocation, moment: dt.datetime | None) -> Plan | None:
    rows = Plan.objects.filter(allocation=allocation).last_of("allocation", moment=moment)
    return rows.select_related("recorded_by").prefetch_related("lines").first()


def planned(plan: Plan | None, starts: dt.date) -> dict[Category, Decimal]:
    return {Category(line.category): line.amount for line in plan.lines.all() if line.starts == starts} if plan else {}
