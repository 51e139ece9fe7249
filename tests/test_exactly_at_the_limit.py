"""Where a rule begins to hold: exactly as much as there is, exactly none, exactly on the day. What mutants showed that
no test had said (docs/mutation.md)."""

import datetime as dt
from decimal import Decimal

import pytest
import time_machine

from accounts.models import User
from forces.models import Organisation
from funding import actions as funding
from funding.models import Allocation, Recipient
from funding.scales import State
from inspections.actions import (
    add_finding,
    add_inspection,
    issue,
    name_inspected,
    record_comments,
    set_milestone,
    set_terms,
)
from inspections.queries import comments_owed
from ledger.actions import EditConflict, RuleBroken
from ledger.as_at import AsAt
from ledger.models import AuditEvent
from measures.actions import record_release, set_target, start_again
from measures.importing.found import Figure
from measures.models import Measure
from tests.plugins.funding import NOW, Q1, SET, TERMS, YEAR, vary, words_of_evidence
from tests.plugins.measures import AT
from training.actions import record_headcount, record_workforce, set_quota, share_out

DAY = dt.date(2024, 3, 31)
POSTS = {"established": 10, "filled": 8, "qualified": 5, "in_training": 3, "abstracted": 8}
QUOTA = {"name": "A quota", "starts": dt.date(2024, 4, 1), "source": "A test"}


def test_posts_may_all_be_in_use_and_may_be_none(force, lead):
    who = {"organisation": force, "by": lead, "today": DAY}
    assert record_workforce(posts=POSTS, day=DAY, **who).abstracted == 8
    assert record_workforce(posts=dict.fromkeys(POSTS, 0), day=DAY - dt.timedelta(days=1), **who).filled == 0
    assert not record_workforce(posts=POSTS, day=DAY, base=1, **who)


@pytest.mark.parametrize("wrong", [{"established": -1}, {"abstracted": 9}, {"qualified": 6}, {"in_training": 4}])
def test_posts_that_cannot_be(force, lead, wrong):
    with pytest.raises(RuleBroken):
        record_workforce(organisation=force, by=lead, today=DAY, day=DAY, posts=POSTS | wrong)


def test_a_headcount_of_none_is_a_headcount(force, lead):
    who = {"organisation": force, "by": lead, "today": DAY, "day": DAY, "kind": "officers"}
    assert record_headcount(number=0, **who).number == 0
    with pytest.raises(RuleBroken, match="fewer than 0"):
        record_headcount(number=-1, base=1, reason="A slip.", **who)


def test_a_quota_asks_for_one_at_least_and_may_be_of_its_first_month(unit_manager):
    quota = set_quota(code="one", number=1, due=dt.date(2024, 4, 1), by=unit_manager, now=NOW, **QUOTA)
    assert (quota.number, quota.due) == (1, quota.starts)
    with pytest.raises(RuleBroken, match="at least 1"):
        set_quota(code="none", number=0, due=dt.date(2024, 4, 30), by=unit_manager, now=NOW, **QUOTA)
    with pytest.raises(RuleBroken, match="after the quota starts"):
        set_quota(code="before", number=1, due=dt.date(2024, 3, 31), by=unit_manager, now=NOW, **QUOTA)


def test_a_share_of_none_takes_it_away_and_less_is_refused(unit_manager, force):
    quota = set_quota(code="shared", number=9, due=dt.date(2024, 4, 30), by=unit_manager, now=NOW, **QUOTA)
    common = {"quota": quota, "basis": "by_hand", "by": unit_manager}
    assert [row.number for row in share_out(numbers={force: 0}, **common)] == [0]
    with pytest.raises(RuleBroken, match="fewer than 0"):
        share_out(numbers={force: -1}, **common)


def test_a_fund_may_be_allocated_to_its_last_penny_and_a_total_may_be_just_that(fund_year, allocation, unit_manager):
    other = Recipient.objects.exclude(pk=allocation.recipient_id).first()
    common = {"fund": fund_year.fund, "year": YEAR, "source": "A test", "by": unit_manager, "now": SET}
    with pytest.raises(RuleBroken, match=r"£95,000\.00 is left"):
        funding.allocate(recipient=other, amount=Decimal("95000.01"), **common)
    funding.allocate(recipient=other, amount=Decimal("95000.00"), **common)
    with pytest.raises(RuleBroken, match=r"£0\.00 is left"):
        vary(allocation, "0.01", unit_manager)
    terms = {"fund": fund_year.fund, "year": YEAR, "by": unit_manager, "now": SET, "base": 1, "reason": "Cut.", **TERMS}
    with pytest.raises(RuleBroken, match=r"£100,000\.00 of it is allocated"):
        funding.set_fund_year(amount=Decimal("99999.99"), **terms)
    assert funding.set_fund_year(amount=Decimal("100000.00"), **terms).version == 2


