"""The demonstration's training: the same every time, by the rules of the ledger, and a country that met its quota."""

import datetime as dt
from itertools import groupby

import pytest

from demo.people import add_people
from demo.training.story import NEVER
from demo.training.writer import load_training_demo, tell
from forces.models import Organisation
from ledger.as_at import as_at, end_of
from ledger.models import AuditEvent
from training.actions import POSTS, CompletionEntry, check_entry, check_posts, record_completions
from training.models import Completion, Course, Headcount, Quota, Share, Workforce
from training.progress import QuotaVerdict, position
from training.queries import quotas

pytestmark = pytest.mark.django_db
EARLY, LATE, TODAY = dt.date(2023, 12, 31), dt.date(2024, 6, 30), dt.date(2026, 11, 22)
NOW = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)


@pytest.fixture
def loaded():
    return load_training_demo(until=EARLY, now=NOW)


def rows(model=Completion):
    return list(model.objects.order_by("pk").values_list("token", "recorded_at"))


def standing(day):
    when = as_at(day, today=TODAY)
    quota = next(quota for quota in quotas(when) if quota.code == "first-2000")
    return position(quota, list(Organisation.objects.filter(kind="force")), when)


def test_every_row_keeps_the_rules_of_the_ledger(db):
    told = tell(end_of(TODAY))
    courses = {course.code: course for course in Course.objects.all()}
    in_order = sorted(told, key=lambda said: (said.force, said.what, said.day, said.version))
    for _key, versions in groupby(in_order, key=lambda said: (said.force, said.what, said.day)):
        versions = list(versions)
        assert [said.version for said in versions] == list(range(1, len(versions) + 1))
        assert [said.recorded_at for said in versions] == sorted(said.recorded_at for said in versions)
        for said in versions:
            assert bool(said.reason) == (said.version > 1)
            assert said.recorded_at.date() > said.day
            assert said.recorded_at < end_of(TODAY)
            if said.what in courses:
                check_entry(CompletionEntry(courses[said.what], said.day, said.values[0]), said.recorded_at.date())
            elif said.what == "workforce":
                check_posts(dict(zip(POSTS, said.values, strict=True)))


def test_an_earlier_day_is_the_beginning_of_a_later_one(db):
    before = end_of(dt.date(2024, 2, 10))
    assert tell(before) == [said for said in tell(end_of(TODAY)) if said.recorded_at < before]


def test_it_looks_like_a_country_that_met_its_quota_in_spring_2024(db):
    load_training_demo(until=LATE, now=NOW)
    at_the_end = standing(LATE)
    assert 2000 < at_the_end.national.done < 2400
    assert at_the_end.national.met in (dt.date(2024, 3, 1), dt.date(2024, 4, 1))
    assert {force.organisation.slug for force in at_the_end.silent} == NEVER
    short = [force for force in at_the_end.forces if force.progress.verdict == QuotaVerdict.MISSED]
    assert 10 < len(short) < 30
    assert any(force.progress.missing for force in at_the_end.forces if force.organisation.slug == "gwent")
    assert at_the_end.unshared == 0
    assert Completion.objects.filter(number=0).exists()
    assert Completion.objects.filter(version=2).exists()
    posts = [force.workforce for force in at_the_end.forces if force.workforce]
    assert 0.4 < sum(row.qualified for row in posts) / sum(row.filled for row in posts) < 0.6
    assert Headcount.objects.filter(kind="officers").exists()
    in_january = standing(dt.date(2024, 1, 31)).national.outlook
    assert in_january.prediction


def test_again_adds_nothing_and_a_later_day_only_what_is_new(loaded):
    before = rows()
    assert vars(load_training_demo(until=EARLY, now=NOW)) == {"completions": 0, "workforces": 0, "headcounts": 0}
    more = load_training_demo(until=LATE, now=NOW)
    assert rows()[: len(before)] == before
    assert len(rows()) == loaded.completions + more.completions
    assert len(rows()) == sum(said.what in ("risdp", "first-response", "recruits") for said in tell(end_of(LATE)))
    assert Share.objects.count() == 43
    assert AuditEvent.objects.filter(action="demo.training_loaded").count() == 2


def test_the_further_quota_says_that_it_is_invented(db):
    load_training_demo(until=dt.date(2025, 7, 31), now=NOW)
    quota = Quota.objects.get(code="demonstration-2027")
    assert "invented" in quota.name
    assert quota.known_from == dt.date(2025, 6, 18)
    assert Share.objects.count() == 86


def test_nothing_is_recorded_later_than_now(db):
    now = dt.datetime(2023, 9, 8, 9, tzinfo=dt.UTC)
    load_training_demo(until=dt.date(2023, 9, 8), now=now)
    assert Completion.objects.exists()
    assert not Completion.objects.filter(recorded_at__gte=now).exists()
    assert not Share.objects.exists()


def test_a_figure_of_a_visitor_is_left_to_them(loaded):
    durham = Organisation.objects.get(slug="durham")
    by = add_people()["lead", "durham"][0]
    entries = [CompletionEntry(Course.objects.get(code="risdp"), dt.date(2023, 12, 1), 99)]
    record_completions(organisation=durham, entries=entries, by=by, today=EARLY, now=end_of(EARLY))
    load_training_demo(until=LATE, now=NOW)
    mine = Completion.objects.filter(organisation=durham, course__code="risdp", month=dt.date(2023, 12, 1))
    assert [row.number for row in mine] == [99]
    assert Completion.objects.filter(organisation=durham, month=dt.date(2024, 1, 1)).exists()


def test_posts_are_counted_twice_a_year(loaded):
    assert set(Workforce.objects.values_list("day", flat=True)) == {dt.date(2023, 9, 30)}
