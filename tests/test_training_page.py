import csv
import datetime as dt
import io
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from forces.models import Organisation
from ledger.as_at import as_at, end_of
from tests.layout import laid_out
from training.actions import (
    CompletionEntry,
    record_completions,
    record_headcount,
    record_workforce,
    set_quota,
    share_out,
)
from training.models import Course
from training.months import end_of_month, months_between
from training.national.page import earlier
from training.progress import national
from training.queries import quotas
from training.shares import split_quota

PAGE = "/training/"
JULY, APRIL = dt.date(2023, 7, 1), dt.date(2024, 4, 1)
DAY = dt.timedelta(days=1)
OURS = [200, 190, 230, 195, 225, 205, 199, 221, 210, 207]
THEIRS = [20, 18, 22, 19, 21, 20, 20, 22, 18, 20]


def words(page):
    return laid_out(page.content.decode())


def rows_of(client, query):
    text = client.get(f"{PAGE}?{query}_export=csv").content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def at(day):
    return f"{PAGE}?as-at={day.isoformat()}"


@pytest.fixture
def record(unit):
    """record(force, month, number): reported ten days after the month, by the Unit."""

    def record(force, month, number, *, course="risdp", when=None, base=0, reason=""):
        when = when or end_of(end_of_month(month)) + 10 * DAY
        entries = [CompletionEntry(Course.objects.get(code=course), month, number, base)]
        kept = {"by": unit, "today": when.date(), "now": when, "reason": reason}
        record_completions(organisation=force, entries=entries, **kept)

    return record


@pytest.fixture
def told(record, force, foreign):
    """Ten months of two forces, in the order in which they were known."""
    for month, ours, theirs in zip(months_between(JULY, APRIL), OURS, THEIRS, strict=True):
        record(force, month, ours)
        record(foreign, month, theirs)
    record(force, dt.date(2023, 8, 1), 180, when=end_of(dt.date(2024, 2, 20)), base=1, reason="Ten counted twice.")


@pytest.fixture
def as_unit(client, unit):
    client.force_login(unit)
    return client


def test_on_31_january_2024_it_says_what_was_known_and_forecast_then(as_unit, told):
    page = words(as_unit.get(at(dt.date(2024, 1, 31))))
    # July to December, August not yet corrected; January is not reported on its last day.
    assert (
        "2,000 by 30 April 2024: 1,365 done by 31 January 2024, 635 remain, 159 a month needed from January 2024 on, "
        in page
    )
    assert "a month in the last three reported. 2 of 43 forces have reported at least one month." in page
    assert "if the pace of the last 6 months continues. The 80% interval is" in page
    assert "Still coming in: January 2024 (0 of 43 forces)." in page
    assert "4,540" not in page
    assert "met in" not in page


def test_what_is_met_may_grow_while_the_last_month_is_coming_in(as_unit, told):
    page = words(as_unit.get(at(dt.date(2024, 5, 1))))
    assert "2,000 by 30 April 2024: met in March 2024. 2,045 are reported so far, 45 more than asked: " in page
    assert "April is still coming in, 0 of 43 forces." in page


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (dt.date(2024, 4, 30), "1,900 done by 30 April 2024, 100 remain, 100 a month needed from April 2024 on"),
        (
            dt.date(2024, 5, 1),
            "Whether 2,000 was reached by 30 April 2024 is not known yet: April is still coming in, 0 of 43 forces. "
            "1,900 are reported so far, 100 fewer than asked.",
        ),
        (dt.date(2024, 5, 17), "is not known yet: April is still coming in, 1 of 43 forces. 1,950 are reported so far"),
        (dt.date(2024, 5, 31), "is not known yet: April is still coming in, 1 of 43 forces."),
        (dt.date(2024, 6, 1), "2,000 by 30 April 2024: missed. 1,950 done by then, 50 short (2.5%)."),
    ],
)
def test_nothing_is_missed_before_the_last_month_is_due(as_unit, record, force, foreign, day, said):
    record(force, dt.date(2024, 3, 1), 1900)
    record(foreign, APRIL, 50)
    page = words(as_unit.get(at(day)))
    assert said in page
    assert ("missed" in page) == (day > dt.date(2024, 5, 31))


def test_a_verdict_comes_when_all_are_in(as_unit, record):
    forces = list(Organisation.objects.filter(kind="force"))
    for force in forces[1:]:
        record(force, APRIL, 1)
    assert "is not known yet: April is still coming in, 42 of 43 forces." in words(
        as_unit.get(at(dt.date(2024, 5, 11)))
    )
    record(forces[0], APRIL, 1, when=end_of(dt.date(2024, 5, 11)))
    assert "2,000 by 30 April 2024: missed. 43 done by then" in words(as_unit.get(at(dt.date(2024, 5, 12))))


