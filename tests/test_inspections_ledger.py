"""Findings issued, answered and verified; milestones; what the rules refuse."""

import datetime as dt
import uuid

import pytest
from django.db import IntegrityError, transaction

from forces.models import Organisation
from inspections.actions import (
    EditConflict,
    add_finding,
    add_inspection,
    issue,
    name_inspected,
    set_milestone,
    set_terms,
    verify,
)
from inspections.models import Addressee, Finding, Inspection, Milestone, Response, Terms
from inspections.queries import (
    addressees,
    findings_known,
    inspections_known,
    milestones,
    standing_of,
    standings,
    terms,
)
from inspections.reference import load_inspections
from inspections.scales import Stage
from ledger.actions import RuleBroken
from ledger.as_at import AsAt, end_of
from rollout.models import Standard
from tests.plugins.inspections import ANSWERED, ISSUED

DAY = dt.timedelta(days=1)
TODAY = AsAt(dt.date(2025, 3, 1))


def test_the_reference_has_fourteen_slots_of_which_two_have_a_text(report):
    found = findings_known(TODAY, inspection=report)
    known = terms(TODAY)
    assert [each.label for each in found] == [f"R{number}" for number in range(1, 15)]
    assert {each.label: str(known[each.pk].due) for each in found if each.pk in known} == {
        "R3": "2025-01-31",
        "R5": "2025-07-31",
    }
    assert [standard.code for standard in known[found[2].pk].standards.all()] == ["P4-4"]


def test_loading_again_adds_nothing_and_keeps_what_the_unit_filled_in(report, unit_manager):
    r1 = report.findings.get(label="R1")
    set_terms(finding=r1, text="From the report.", due=None, standards=[], source="HMICFRS", base=0, by=unit_manager)
    before = (Finding.objects.count(), Terms.objects.count(), Milestone.objects.count())
    assert all(not outcome.added and not outcome.changed for outcome in load_inspections())
    assert (Finding.objects.count(), Terms.objects.count(), Milestone.objects.count()) == before


def test_on_an_earlier_day_only_what_was_known_then_is_there(report):
    """The commission was known in 2023, findings and the text from publication on, the other report later."""
    day = AsAt(dt.date(2024, 8, 21), end_of(dt.date(2024, 8, 21)))
    assert list(inspections_known(day)) == [report]
    assert not findings_known(day).exists()
    assert terms(day) == {}
    assert set(milestones(day, [report])[report.pk]) == {"commissioned"}
    assert findings_known(AsAt(dt.date(2024, 8, 22))).count() == 14


def test_issuing_to_all_forces_opens_a_response_for_each_once(r3, issued, unit_manager):
    assert len(issued) == 43
    assert {standing.stage for standing in standings(addressees(TODAY), TODAY)} == {Stage.AWAITING}
    again = issue(finding=r3, scope="forces", by=unit_manager, today=TODAY.day)
    assert again == []


def test_a_force_that_had_ended_is_not_addressed(r3, unit_manager, foreign):
    Organisation.objects.filter(pk=foreign.pk).update(active_to=dt.date(2024, 4, 1))
    rows = issue(finding=r3, scope="forces", by=unit_manager, today=TODAY.day)
    assert foreign.pk not in {row.organisation_id for row in rows}


@pytest.mark.parametrize(
    ("scope", "more", "number"),
    [("areas", {}, 14), ("national", {"bodies": ["cps", "npcc"]}, 2), ("national", {"bodies": []}, None)],
)
def test_it_can_be_issued_to_areas_and_national_bodies(r3, unit_manager, scope, more, number):
    if number is None:
        with pytest.raises(RuleBroken, match="at least one national body"):
            issue(finding=r3, scope=scope, by=unit_manager, today=TODAY.day, **more)
    else:
        assert len(issue(finding=r3, scope=scope, by=unit_manager, today=TODAY.day, **more)) == number


