"""A force's training page: the sentence, the share met or missed, months, three numbers, learners, corrections."""

import csv
import datetime as dt
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from forces.periods import months_after
from ledger.as_at import end_of
from tests.layout import laid_out
from tests.plugins.training import RECORDED
from training.actions import record_headcount, record_workforce
from training.words import runs

PAGE = "/organisations/avon-and-somerset/training/"
JULY = dt.date(2023, 7, 1)
POSTS = {"established": 48, "filled": 41, "qualified": 18, "in_training": 9, "abstracted": 1}
THEN = "?as-at=2024-01-31"


def months(*numbers, first=JULY):
    return {months_after(first, n): number for n, number in enumerate(numbers) if number is not None}


@pytest.fixture
def see(client, lead):
    """see(query, person=lead): the words of the page."""

    def get(query="", person=lead):
        client.force_login(person)
        answer = client.get(PAGE + query)
        return laid_out(answer.content.decode())

    return get


def rows(client, query=""):
    return list(csv.DictReader(io.StringIO(client.get(f"{PAGE}?_export=csv{query}").content.decode("utf-8-sig"))))


def test_the_answer_comes_first_as_at_a_day(see, complete, share):
    complete(months(4, 5, 6, 6, 5, 5))
    page = see(THEN)
    assert "Avon and Somerset says 31 of its share of 47 had completed RISDP by 31 January 2024." in page
    assert "16 of its share of 47 remain until 30 April 2024: 4 a month needed from January 2024 on, " in page
    assert "5.3 a month in the last three reported" in page
    assert '<progress class="app-bars__bar app-bars__bar--long" id="progress" max="47" value="31">' in page
    assert "31 of its share of 47</label>" in page
    assert "1 month of it is not reported" in page
    assert "January 2024." in page


def test_without_a_share_it_is_said(see, complete):
    complete(months(4))
    page = see(THEN)
    assert "Avon and Somerset says 4 had completed RISDP by 31 January 2024." in page
    assert "It has no share of “2,000 more specially trained investigators”." in page
    assert "<progress" not in page


def test_nothing_reported_is_no_zero(see, share):
    page = see(THEN)
    assert "Avon and Somerset has not reported how many had completed RISDP by 31 January 2024." in page
    assert "Nothing is reported of its share of 47, due by 30 April 2024: 5 a month needed from July 2023 on." in page
    assert "July 2023 to January 2024" in page
    assert "<small>not reported</small>" in page
    assert "<progress" not in page


def test_a_nil_that_somebody_confirmed_is_not_what_is_missing(see, complete, share):
    complete(months(0, 0))
    page = see(THEN)
    assert "Avon and Somerset says 0 (nil confirmed) of its share of 47 had completed RISDP by 31 January 2024." in page
    assert "47 of its share of 47 remain" in page
    assert "0 <small>nil confirmed, from 1 July 2023 to 31 January 2024</small>" in page
    assert '<progress class="app-bars__bar app-bars__bar--long" id="progress" max="47" value="0">' in page


@pytest.mark.parametrize(
    ("numbers", "words"),
    [
        ([10] * 4 + [7], "Its share of 47 was met in November 2023."),
        ([10] * 6, "Its share of 47 was met in November 2023, and 13 more by 30 April 2024."),
        ([4] * 10, "Its share of 47 was due by 30 April 2024 and was missed by 7. It has not been reached since."),
        ([4] * 12, "was missed by 7. It was reached in June 2024."),
        (
            [5] * 8 + [None, 5],
            "was missed by 2 in the 9 of 10 months that are reported. It has not been reached since.",
        ),
        ([], "Whether its share of 47 was met by 30 April 2024 is not known: nothing up to then is reported."),
    ],
)
def test_after_the_due_date_met_or_missed_when_and_by_how_much(see, complete, share, numbers, words):
    complete(months(*numbers))
    assert words in see()


def test_nobody_has_missed_a_share_before_the_last_month_is_due_or_in(see, complete, share):
    complete(months(*[4] * 9), at=end_of(dt.date(2024, 4, 20)))
    complete({dt.date(2024, 4, 1): 8}, at=end_of(dt.date(2024, 5, 16)))
    not_known = "Whether its share of 47 was met by 30 April 2024 is not known yet: April 2024 is not reported."
    for day in ("2024-05-01", "2024-05-16"):
        page = see(f"?as-at={day}")
        assert f"{not_known} Its figures are due by 31 May 2024." in page
        assert "missed" not in page
    assert "was missed by 3. It has not been reached since." in see("?as-at=2024-05-17")


def test_a_share_may_be_missed_once_the_last_month_was_due(see, complete, share):
    complete(months(*[4] * 9), at=end_of(dt.date(2024, 4, 20)))
    assert "is not known yet" in see("?as-at=2024-05-31")
    assert "was missed by 11 in the 9 of 10 months that are reported." in see("?as-at=2024-06-01")


def test_met_before_it_is_due(see, complete, share):
    complete(months(10, 10, 10, 10, 10))
    assert "Its share of 47 was met in November 2023." in see(THEN)


def test_three_numbers_with_their_dates(see, complete, force, lead):
    complete(months(9))
    day = dt.date(2023, 9, 30)
    assert "not stated" in see(THEN)
    record_workforce(organisation=force, day=day, posts=POSTS, by=lead, today=day, now=RECORDED)
    page = see(THEN)
    assert "9 <small>from 1 July 2023 to 31 January 2024</small>" in page
    assert "18 <small>of 41 in post on 30 September 2023</small>" in page
    assert "48 <small>on 30 September 2023</small>" in page