def test_an_allocation_may_be_taken_away_whole(allocation, unit_manager):
    with pytest.raises(RuleBroken, match="cannot be below 0"):
        vary(allocation, "-5000.01", unit_manager)
    vary(allocation, "-5000.00", unit_manager)
    assert Allocation.objects.get().variations.get().change == Decimal("-5000.00")


def test_what_varies_counts_in_what_is_left_of_a_fund(fund_year, allocation, unit_manager):
    vary(allocation, "-1000.00", unit_manager)
    other = Recipient.objects.exclude(pk=allocation.recipient_id).first()
    common = {"fund": fund_year.fund, "year": YEAR, "source": "A test", "by": unit_manager, "now": SET}
    assert funding.allocate(recipient=other, amount=Decimal("96000.00"), **common)


def test_another_plan_says_why_and_the_first_needs_not(allocation, unit_manager):
    common = {"allocation": allocation, "by": unit_manager, "now": NOW}
    first = funding.set_plan(boxes={(Q1, "pay"): Decimal("5000.00")}, base=0, reason="Not asked for.", **common)
    assert (first.version, first.reason) == (1, "")
    boxes = {(Q1, "pay"): Decimal("4000.00"), (Q1, "other"): Decimal("1000.00")}
    with pytest.raises(RuleBroken, match="why the plan changes"):
        funding.set_plan(boxes=boxes, base=1, reason=" ", **common)
    assert funding.set_plan(boxes=boxes, base=1, reason="A post is vacant.", **common).reason == "A post is vacant."


def test_a_forecast_of_nothing_is_one_and_less_is_refused(allocation, lead):
    common = {"allocation": allocation, "by": lead}
    assert funding.record_forecast(amount=Decimal("0.00"), **common).number == 1
    assert funding.record_forecast(amount=Decimal("10.00"), **common).number == 2
    with pytest.raises(RuleBroken, match="below 0"):
        funding.record_forecast(amount=Decimal("-0.01"), **common)


def test_a_claim_can_be_filled_in_from_its_periods_first_day(fill):
    with pytest.raises(RuleBroken, match="begins on 1 April 2024"):
        fill(Q1, today=dt.date(2024, 3, 31))
    assert fill(Q1, today=dt.date(2024, 4, 1)).starts == Q1


@pytest.mark.parametrize("state", [State.DRAFT, State.CERTIFIED, State.APPROVED])
def test_evidence_is_added_until_a_claim_is_approved(bring, lead, state):
    claim = bring(state)
    if state == State.APPROVED:
        with pytest.raises(RuleBroken, match="nothing is added to it"):
            words_of_evidence(claim, lead)
    else:
        assert words_of_evidence(claim, lead).claim == claim


def test_a_statement_is_signed_once_the_year_is_over_and_corrected_with_a_reason(allocation, finance_officer):
    common = {"allocation": allocation, "by": finance_officer, "today": dt.date(2025, 4, 1)}
    with pytest.raises(RuleBroken, match="whole year"):
        funding.sign_statement(spent=Decimal(1), base=0, **common | {"today": dt.date(2025, 3, 31)})
    first = funding.sign_statement(spent=Decimal("0.00"), base=0, **common)
    assert funding.sign_statement(spent=Decimal("0.00"), base=0, **common) == first
    with pytest.raises(EditConflict, match="signed a statement while"):
        funding.sign_statement(spent=Decimal(2), base=0, reason="A slip.", **common)
    with pytest.raises(RuleBroken, match="why the statement is corrected"):
        funding.sign_statement(spent=Decimal(2), base=1, **common)
    with pytest.raises(RuleBroken, match="below 0"):
        funding.sign_statement(spent=Decimal(-1), base=1, reason="A slip.", **common)
    second = funding.sign_statement(spent=Decimal(2), base=1, reason="A slip.", **common)
    assert (second.version, second.reason, User.objects.get(pk=second.recorded_by_id)) == (
        2,
        "A slip.",
        finance_officer,
    )
    with pytest.raises(RuleBroken, match="chief finance officer, not by you"):
        funding.sign_statement(spent=Decimal(3), base=2, **common | {"by": User.objects.create_user("x@example.org")})