def test_it_goes_to_the_inspected_only_when_they_are_named(r3, report, unit_manager, force, foreign):
    with pytest.raises(RuleBroken, match="not recorded who was inspected"):
        issue(finding=r3, scope="inspected", by=unit_manager, today=TODAY.day)
    name_inspected(inspection=report, organisations=[force, foreign], source="The report", by=unit_manager)
    rows = issue(finding=r3, scope="inspected", by=unit_manager, today=TODAY.day)
    assert {row.organisation for row in rows} == {force, foreign}


def test_a_slot_without_a_text_cannot_be_issued(report, unit_manager):
    with pytest.raises(RuleBroken, match="without its text"):
        issue(finding=report.findings.get(label="R1"), scope="forces", by=unit_manager, today=TODAY.day)


def test_hmicfrs_inspects_no_area(report, area, unit_manager):
    with pytest.raises(RuleBroken, match="does not inspect CPS South West"):
        name_inspected(inspection=report, organisations=[area], source="The report", by=unit_manager)


@pytest.mark.parametrize(("inspectorate", "kind"), [("hmcpsi", "force"), ("hmicfrs", "area")])
def test_each_inspectorate_inspects_its_own(unit_manager, inspectorate, kind):
    said = {"code": "new", "inspectorate": inspectorate, "kind": kind, "title": "New", "source": "Letter"}
    with pytest.raises(RuleBroken, match="inspects"):
        add_inspection(**said, by=unit_manager)
    with pytest.raises(IntegrityError), transaction.atomic():
        Inspection.objects.create(**said, known_from=TODAY.day)


def test_a_cause_of_concern_carries_recommendations_and_nothing_else_does(report, unit_manager):
    concern = add_finding(inspection=report, label="C1", kind="concern", by=unit_manager)
    carried = add_finding(inspection=report, label="C1-1", kind="recommendation", parent=concern, by=unit_manager)
    assert list(concern.children.all()) == [carried]
    for label, kind, parent in (("C2", "concern", concern), ("R99", "recommendation", carried)):
        with pytest.raises(RuleBroken, match="cause of concern"):
            add_finding(inspection=report, label=label, kind=kind, parent=parent, by=unit_manager)
    with pytest.raises(RuleBroken, match="already"):
        add_finding(inspection=report, label="r3", kind="recommendation", by=unit_manager)


def test_what_a_finding_asks_changes_with_a_reason_and_both_stay(r3, unit_manager):
    standard = Standard.objects.get(code="P4-5")
    new = {"text": "Train everybody.", "due": dt.date(2025, 4, 30), "standards": [standard], "source": "HMICFRS"}
    common = {"finding": r3, "by": unit_manager, "now": dt.datetime(2025, 2, 1, 9, tzinfo=dt.UTC)}
    with pytest.raises(RuleBroken, match="Say why"):
        set_terms(**common, **new, base=1)
    set_terms(**common, **new, base=1, reason="HMICFRS wrote to forces.")
    assert set_terms(**common, **new, base=1, reason="Twice.") is None  # it says so already
    with pytest.raises(EditConflict):
        set_terms(**common, **new | {"text": "Other."}, base=1, reason="Late.")
    assert terms(TODAY)[r3.pk].due == dt.date(2025, 4, 30)
    assert terms(AsAt(dt.date(2025, 1, 31)))[r3.pk].due == dt.date(2025, 1, 31)


