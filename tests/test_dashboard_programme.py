import csv
import datetime as dt
import io

import pytest

from forces.models import Organisation
from rollout.models import Milestone
from rollout.views.programme import day_of
from tests.layout import laid_out


@pytest.fixture
def as_observer(client, observer):
    client.force_login(observer)
    return client


def codes(pairs):
    return [milestone.code for milestone, _day in pairs]


@pytest.mark.parametrize(("precision", "words"), [("day", "1 July 2023"), ("month", "July 2023"), ("year", "2023")])
def test_a_date_is_shown_as_precisely_as_it_is_known(precision, words):
    assert day_of(Milestone(day=dt.date(2023, 7, 1), precision=precision)) == words


def test_aims_first_each_with_who_said_it(as_observer):
    page = as_observer.get("/programme/")
    assert codes(page.context["aims"]) == [
        "training-2000-investigators",
        "in-place-in-every-force",
        "dedicated-team-in-every-force",
    ]
    assert "Source: HMICFRS report, 22 August 2024" in page.content.decode()


def test_what_was_not_known_then_is_left_out(as_observer):
    before = as_observer.get("/programme/?as-at=2024-08-21").context
    after = as_observer.get("/programme/?as-at=2024-08-22").context
    assert "hmicfrs-published" not in codes(before["so_far"])
    assert codes(before["aims"]) == ["training-2000-investigators"]
    assert "hmicfrs-published" in codes(after["so_far"])


def test_what_is_still_to_come_is_apart(as_observer):
    page = as_observer.get("/programme/?as-at=2024-10-15")
    assert "hmicfrs-comments-due" in codes(page.context["to_come"])
    assert "hmicfrs-comments-due" in codes(as_observer.get("/programme/?as-at=2024-10-16").context["so_far"])


def test_newest_first(as_observer):
    days = [milestone.day for milestone, _day in as_observer.get("/programme/").context["so_far"]]
    assert days == sorted(days, reverse=True)


def test_before_anything_was_known(as_observer):
    Milestone.objects.update(known_from=dt.date(2024, 1, 1))
    assert "Nothing was known yet on this day." in as_observer.get("/programme/?as-at=2023-12-31").content.decode()


def test_download(as_observer):
    rows = list(csv.DictReader(io.StringIO(as_observer.get("/programme/?_export=csv").content.decode("utf-8-sig"))))
    found = next(row for row in rows if row["What"].startswith("The joint unit"))
    assert (found["Date"], found["Date known to the"], found["Known from"]) == ("2023-07-01", "Month", "2023-07-01")


def test_one_query_whatever_the_number(as_observer, django_assert_num_queries):
    with django_assert_num_queries(6):
        as_observer.get("/programme/")
    Milestone.objects.exclude(code="hmicfrs-published").delete()
    with django_assert_num_queries(6):
        as_observer.get("/programme/")


def test_who_was_in_the_pilot_from_the_register_with_the_source(as_observer):
    page = as_observer.get("/programme/")
    text = laid_out(page.content.decode())
    assert "Announced as piloted in 19 police forces (5 pathfinder and 14 expansion) and 9 CPS Areas" in text
    assert "Our register has 19 police forces and 9 CPS Areas as part of it." in text
    cohorts = [row.record.cohort for row in page.context["pilot"].rows]
    assert {cohort: cohorts.count(cohort) for cohort in cohorts} == {"pathfinder": 5, "expansion": 14, "pilot": 9}
    assert "Open University&#x27;s year-two page" in text
    assert "The pilot" not in as_observer.get("/programme/?as-at=2023-07-09").content.decode()


def test_the_pilot_is_counted_and_not_written_down(as_observer):
    Organisation.objects.filter(slug="kent").update(cohort="national")
    assert "Our register has 18 police forces and 9 CPS Areas" in " ".join(
        as_observer.get("/programme/").content.decode().split()
    )


def test_the_pilot_as_a_download(as_observer):
    rows = list(
        csv.DictReader(io.StringIO(as_observer.get("/programme/?list=pilot&_export=csv").content.decode("utf-8-sig")))
    )
    assert len(rows) == 28
    assert rows[0] == {
        "Organisation": "Avon and Somerset",
        "Took part as": "Pathfinder",
        "Joined": "January 2021",
        "Source": "Home Office and NPCC announcement, 10 July 2023, Table 1",
    }