def test_learners_are_a_share_of_the_headcount_and_never_of_the_quota(see, complete, force, lead):
    complete(months(9))
    complete(months(45, 45), course="first-response")
    complete(months(5), course="recruits")
    heads = {"organisation": force, "by": lead, "today": dt.date(2024, 1, 1), "now": RECORDED}
    record_headcount(kind="first_responder", day=dt.date(2023, 12, 1), number=1_200, **heads)
    page = see(THEN)
    assert "90 of 1,200 trained (7.5%), by the headcount of 1 December 2023; 5 of 7 months are not reported" in page
    assert "5 trained; no headcount stated; 6 of 7 months are not reported" in page
    assert "Avon and Somerset says 9 had completed RISDP" in page


def test_a_number_a_nil_and_a_month_not_reported_never_look_alike(see, client, complete):
    complete(months(9, 0))
    page = see(THEN)
    assert "<span>9</span>" in page
    assert '<span class="app-figure app-figure--nil">0, nil confirmed</span>' in page
    assert '<span class="app-figure app-figure--none">not reported</span>' in page
    assert "not over yet" in see("?as-at=2024-01-30")
    found = {row["Month"]: (row["Completions"], row["State"]) for row in rows(client, "&as-at=2024-01-31")}
    assert found["2023-07-01"] == ("9", "reported")
    assert found["2023-08-01"] == ("0", "0, nil confirmed")
    assert found["2023-09-01"] == ("not reported", "not reported")
    assert next(iter(found)) == "2024-01-01"


def test_corrections_are_visible_with_reason_and_who(see, complete, contributor, observer, unit):
    complete(months(12))
    complete(months(14), by=contributor, reason="Two came late.", at=RECORDED + dt.timedelta(days=1))
    words = "Was 12 until corrected by Contributor on 11 January 2024"
    assert f"{words}: Two came late." in see()
    assert f"{words}." in see(person=observer)
    assert "Two came late." not in see(person=observer)
    assert words not in see("?as-at=2024-01-10")


def test_what_the_unit_recorded_says_so(see, complete, unit):
    complete(months(12), by=unit)
    assert "Unit, Joint Unit, on its behalf" in see()


def test_each_course_has_its_months(see, client, complete):
    complete(months(3, 4), course="recruits")
    see()
    assert [row["Completions"] for row in rows(client, "&course=recruits")][-2:] == ["4", "3"]


@pytest.mark.parametrize("of", ["posts", "headcounts"])
@pytest.mark.parametrize("file_format", ["csv", "xlsx", "ods"])
def test_every_list_can_be_downloaded(client, lead, force, of, file_format):
    day = dt.date(2024, 1, 2)
    record_workforce(organisation=force, day=day, posts=POSTS, by=lead, today=day)
    record_workforce(
        organisation=force, day=day, posts=POSTS | {"filled": 40}, by=lead, today=day, base=1, reason="One left."
    )
    record_headcount(organisation=force, kind="recruit", day=day, number=70, by=lead, today=day)
    client.force_login(lead)
    answer = client.get(f"{PAGE}?list={of}&_export={file_format}")
    assert f"training-{of}" in answer["Content-Disposition"]
    if (of, file_format) == ("posts", "csv"):
        assert "Was 48 established, 41 filled" in laid_out(answer.content.decode())
        assert "One left." in laid_out(answer.content.decode())


@pytest.mark.parametrize(
    ("who", "buttons"),
    [("lead", 3), ("contributor", 3), ("unit", 3), ("chief_officer", 0), ("finance_officer", 0), ("observer", 0)],
)
def test_buttons_by_right_and_never_in_the_past(see, request, who, buttons):
    person = request.getfixturevalue(who)
    words = ("Record completions</a>", "Record posts</a>", "Record a headcount</a>")
    assert sum(word in see(person=person) for word in words) == buttons
    assert not any(word in see(THEN, person) for word in words)


def test_the_way_to_it(client, lead, observer, area_lead):
    page = "/organisations/avon-and-somerset/"
    for person, shown in ((lead, True), (observer, True), (area_lead, False)):
        client.force_login(person)
        actions = client.get(page).content.decode().split("<main")[1]
        assert (f'href="{PAGE}"' in actions) is shown
    client.force_login(lead)
    items = client.get(PAGE).context["frame"]["navigation"]
    assert [item.label for item in items if item.current] == ["Training"]
    client.force_login(area_lead)
    assert "/training/" in [item.url for item in client.get(page).context["frame"]["navigation"]]


def test_queries_grow_neither_with_forces_nor_with_years(
    client, unit, complete, share, queries_with_all_and_with_three
):
    complete(months(*range(30)))
    client.force_login(unit)
    everything, three = queries_with_all_and_with_three(PAGE)
    assert everything == three
    complete(months(*range(10), first=months_after(JULY, 30)))
    complete(months(*range(1, 31)))
    with CaptureQueriesContext(connection) as found:
        client.get(PAGE)
    assert len(found) == three


def test_unbroken_months_are_said_together():
    assert [words for _first, words in runs([*months(*[1] * 8), dt.date(2024, 5, 1)])] == [
        "July 2023 to February 2024",
        "May 2024",
    ]
    assert runs(list(months(1, 1)))[0] == (JULY, "July to August 2023")