def test_what_came_is_not_known_while_the_last_month_is_coming_in(as_unit, told):
    (came,) = {row["What came"] for row in rows_of(as_unit, "list=forecasts&as-at=2024-05-10&")}
    assert came == "not known yet"
    page = words(as_unit.get(at(dt.date(2024, 5, 10))))
    assert "held what came" not in page
    (came,) = {row["What came"] for row in rows_of(as_unit, "list=forecasts&as-at=2024-06-01&")}
    assert came == "2272"


def test_after_the_deadline_it_says_when_and_by_how_much(as_unit, told):
    page = words(as_unit.get(PAGE))
    assert "2,000 by 30 April 2024: met in March 2024. 2,272 done by then, 272 more than asked." in page
    assert "There is no forecast: the date has passed." in page
    assert "41 forces have never reported." in page


def test_the_bar_has_words(as_unit, told):
    page = words(as_unit.get(at(dt.date(2024, 1, 31))))
    assert '<progress class="app-bars__bar app-bars__bar--long" id="progress" max="2000" value="1365">' in page
    assert "1,365 of 2,000 (68.2%)</progress>" in page
    assert 'max="2000" value="2000">2,272 of 2,000 (113.6%)<' in words(as_unit.get(PAGE))


def test_what_was_published_stands_beside_the_ledger(as_unit, told):
    page = words(as_unit.get(at(dt.date(2024, 5, 17))))
    assert "4,540 by 17 May 2024" in page
    assert "Source: NPCC release, 17 May 2024" in page
    assert "2,272 up to and including April 2024" in page
    assert "2,268 more were published than the ledger holds" in page
    assert "The two are not made to agree." in page


def test_before_there_was_a_quota_it_says_so(as_unit):
    assert "No quota was known on this day." in words(as_unit.get(at(dt.date(2023, 7, 5))))
    assert as_unit.get("/training/chart.svg?as-at=2023-07-05").status_code == 404


def test_earlier_forecasts_are_what_the_page_said_then(told):
    today = timezone.localdate()
    (quota,) = quotas(as_at(today, today=today))
    then = earlier(quota, as_at(today, today=today), 43)
    assert [each.day for each in then] == [end_of_month(month) for month in months_between(JULY, dt.date(2024, 3, 1))]
    for each in then[1:]:
        assert each == national(quota, as_at(each.day, today=today), 43)


def test_earlier_forecasts_against_what_came(as_unit, told):
    rows = list(
        csv.DictReader(io.StringIO(as_unit.get(f"{PAGE}?list=forecasts&_export=csv").content.decode("utf-8-sig")))
    )
    assert [row["Made on"] for row in rows] == ["2024-03-31", "2024-02-29", "2024-01-31"]
    assert {row["What came"] for row in rows} == {"2272"}
    for row in rows:
        inside = int(row["80% interval"]) <= 2272 <= int(row["Upper end"])
        assert row["Inside the interval"] == ("yes" if inside else "no")
    assert "of 3 held what came, 2,272, in their interval" in words(as_unit.get(PAGE))


def test_what_comes_is_not_known_before_the_date(as_unit, told):
    page = words(as_unit.get(at(dt.date(2024, 2, 29))))
    assert "What comes is known when all figures are in, at the end of 31 May 2024 at the latest." in page
    assert "not known yet" in page


def test_terms_that_changed_are_those_of_their_day(told, unit_manager):
    terms = {"code": "first-2000", "name": "2,200", "number": 2200, "starts": JULY, "due": dt.date(2024, 4, 30)}
    moment = end_of(dt.date(2024, 2, 10))
    set_quota(**terms, source="The Unit", by=unit_manager, reason="More money.", now=moment)
    today = timezone.localdate()
    (quota,) = quotas(as_at(today, today=today))
    then = {each.day: each.quota for each in earlier(quota, as_at(today, today=today), 43)}
    assert (then[dt.date(2024, 1, 31)], then[dt.date(2024, 2, 29)]) == (2000, 2200)


def test_people_of_an_organisation_see_totals_and_their_own_force_only(client, told, lead, area_lead):
    client.force_login(lead)
    page = words(client.get(PAGE))
    assert "2,272 done by then" in page
    assert "Your force" in page
    assert "/organisations/avon-and-somerset/" in page
    assert "Durham" not in page
    assert "Durham" not in client.get(f"{PAGE}?_export=csv").content.decode("utf-8-sig")
    client.force_login(area_lead)
    page = words(client.get(PAGE))
    assert "You see the national totals." in page
    assert "avon-and-somerset" not in page


