"""Inspections: findings issued, and answers brought as far as a test needs."""

import datetime as dt

import pytest

from inspections.actions import Answered, issue, respond, verify
from inspections.models import Finding, Inspection
from inspections.queries import standing_of
from inspections.scales import Stage
from ledger.as_at import AsAt
from tests.plugins.people import person

ISSUED = dt.datetime(2024, 9, 2, 9, tzinfo=dt.UTC)
ANSWERED = dt.datetime(2024, 10, 1, 9, tzinfo=dt.UTC)
EVERYTHING = {"owner": "Head of public protection", "evidence": "Training records for all specialist staff."}


@pytest.fixture
def inspector(db):
    return person("inspector", "hmicfrs")


@pytest.fixture
def hmcpsi_inspector(db):
    return person("hmcpsi_inspector", "hmcpsi")


@pytest.fixture
def report(db):
    return Inspection.objects.get(code="hmicfrs-2024")


@pytest.fixture
def r3(report):
    return Finding.objects.select_related("inspection").get(inspection=report, label="R3")


@pytest.fixture
def issued(r3, unit_manager):
    """Recommendation 3, to all forces."""
    return issue(finding=r3, scope="forces", by=unit_manager, today=ISSUED.date(), now=ISSUED)


@pytest.fixture
def ours(issued, force):
    return next(each for each in issued if each.organisation == force)


@pytest.fixture
def answer(lead):
    """answer(addressee, stage): as its lead says, with everything that it needs, on top of what is there."""

    def record(addressee, stage=Stage.PROGRESS, *, by=lead, at=ANSWERED, base=None, token=None, pieces=(), **said):
        if base is None:
            last = addressee.responses.order_by("-number").first()
            base = last.number if last else 0
        said = EVERYTHING | said
        answered = Answered(stage, **said)
        on = {"base": base, "token": token, "now": at}
        return respond(addressee=addressee, answered=answered, by=by, evidence=pieces, **on)

    return record


@pytest.fixture
def judge(inspector):
    """judge(addressee, verified): of the last response."""

    def record(addressee, verified=True, *, by=inspector, at=ANSWERED, comment="Records of eight people are missing."):
        standing = standing_of(addressee, AsAt(at.date()))
        last = standing.response.verifications.order_by("-pk").first()
        return verify(
            addressee=addressee,
            base=standing.number,
            seen=last.pk if last else 0,
            verified=verified,
            by=by,
            comment="" if verified else comment,
            now=at,
        )

    return record