def test_comments_may_be_published_on_the_reports_own_day_and_today(ours, force, lead, all_owed):
    day = dt.date(2024, 10, 18)
    (owed,) = comments_owed(Organisation.objects.filter(pk=force.pk), AsAt(day))
    common = {"owed": owed, "by": lead, "where": "https://example.org/comments"}
    assert record_comments(published=owed.report, base=0, today=owed.report, **common).version == 1
    assert record_comments(published=day, base=1, today=day, reason="A slip.", **common).version == 2


def test_a_finding_comes_after_the_last_and_issued_to_nobody_more_says_nothing(report, issued, r3, unit_manager):
    added = add_finding(inspection=report, label="R15", kind="recommendation", by=unit_manager)
    assert added.order == report.findings.exclude(pk=added.pk).order_by("-order").first().order + 1
    said = AuditEvent.objects.count()
    assert issue(finding=r3, scope="forces", by=unit_manager, today=DAY) == []
    assert AuditEvent.objects.count() == said


def test_the_audit_has_the_day_of_a_findings_terms(report, unit_manager):
    common = {"finding": report.findings.get(label="R1"), "standards": [], "source": "A test", "by": unit_manager}
    set_terms(text="First.", due=DAY, base=0, **common)
    assert AuditEvent.objects.latest("pk").after["due"] == "2024-03-31"
    set_terms(text="Second.", due=None, base=1, reason="No day.", **common)
    assert AuditEvent.objects.latest("pk").after["due"] == ""


def test_the_inspected_are_named_once_with_a_source(report, force, unit_manager):
    common = {"inspection": report, "organisations": [force], "by": unit_manager}
    with pytest.raises(RuleBroken, match="who named them"):
        name_inspected(source=" ", **common)
    assert [row.organisation for row in name_inspected(source="A letter.", **common)] == [force]
    said = AuditEvent.objects.count()
    assert name_inspected(source="", **common) == []
    assert AuditEvent.objects.count() == said


def test_a_step_may_be_done_today_and_only_publication_needs_the_day(unit_manager):
    new = add_inspection(code="new", inspectorate="hmicfrs", kind="thematic", title="New", source="A", by=unit_manager)
    common = {"inspection": new, "base": 0, "by": unit_manager, "source": "A test", "precision": "month", "today": DAY}
    with pytest.raises(RuleBroken, match="today or in the past"):
        set_milestone(step="fieldwork", done=DAY + dt.timedelta(days=1), **common)
    assert set_milestone(step="fieldwork", done=DAY, **common).done == DAY
    assert set_milestone(step="publication", planned=DAY, **common).precision == "month"
    with pytest.raises(RuleBroken, match="day of publication"):
        set_milestone(step="publication", done=DAY, **common | {"base": 1})


def test_a_percentage_may_be_aimed_at_whole(unit_manager):
    common = {"measure": Measure.objects.get(code="charged_pct"), "organisation": None, "starts_on": DAY}
    common |= {"reason": "The Unit's letter.", "by": unit_manager}
    with pytest.raises(RuleBroken, match="from 0 to 100"):
        set_target(value=Decimal("100.001"), **common)
    assert set_target(value=Decimal(100), **common).value == 100


def test_the_quarter_that_runs_can_be_noted_and_the_next_cannot(note):
    with time_machine.travel(dt.datetime(2024, 6, 30, 12, tzinfo=dt.UTC), tick=False):
        assert note(Q1, Q1).first == Q1
        with pytest.raises(RuleBroken, match="has not begun"):
            note(dt.date(2024, 7, 1), dt.date(2024, 7, 1))


def test_a_total_that_falls_short_needs_a_name_and_a_reason(publish, unit_manager):
    def total(number):
        return {("durham", "recorded_offences", Q1): Figure(Decimal(number))}

    publish(total(100), on=dt.date(2024, 7, 25), kind="offences")
    common = {"kind": "offences", "name": "b", "by": unit_manager, "published_on": dt.date(2024, 10, 24)}
    common |= {"now": dt.datetime(2024, 10, 24, 12, tzinfo=dt.UTC)}
    for missing in ({"confirmed_by": unit_manager}, {"confirmed_why": "Asked."}):
        with pytest.raises(RuleBroken, match="under half"):
            record_release(sha256="b" * 64, figures=total(49), **common | missing)
    release, is_new = record_release(sha256="b" * 64, figures=total(50), **common)
    assert is_new
    assert record_release(sha256="b" * 64, figures=total(49), **common) == (release, False)


def test_a_file_is_begun_again_at_a_wish_only_when_it_is_stuck(uploaded, unit_manager):
    assert not start_again(upload=uploaded, now=AT + dt.timedelta(minutes=5))
    assert start_again(upload=uploaded, now=AT + dt.timedelta(minutes=5, seconds=1))
