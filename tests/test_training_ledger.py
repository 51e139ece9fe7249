"""Completions, posts and headcounts: what is recorded, corrected, refused, and how far a quota is."""

import datetime as dt

import pytest

from forces.models import Organisation
from ledger.actions import EditConflict, RuleBroken
from ledger.as_at import AsAt, end_of
from training.actions import (
    CompletionEntry,
    record_completions,
    record_headcount,
    record_workforce,
    set_quota,
    share_out,
)
from training.models import Completion, Course, Quota
from training.progress import position
from training.queries import latest_completions, quotas
from training.shares import split_quota

TODAY = dt.date(2024, 2, 15)
NOW = dt.datetime(2024, 2, 15, 9, tzinfo=dt.UTC)
JANUARY = dt.date(2024, 1, 1)


@pytest.fixture
def risdp(db):
    return Course.objects.get(code="risdp")


@pytest.fixture
def record(force, lead, risdp):
    def record(number, month=JANUARY, *, organisation=force, by=lead, base=0, at=NOW, course=risdp, **said):
        entries = [CompletionEntry(course, month, number, base)]
        return record_completions(organisation=organisation, entries=entries, by=by, today=TODAY, now=at, **said)

    return record


def test_a_correction_supersedes_with_a_reason_and_both_stay(record, force):
    record(12)
    with pytest.raises(RuleBroken, match="Say why"):
        record(14, base=1)
    record(14, base=1, reason="Two were counted late.", at=NOW + dt.timedelta(days=1))
    assert [row.number for row in Completion.objects.all()] == [12, 14]
    assert latest_completions().get().number == 14
    assert latest_completions(end_of(TODAY)).get().number == 12


def test_nil_is_a_figure_and_blank_is_none(record):
    (row,) = record(0)
    assert row.number == 0
    assert record(0, base=1) == []  # the same again adds nothing


def test_whoever_wrote_on_an_older_version_is_told(record, lead):
    record(12)
    with pytest.raises(EditConflict) as told:
        record(13)
    assert told.value.latest.number == 12


@pytest.mark.parametrize(
    ("number", "month", "words"),
    [(5, dt.date(2024, 3, 1), "future"), (5, dt.date(2023, 6, 1), "had not begun"), (-1, JANUARY, "fewer than 0")],
)
def test_what_cannot_be_is_refused(record, number, month, words):
    with pytest.raises(RuleBroken, match=words):
        record(number, month)
    assert not Completion.objects.exists()


def test_an_area_has_no_training_and_no_share(record, area, area_lead, unit_manager):
    with pytest.raises(RuleBroken, match="police forces"):
        record(5, organisation=area, by=area_lead)
    with pytest.raises(RuleBroken, match="police forces"):
        share_out(quota=Quota.objects.get(), numbers={area: 5}, basis="by_hand", by=unit_manager)


POSTS = {"established": 30, "filled": 24, "qualified": 11, "in_training": 8, "abstracted": 2}


@pytest.mark.parametrize("wrong", [{"qualified": 20}, {"abstracted": 25}, {"in_training": -1}])
def test_posts_must_fit_one_another(force, lead, wrong):
    with pytest.raises(RuleBroken):
        record_workforce(organisation=force, day=TODAY, posts=POSTS | wrong, by=lead, today=TODAY)


def test_three_numbers_side_by_side(record, force, lead):
    record(9)
    record_workforce(organisation=force, day=TODAY, posts=POSTS, by=lead, today=TODAY, now=NOW)
    record_headcount(organisation=force, kind="first_responder", day=TODAY, number=900, by=lead, today=TODAY, now=NOW)
    (quota,) = quotas(AsAt(TODAY))
    found = position(quota, [force], AsAt(TODAY)).forces[0]
    assert (found.progress.done, found.workforce.qualified, found.workforce.established) == (9, 11, 30)
    assert found.headcounts["first_responder"].number == 900


def test_only_courses_that_count_are_part_of_the_quota(record):
    record(9)
    record(40, course=Course.objects.get(code="recruits"))
    (quota,) = quotas(AsAt(TODAY))
    assert position(quota, [], AsAt(TODAY)).national.done == 9


def test_months_not_reported_are_named(record, force):
    record(9)
    (quota,) = quotas(AsAt(TODAY))
    progress = position(quota, [force], AsAt(TODAY)).forces[0].progress
    assert progress.missing == [dt.date(2023, month, 1) for month in range(7, 13)]


def test_shares_need_not_add_up_and_the_rest_is_said(unit_manager):
    forces = list(Organisation.objects.filter(kind="force"))
    (quota,) = quotas(AsAt(TODAY))
    numbers = split_quota(quota.number, dict.fromkeys(forces, 1))
    assert sum(numbers.values()) == 2000
    numbers[forces[0]] -= 6
    share_out(quota=quota, numbers=numbers, basis="by_hand", by=unit_manager, now=NOW)
    assert position(quota, forces, AsAt(TODAY)).unshared == 6


def test_a_changed_quota_needs_a_reason_and_the_old_terms_stay_known(unit_manager):
    terms = {"code": "first-2000", "name": "2,200", "number": 2200, "starts": JANUARY, "due": dt.date(2024, 6, 30)}
    with pytest.raises(RuleBroken, match="Say why"):
        set_quota(**terms, source="The Unit", by=unit_manager, now=NOW)
    set_quota(**terms, source="The Unit", by=unit_manager, reason="Extended by ministers.", now=NOW)
    assert [quota.number for quota in quotas(AsAt(TODAY))] == [2200]
    assert [quota.number for quota in quotas(AsAt(dt.date(2024, 1, 31)))] == [2000]