def test_a_milestone_moves_with_a_reason_and_its_former_dates_stay(report, unit_manager):
    of = {"inspection": report, "step": "debrief", "by": unit_manager, "today": TODAY.day}
    set_milestone(**of, planned=dt.date(2025, 3, 1), base=0)
    set_milestone(
        **of, planned=dt.date(2025, 3, 1), forecast=dt.date(2025, 3, 9), base=1
    )  # a first forecast moves none
    with pytest.raises(RuleBroken, match="Say why the date moves"):
        set_milestone(**of, planned=dt.date(2025, 3, 1), forecast=dt.date(2025, 4, 9), base=2)
    with pytest.raises(EditConflict):
        set_milestone(**of, planned=dt.date(2025, 3, 2), base=1, reason="Late.")
    set_milestone(**of, planned=dt.date(2025, 3, 1), forecast=dt.date(2025, 4, 9), base=2, reason="A team is ill.")
    assert [row.forecast for row in report.milestones.filter(step="debrief")] == [
        None, dt.date(2025, 3, 9), dt.date(2025, 4, 9)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("step", "said", "why"),
    [
        ("debrief", {}, "at least one date"),
        ("debrief", {"done": dt.date(2025, 3, 2)}, "today or in the past"),
        ("debrief", {"days": 10}, "Only a factual accuracy check"),
        ("publication", {"done": dt.date(2025, 2, 1), "precision": "month"}, "day of publication"),
    ],
)
def test_a_milestone_that_cannot_be_is_refused(unit_manager, step, said, why):
    inspection = Inspection.objects.get(code="hmcpsi-2025")
    base = 1 if step == "publication" else 0
    with pytest.raises(RuleBroken, match=why):
        set_milestone(inspection=inspection, step=step, base=base, by=unit_manager, today=TODAY.day, **said)


def test_a_response_goes_from_awaiting_to_complete_and_every_row_stays(ours, answer):
    for number, stage in enumerate((Stage.PROGRESS, Stage.PENDING, Stage.COMPLETE), 1):
        answer(ours, stage, at=ANSWERED + number * DAY)
    standing = standing_of(ours, TODAY)
    assert (standing.stage, standing.number) == (Stage.COMPLETE, 3)
    assert standing.is_unverified
    past = AsAt(dt.date(2024, 10, 2), end_of(dt.date(2024, 10, 2)))
    assert standing_of(ours, past).stage == Stage.PROGRESS


@pytest.mark.parametrize(
    ("stage", "said", "field"),
    [
        (Stage.PROGRESS, {"owner": " "}, "owner"),
        (Stage.COMPLETE, {"evidence": ""}, "evidence"),
        (Stage.NOT_OURS, {}, "reason"),
    ],
)
def test_what_a_stage_needs_is_asked_for_and_the_database_asks_too(ours, answer, lead, stage, said, field):
    with pytest.raises(RuleBroken) as refused:
        answer(ours, stage, **said)
    assert refused.value.field == field
    row = {"stage": stage, "owner": "", "evidence": "", "reason": "", "number": 1, "recorded_at": ANSWERED}
    with pytest.raises(IntegrityError), transaction.atomic():
        Response.objects.create(addressee=ours, recorded_by=lead, **row)


def test_a_contributor_brings_it_to_sign_off_and_the_lead_completes(ours, answer, contributor):
    answer(ours, Stage.PENDING, by=contributor)
    for stage in (Stage.COMPLETE, Stage.NOT_OURS):
        with pytest.raises(RuleBroken, match="Only the lead"):
            answer(ours, stage, by=contributor, reason="Because.")
    assert answer(ours, Stage.COMPLETE).number == 2


def test_nobody_answers_for_another_force(issued, answer, foreign, lead):
    theirs = next(each for each in issued if each.organisation == foreign)
    with pytest.raises(RuleBroken):
        answer(theirs, by=lead)


def test_what_is_settled_opens_again_with_a_reason(ours, answer):
    answer(ours, Stage.COMPLETE)
    with pytest.raises(RuleBroken, match="open again"):
        answer(ours, Stage.PROGRESS)
    with pytest.raises(RuleBroken, match="cannot become"):
        answer(ours, Stage.NOT_OURS, reason="Other.")
    answer(ours, Stage.PROGRESS, reason="Three people have joined since.")


def test_a_moved_date_needs_a_reason_and_does_not_move_the_finding_s(ours, answer):
    answer(ours, expected=dt.date(2025, 2, 28))
    with pytest.raises(RuleBroken, match="date moves"):
        answer(ours, expected=dt.date(2025, 5, 31))
    answer(ours, expected=dt.date(2025, 5, 31), expected_reason="The course is full.")
    standing = standing_of(ours, TODAY)
    assert (standing.due, standing.expected) == (dt.date(2025, 1, 31), dt.date(2025, 5, 31))
    assert standing.is_overdue(TODAY.day)
    assert not standing.is_overdue(dt.date(2025, 1, 31))


