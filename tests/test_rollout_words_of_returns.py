"""What pages say of a return is so on the day on which they say it: counts, tenses, and where a row leads to."""

import datetime as dt
import re
from pathlib import Path

import pytest
import time_machine

from forces.actions import plan_periods
from forces.periods import Span
from rollout.actions import accept, ask_for_changes
from rollout.queries.items import ReturnItem
from rollout.scales import Confidence, State
from tests.plugins.returns import NOW, TODAY, mark_ready, seen, sign

ROOT = Path(__file__).parent.parent
OURS = "/organisations/avon-and-somerset/returns/"
MARCH, MAY = dt.datetime(2024, 3, 1, 12, tzinfo=dt.UTC), dt.datetime(2024, 5, 20, 9, tzinfo=dt.UTC)
HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)
GREEN, AMBER, RED = Confidence


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(MAY, tick=False) as traveller:
        yield traveller


# Every way into red


@pytest.fixture
def next_return(period, unit_manager, force, lead, chief_officer, unit, say):
    """The next return, ready: of what stood green, amber, red and nowhere in the last accepted one, all is red now."""
    for code, confidence in {"P1-1": GREEN, "P1-2": AMBER, "P2-1": RED}.items():
        say((force.slug, code), confidence=confidence, at=MARCH)
    found = sign(mark_ready(force, period, by=lead), by=chief_officer)
    accept(of_return=found, by=unit, seen=seen(found), today=TODAY, now=NOW + 3 * HOUR)
    span = Span(dt.date(2024, 4, 1), dt.date(2024, 6, 30), dt.date(2024, 7, 29))
    (following,) = plan_periods(spans=[span], by=unit_manager, now=MARCH)
    for code in ("P1-1", "P1-2", "P2-1", "P3-1"):
        say((force.slug, code), confidence=RED, at=MAY - 2 * DAY)
    return mark_ready(force, following, by=lead, today=MAY.date(), now=MAY - DAY)


def test_every_way_into_red_is_counted_where_it_is_signed(see, next_return, chief_officer):
    page = see(chief_officer, f"{OURS}2024-04-01/sign/")
    assert page.context["turned_red"] == 3
    assert "red now, not before 3" in page.words
    first = [item.commitment.standard.code for item, _update in page.context["changed"]][:3]
    assert sorted(first) == ["P1-1", "P1-2", "P3-1"]


def test_and_where_it_is_reviewed(see, next_return, chief_officer, unit):
    sign(next_return, by=chief_officer, today=MAY.date(), now=MAY - HOUR)
    page = see(unit, f"{OURS}2024-04-01/review/")
    (group,) = [group for group in page.context["read"].groups if group.key == "red"]
    assert [item.commitment.standard.code for item in group.items] == ["P1-1", "P1-2", "P3-1"]
    assert "Red, and not red in the last accepted return (3)" in page.words
    assert "from green" not in page.words


def test_what_was_never_accepted_has_not_turned(see, period, force, lead, chief_officer, unit, say):
    say((force.slug, "P1-1"), confidence=RED, at=MARCH)
    sign(mark_ready(force, period, by=lead), by=chief_officer)
    assert "not red in the last" not in see(unit, f"{OURS}2024-01-01/review/").words


@pytest.mark.parametrize("former", [None, GREEN, AMBER, RED])
@pytest.mark.parametrize("now", [None, GREEN, AMBER, RED])
def test_turned_red_is_red_and_not_red_before(former, now, commitment, say):
    def at(confidence):
        return confidence and say(commitment, confidence=confidence)

    item = ReturnItem(commitment, at(now), "reported", TODAY, former=at(former))
    assert item.turned_red == (now == RED != former)


# Where a row of the late board leads to, and in what tense


def row_of(see, unit):
    rows = see(unit, "/returns/").context["table"].data
    return next(row for row in rows if row["organisation"] == "Avon and Somerset")


def test_an_unsigned_row_leads_to_the_return_and_a_signed_one_to_its_review(
    see, unit, period, force, lead, chief_officer
):
    page = f"{OURS}2024-01-01/"
    assert row_of(see, unit)["url"] == page
    found = mark_ready(force, period, by=lead)
    assert row_of(see, unit)["url"] == page
    sign(found, by=chief_officer)
    assert row_of(see, unit)["url"] == f"{page}review/"
    ask_for_changes(of_return=found, by=unit, seen=seen(found), comment="More.", now=NOW + 2 * HOUR)
    assert row_of(see, unit)["url"] == page
    assert found.events.latest("number").state == State.CHANGES
    assert "This was due on 30 April 2024." in see(unit, page).words


@pytest.mark.parametrize(
    ("day", "words"),
    [(dt.date(2024, 4, 30), "It is due by the end of 30 April 2024."),
     (dt.date(2024, 5, 1), "It was due by the end of 30 April 2024.")],
)  # fmt: skip
def test_a_due_date_that_has_passed_was(see, unit, unit_manager, period, clock, day, words):
    clock.move_to(dt.datetime.combine(day, dt.time(9), dt.UTC))
    assert words in see(unit, f"{OURS}2024-01-01/review/").words
    planned = see(unit_manager, f"/returns/periods/{period.pk}/extend/").words
    assert ("was planned" if "was" in words else "is planned") in planned


def test_a_statement_and_comments_that_were_due_say_so(see, allocation, lead, clock):
    for day, words in ((dt.date(2025, 6, 30), "is due by the end of"), (dt.date(2025, 7, 1), "was due by the end of")):
        clock.move_to(dt.datetime.combine(day, dt.time(9), dt.UTC))
        assert f"It {words} 30 June 2025" in see(lead, f"{FUNDING}local/2024/statement/").words
        assert f"The year-end statement {words} 30 June 2025" in see(lead, FUNDING).words


FUNDING = "/organisations/avon-and-somerset/funding/"
TEXT = re.compile(r"\b(?:is|are) (?:planned to be )?due (?:by|on)\b")
PAST = re.compile(r"\b(?:was|were) (?:planned to be )?due (?:by|on)\b")


def test_whatever_says_that_something_is_due_by_a_day_can_say_that_it_was():
    """A page lives longer than the day it speaks of."""
    apps = [path.parent for path in ROOT.glob("*/apps.py")] + [ROOT / "templates"]
    sources = [path for app in apps for end in ("*.py", "*.html") for path in app.rglob(end)]
    texts = {path: path.read_text() for path in sources if "migrations" not in path.parts}
    saying = {str(path.relative_to(ROOT)) for path, text in texts.items() if TEXT.search(text)}
    assert "rollout/_not_under_review.html" in {name.removeprefix("templates/") for name in saying}
    assert [name for name in sorted(saying) if not PAST.search(texts[ROOT / name])] == []