def test_the_list_of_forces_has_three_numbers_and_the_share(as_unit, told, force, lead, unit_manager):
    (quota,) = quotas(as_at(dt.date(2024, 5, 1), today=timezone.localdate()))
    forces = list(Organisation.objects.filter(kind="force"))
    share_out(quota=quota, numbers=split_quota(1994, dict.fromkeys(forces, 1)), basis="equally", by=unit_manager)
    posts = {"established": 30, "filled": 24, "qualified": 11, "in_training": 8, "abstracted": 2}
    day = dt.date(2024, 3, 31)
    record_workforce(organisation=force, day=day, posts=posts, by=lead, today=timezone.localdate())
    rows = rows_of(as_unit, "")
    ours = next(row for row in rows if row["Force"] == "Avon and Somerset")
    assert (ours["Completions of its share"], ours["Share"], ours["Months not reported"]) == ("2072", "47", "0")
    assert (ours["Qualified in post"], ours["Established posts"], ours["Posts as on"]) == ("11", "30", "2024-03-31")
    page = words(as_unit.get(f"{PAGE}?sort=-done"))
    assert "Of 43 forces with a share 2 met it, 41 reported nothing." in page
    assert "The shares add up to 1,994 of 2,000: 6 are not shared out." in page
    assert page.index("Avon and Somerset</a>") < page.index("Durham</a>") < page.index("Bedfordshire</a>")


def test_first_responders_are_a_share_of_stated_headcounts_and_no_part_of_the_quota(
    as_unit, told, record, force, foreign, lead
):
    record(force, APRIL, 300, course="first-response")
    record(foreign, APRIL, 40, course="first-response")
    today = timezone.localdate()
    record_headcount(
        organisation=force, kind="first_responder", day=dt.date(2024, 3, 31), number=900, by=lead, today=today
    )
    page = words(as_unit.get(PAGE))
    assert (
        "300 of 900 (33.3%), over the 1 of 43 forces that have reported and stated a headcount (as on 31 March" in page
    )
    assert "40 more are trained in 1 force that has stated none." in page
    assert "2,272 done by then" in page


def test_later_quotas_stand_beside_the_first(as_unit, told, unit_manager):
    terms = {"code": "next", "name": "900 more", "number": 900, "starts": JULY, "due": dt.date(2024, 3, 31)}
    set_quota(**terms | {"due": dt.date(2025, 3, 31)}, source="The Unit", by=unit_manager, now=end_of(JULY))
    page = words(as_unit.get(PAGE))
    assert '<a class="govuk-link" href="?quota=next">900 more</a>' in page
    assert "900 by 31 March 2025: met in November 2023." in page
    assert "900 more: 2,272 of 900" in words(as_unit.get(f"{PAGE}?quota=next"))


def test_the_chart_is_a_picture_of_the_same_day(as_unit, told):
    page = as_unit.get(at(dt.date(2024, 1, 31)))
    assert "/training/chart.svg?quota=first-2000&amp;as-at=2024-01-31" in page.content.decode()
    picture = as_unit.get("/training/chart.svg?quota=first-2000&as-at=2024-01-31&size=narrow")
    assert picture["Content-Type"].startswith("image/svg+xml")
    assert "even pace: 200 a month" in picture.content.decode()


def test_the_numbers_of_the_chart_can_be_downloaded(as_unit, told):
    rows = rows_of(as_unit, "list=months&")
    assert (rows[-1]["Month"], rows[-1]["Completions"], rows[-1]["Even pace"]) == ("2023-07-01", "220", "200.0")


def test_reported_nil_and_not_reported_are_three_things(as_unit, record, force, foreign, unit_manager):
    """In the sentence, the numbers, the list and its download; of the chart test_training_words.py."""
    page = words(as_unit.get(at(dt.date(2023, 8, 20))))
    assert "2,000 by 30 April 2024: none of 43 forces has reported by 20 August 2023" in page
    assert page.count("<small>not reported</small>") == 1
    assert page.count("<small>not stated</small>") == 2
    assert '<progress class="app-bars__bar app-bars__bar--long"' not in page
    assert "None of 43 forces has reported." in page
    forces = list(Organisation.objects.filter(kind="force"))
    (quota,) = quotas(as_at(dt.date(2024, 5, 1), today=timezone.localdate()))
    share_out(quota=quota, numbers=split_quota(2000, dict.fromkeys(forces, 1)), basis="equally", by=unit_manager)
    for month in months_between(JULY, APRIL):
        record(force, month, 0)
    record(foreign, JULY, 50)
    page = words(as_unit.get(PAGE))
    assert "50 <small>of 2,000 asked, as 2 of 43 forces report</small>" in page
    assert "Of 43 forces with a share 1 met it, 1 missed it, 41 reported nothing." in page
    assert '<span class="app-figure app-figure--nil">0, nil confirmed, of 47</span>' in page
    assert page.count('<span class="app-figure app-figure--none">not reported</span>') == 41
    columns = ("Completions of its share", "Completions are", "Share met")
    said = {row["Force"]: tuple(row[name] for name in columns) for row in rows_of(as_unit, "")}
    assert said.pop("Avon and Somerset") == ("0", "0, nil confirmed", "missed by 47")
    assert said.pop("Durham") == ("50", "reported in part", "met in Jul 2023")
    assert set(said.values()) == {("not reported", "not reported", "not known")}


