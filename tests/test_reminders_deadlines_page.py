"""What is due: the list, its filter and downloads."""

import csv
import datetime as dt
import io
import re
from html import unescape

import pytest

from forces.periods import add_working_days
from reminders.words import when_words
from tests.plugins.reminders import DAY, MORNING

WEEK = dt.timedelta(days=7)

pytestmark = pytest.mark.usefixtures("morning")


def test_overdue_first_with_how_late(due, see, lead, force):
    due.add(force, DAY + WEEK, title="Later")
    due.add(force, add_working_days(DAY, -3), title="Late")
    due.add(force, title="Now")
    page = see(lead, "/deadlines/")
    assert page.words.index("Late Return 25 April 2024 3 working days late") < page.words.index(
        "Now Return 30 April 2024 today"
    )
    assert "Later Return 7 May 2024 in 4 working days" in page.words
    assert "3 deadlines" in page.words
    assert "1 is overdue." in page.words


def test_ones_own_and_the_units_are_the_countrys(sources, see, lead, unit, force, area, foreign):
    for place in (force, area, foreign):
        sources["return"].add(place, title=f"Of {place}")
    sources["follow_up"].add(None, title="Promise")
    words = see(lead, "/deadlines/").words
    assert "Of Avon and Somerset" in words
    assert "Of CPS South West" not in words
    assert "Promise" not in words
    words = see(unit, "/deadlines/").words
    assert all(f"Of {place}" in words for place in (force, area, foreign))
    assert "Promise" in words


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, {"a", "b", "c", "d"}),
        ({"organisation": "durham"}, {"b"}),
        ({"kind": ["return"]}, {"a", "b", "d"}),
        ({"kind": ["return", "follow_up"], "when": "overdue"}, {"b", "e"}),
        ({"when": "week"}, {"a", "c"}),
        ({"when": "soon"}, {"a", "c"}),
        ({"when": "later"}, {"d"}),
        ({"when": "long"}, {"e"}),
        ({"when": "any"}, {"a", "b", "c", "d", "e"}),
        ({"when": "nonsense", "kind": "x", "organisation": "nowhere"}, {"a", "b", "c", "d"}),
    ],
)
def test_narrowed_and_downloaded(sources, see, unit, force, foreign, query, found):
    sources["return"].add(force, key="a", title="a")
    sources["return"].add(foreign, DAY - WEEK, key="b", title="b")
    sources["follow_up"].add(force, DAY + WEEK, key="c", title="c")
    sources["return"].add(force, DAY + 5 * WEEK, key="d", title="d")
    sources["follow_up"].add(force, DAY - 20 * WEEK, key="e", title="e")
    file = see(unit, "/deadlines/", _export="csv", **query)
    rows = list(csv.DictReader(io.StringIO(file.content.decode("utf-8-sig"))))
    assert {row["What"] for row in rows} == found
    assert {row["Due"] for row in rows if row["What"] == "b"} <= {"2024-04-23"}


def test_what_was_due_long_ago_is_folded_behind_a_link(due, see, lead, force):
    last = DAY - 12 * WEEK
    due.add(force, last, title="Still chased")
    due.add(force, last - dt.timedelta(days=1), title="Long past")
    page = see(lead, "/deadlines/")
    assert "Still chased" in page.words
    assert "Long past" not in page.words
    assert "2 are overdue. Overdue for more than 12 weeks: 1" in page.words
    asked = re.search(r'href="(\?[^"]*when=long[^"]*)"', page.text).group(1)
    page = see(lead, f"/deadlines/{unescape(asked)}")
    assert "Long past" in page.words
    assert "Still chased" not in page.words
    # However the list is narrowed, what it says of all is true.
    assert "2 are overdue" in see(lead, "/deadlines/", when="later").words
    assert all(title in see(lead, "/deadlines/", when="overdue").words for title in ("Long past", "Still chased"))


@pytest.mark.parametrize(
    ("due_on", "today", "said"),
    [
        ("2024-04-30", "2024-04-30", "today"),
        ("2024-05-07", "2024-04-30", "in 4 working days"),  # over a bank holiday
        ("2024-05-01", "2024-04-30", "in 1 working day"),
        ("2024-05-05", "2024-05-04", "before the next working day"),
        ("2024-04-29", "2024-04-30", "1 working day late"),
        ("2024-04-23", "2024-04-30", "5 working days late"),
        ("2024-05-03", "2024-05-04", "late, by no working day yet"),
    ],
)
def test_each_cell_says_that_its_days_are_working_days(due_on, today, said):
    assert when_words(dt.date.fromisoformat(due_on), dt.date.fromisoformat(today)) == said


def test_nothing_is_due(sources, see, lead):
    assert "Nothing is due" in see(lead, "/deadlines/").words


def test_as_known_on_an_earlier_day(see, unit, say, lead):
    say(("avon-and-somerset", "P1-1"), target_date=DAY + WEEK, at=MORNING)
    assert "P1-1" in see(lead, "/deadlines/").words
    assert "P1-1" not in see(lead, "/deadlines/?as-at=2024-04-29").words


def test_the_same_queries_for_all_and_for_three(client, unit, queries_with_all_and_with_three):
    client.force_login(unit)
    everything, three = queries_with_all_and_with_three("/deadlines/")
    assert everything == three