def test_of_two_at_once_the_second_is_told_and_the_same_form_twice_acts_once(ours, answer, lead, contributor):
    token = uuid.uuid4()
    first = answer(ours, base=0, token=token)
    assert answer(ours, base=0, token=token) == first
    with pytest.raises(EditConflict) as came:
        answer(ours, base=0, by=contributor)
    assert came.value.latest == first
    assert ours.responses.count() == 1


def test_complete_and_verified_are_two_facts_of_two_people(ours, answer, judge, lead, unit):
    with pytest.raises(AttributeError):
        judge(ours)  # there is nothing yet
    answer(ours, Stage.PROGRESS)
    with pytest.raises(RuleBroken, match="still open"):
        judge(ours)
    answer(ours, Stage.COMPLETE)
    with pytest.raises(RuleBroken, match="may not verify"):
        judge(ours, by=lead)
    judge(ours, False, by=unit)
    assert standing_of(ours, TODAY).verified is False
    judge(ours, True)
    standing = standing_of(ours, TODAY)
    assert {voice: each.verified for voice, each in standing.verdicts.items()} == {"unit": False, "inspectorate": True}
    assert standing.verified is True  # the inspectorate's counts


def test_a_verdict_is_about_one_response_and_a_later_one_is_looked_at_anew(ours, answer, judge):
    answer(ours, Stage.COMPLETE)
    judge(ours, False)
    answer(ours, Stage.COMPLETE, note="The eight are trained.", at=ANSWERED + DAY)
    assert standing_of(ours, TODAY).verified is None


def test_who_recorded_it_on_behalf_does_not_verify_it(ours, answer, judge, unit, unit_manager):
    answer(ours, Stage.COMPLETE, by=unit)
    with pytest.raises(RuleBroken, match="somebody else"):
        judge(ours, by=unit)
    assert judge(ours, by=unit_manager).voice == "unit"


def test_an_inspector_verifies_their_own_inspectorate_s_findings_only(ours, answer, judge, hmcpsi_inspector):
    answer(ours, Stage.COMPLETE)
    with pytest.raises(RuleBroken, match="may not verify"):
        judge(ours, by=hmcpsi_inspector)


def test_a_verdict_on_what_changed_meanwhile_is_refused(ours, answer, inspector, unit):
    answer(ours, Stage.COMPLETE)
    verify(addressee=ours, base=1, seen=0, verified=True, by=unit)
    with pytest.raises(EditConflict):
        verify(addressee=ours, base=1, seen=0, verified=False, comment="No.", by=inspector)
    answer(ours, Stage.COMPLETE, note="More.")
    with pytest.raises(EditConflict):
        verify(addressee=ours, base=1, seen=0, verified=True, by=inspector)


def test_not_verified_needs_words(ours, answer, judge):
    answer(ours, Stage.COMPLETE)
    with pytest.raises(RuleBroken, match="what is missing"):
        judge(ours, False, comment=" ")


def test_reading_many_takes_as_many_queries_as_reading_one(issued, answer, judge, django_assert_num_queries):
    answer(issued[0], Stage.COMPLETE, by=_unit_manager(issued))
    with django_assert_num_queries(8):
        assert len(standings(addressees(TODAY), TODAY)) == 43
    with django_assert_num_queries(8):
        assert len(standings(addressees(TODAY).filter(pk=issued[0].pk), TODAY)) == 1


def _unit_manager(issued):
    return issued[0].recorded_by


def test_addressees_are_those_of_the_moment(issued):
    before = ISSUED.date() - DAY
    assert addressees(AsAt(before, end_of(before))).count() == 0
    assert Addressee.objects.count() == 43