def test_what_was_published_beside_a_ledger_without_figures(as_unit):
    page = words(as_unit.get(at(dt.date(2024, 5, 17))))
    assert "Nothing is reported up to and including April 2024" in page
    assert "Not known: nothing is reported here" in page


def test_learners_of_whom_nothing_is_reported_are_no_nil(as_unit, record, force, foreign, unit):
    common = {"kind": "first_responder", "day": dt.date(2024, 3, 31), "by": unit, "today": timezone.localdate()}
    record_headcount(organisation=force, number=900, **common)
    record_headcount(organisation=foreign, number=700, **common)
    page = words(as_unit.get(PAGE))
    gap = "forces have stated a headcount and not reported how many are trained."
    assert f"None of 43 forces has reported. 2 {gap}" in page
    record(force, APRIL, 0, course="first-response")
    page = words(as_unit.get(PAGE))
    assert "0 of 900 (0.0%), over the 1 of 43 forces that have reported and stated a headcount" in page
    assert "1 force has stated a headcount and not reported how many are trained." in page


def test_the_pace_needed_means_one_thing_on_the_page(as_unit, told, share):
    """What remains over the months that are not in; the other pace is called even."""
    day = dt.date(2024, 1, 31)
    page = words(as_unit.get(at(day)))
    assert set(re.findall(r"([\d,]+) a month(?: needed|, needed)", page)) == {"159"}
    assert "needed pace" not in page.lower()
    assert "reached the even pace of 200 a month" in page
    picture = as_unit.get(f"/training/chart.svg?quota=first-2000&as-at={day}").content.decode()
    assert "pace needed: 159 a month" in picture
    assert "even pace: 200 a month" in picture


def test_the_number_of_queries_does_not_grow(as_unit, queries_with_all_and_with_three):
    everything, three = queries_with_all_and_with_three(PAGE)
    assert everything == three <= 14


def test_more_quotas_and_months_make_no_more_queries(as_unit, told, record, force, unit_manager):
    with CaptureQueriesContext(connection) as before:
        as_unit.get(PAGE)
    terms = {"name": "900 more", "number": 900, "starts": JULY, "due": dt.date(2025, 3, 31), "source": "The Unit"}
    for code in ("next", "after"):
        set_quota(code=code, **terms, by=unit_manager, now=end_of(JULY))
    for month in months_between(dt.date(2024, 5, 1), dt.date(2026, 10, 1)):
        record(force, month, 20)
    with CaptureQueriesContext(connection) as after:
        as_unit.get(PAGE)
    assert len(after) == len(before)


def test_a_page_seen_before_asks_the_database_little_and_a_new_figure_is_on_it(
    as_unit, told, record, foreign, django_assert_max_num_queries
):
    as_unit.get(PAGE)
    with django_assert_max_num_queries(4):
        page = words(as_unit.get(PAGE))
    assert "2,272 done by then" in page
    record(foreign, APRIL, 30, when=end_of(dt.date(2024, 6, 1)), base=1, reason="Ten came late.")
    assert "2,282 done by then" in words(as_unit.get(PAGE))


def test_a_page_that_was_kept_is_nobody_elses(client, told, unit, lead, outsider, area_lead):
    """`outsider` leads the other force. Each asks for the same address after the one before."""
    seen = {}
    for person in (unit, lead, outsider, area_lead, unit):
        client.force_login(person)
        page = words(client.get(PAGE))
        seen[person.pk] = {slug for slug in ("avon-and-somerset", "durham", "kent") if f"/{slug}/training/" in page}
    # The navigation leads a force's people to their own.
    assert list(seen.values()) == [{"avon-and-somerset", "durham", "kent"}, {"avon-and-somerset"}, {"durham"}, set()]


def test_training_is_the_current_item_for_everybody_who_may_see_it(client, unit, lead, area_lead, observer):
    for person in (unit, lead, area_lead, observer):
        client.force_login(person)
        items = client.get(PAGE).context["frame"]["navigation"]
        assert [item.label for item in items if item.current] == ["Training"]


def test_each_force_has_a_bar_beside_its_words(as_unit, told, share):
    page = words(as_unit.get(PAGE))
    assert 'aria-hidden="true" max="47" value="47"></progress>' in page
    assert "2,072 of 47" in page
