"""The demonstration's inspections: the same every time, by the rules of the actions, and marked as invented."""

import datetime as dt
from collections import Counter

import pytest

from demo.inspections import invented
from demo.inspections.writer import load_inspections_demo, tell
from demo.people import add_people
from forces.models import Organisation
from inspections.actions import Answered, respond
from inspections.actions.responses import check_answer
from inspections.models import Addressee, Inspection, Response, StatutoryResponse, Verification
from inspections.queries import addressees, comments_owed, standings
from inspections.scales import SETTLED, Stage
from ledger.as_at import AsAt, end_of

pytestmark = pytest.mark.django_db
EARLY, TODAY = dt.date(2025, 3, 1), dt.date(2026, 11, 22)
NOW = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)


@pytest.fixture
def loaded():
    return load_inspections_demo(until=TODAY, now=NOW)


def rows():
    models = (Response, Verification, StatutoryResponse)
    return [sorted(model.objects.values_list("token", "recorded_at")) for model in models]


def test_every_response_and_verdict_keeps_the_rules_of_the_actions(loaded):
    last: dict[int, Response] = {}
    for row in Response.objects.select_related("addressee__organisation").order_by("addressee", "number"):
        before = last.get(row.addressee_id)
        assert row.number == (before.number if before else 0) + 1
        assert row.recorded_at > (before.recorded_at if before else row.addressee.recorded_at)
        said = {name: getattr(row, name) for name in Answered.__dataclass_fields__}
        check_answer(row.addressee, before, Answered(**said), row.recorded_by)
        last[row.addressee_id] = row
    for verdict in Verification.objects.select_related("response"):
        assert Stage(verdict.response.stage) in SETTLED
        assert verdict.recorded_at > verdict.response.recorded_at
        assert verdict.recorded_by_id != verdict.response.recorded_by_id
        assert bool(verdict.comment) != verdict.verified


def test_continued_day_by_day_it_is_what_it_would_be_at_once(loaded):
    at_once = rows()
    assert load_inspections_demo(until=TODAY, now=NOW).responses == 0
    assert rows() == at_once


def test_an_earlier_day_is_the_beginning_of_a_later_one():
    load_inspections_demo(until=EARLY, now=NOW)
    early = [set(each) for each in rows()]
    assert all(moment < end_of(EARLY) for each in early for _token, moment in each)
    assert not Inspection.objects.filter(code=invented.FORCE).exists()
    load_inspections_demo(until=TODAY, now=NOW)
    assert all(before <= set(after) for before, after in zip(early, rows(), strict=True))


def test_what_is_invented_says_so_and_the_public_findings_keep_their_own_texts(loaded):
    invented_ones = Inspection.objects.exclude(code__in=["hmicfrs-2024", "hmcpsi-2025"])
    assert {each.code for each in invented_ones} == set(invented.INSPECTIONS)
    assert all("invented" in each.title and each.source == invented.SOURCE for each in invented_ones)
    public = Inspection.objects.get(code="hmicfrs-2024")
    assert public.findings.count() == 14
    assert public.findings.filter(terms__isnull=False).count() == 2


def test_the_country_has_something_of_everything(loaded):
    found = standings(addressees(AsAt(TODAY)), AsAt(TODAY))
    stages = Counter(each.stage for each in found)
    assert set(stages) == set(Stage)
    assert sum(each.is_overdue(TODAY) for each in found) > 5
    assert {each.verified for each in found} == {True, False, None}
    assert sum(each.is_unverified for each in found) > 10
    owed = comments_owed(Organisation.objects.all(), AsAt(TODAY))
    assert any(each.is_late for each in owed)
    assert any(each.is_overdue(TODAY) for each in owed)


def test_what_a_visitor_has_answered_is_left_to_them():
    load_inspections_demo(until=EARLY, now=NOW)
    mine = Addressee.objects.get(finding__label="R5", organisation__slug="avon-and-somerset")
    lead = add_people()["lead", "avon-and-somerset"][0]
    base = mine.responses.count()
    respond(addressee=mine, answered=Answered(Stage.PENDING, owner="Me", expected_reason="Late."), base=base, by=lead)
    load_inspections_demo(until=TODAY, now=NOW)
    assert mine.responses.count() == base + 1


def test_before_anything_was_issued_nothing_is_said(loaded):
    assert list(tell(end_of(dt.date(2024, 9, 1)))) == []
