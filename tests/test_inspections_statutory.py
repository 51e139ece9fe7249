"""56 days beginning with publication (Police Act 1996, section 55): around clock changes, year ends, 29 February."""

import datetime as dt

import pytest

from forces.models import Organisation
from inspections.actions import record_comments
from inspections.queries import comments_owed
from inspections.statutory import DAYS, comments_due, day_of
from ledger.as_at import LONDON, AsAt, end_of


@pytest.mark.parametrize(
    ("published", "due"),
    [
        ("2024-08-22", "2024-10-16"),  # the report itself
        ("2024-10-26", "2024-12-20"),  # clocks go back the next day
        ("2024-10-27", "2024-12-21"),  # and on the day itself
        ("2025-03-29", "2025-05-23"),  # clocks go forward the next day
        ("2025-03-30", "2025-05-24"),
        ("2024-12-15", "2025-02-08"),  # over the year's end
        ("2024-12-31", "2025-02-24"),
        ("2024-01-10", "2024-03-05"),  # over 29 February
        ("2023-01-10", "2023-03-06"),  # a year without it
    ],
)
def test_the_last_of_56_days_of_which_publication_is_the_first(published, due):
    first, last = dt.date.fromisoformat(published), dt.date.fromisoformat(due)
    assert comments_due(first) == last
    days = [first + dt.timedelta(days=number) for number in range((last - first).days + 1)]
    assert len(days) == DAYS
    assert (day_of(first, first), day_of(last, first)) == (1, DAYS)


def test_a_clock_change_makes_no_day_longer_or_shorter():
    """56 London days are an hour more or less than 56 times 24 hours, and the date is the same."""
    over_october = end_of(comments_due(dt.date(2024, 10, 26))) - dt.datetime(2024, 10, 26, tzinfo=LONDON)
    moments = (
        end_of(comments_due(dt.date(2024, 10, 26))).timestamp() - dt.datetime(2024, 10, 26, tzinfo=LONDON).timestamp()
    )
    assert over_october == dt.timedelta(days=DAYS)  # by the wall clock
    assert moments == DAYS * 86_400 + 3_600


def owed(force, day):
    found = comments_owed(Organisation.objects.filter(pk=force.pk), AsAt(day))
    return found[0] if found else None


def test_every_force_that_is_addressed_owes_comments_and_is_overdue_the_day_after(ours, force, all_owed):
    last = dt.date(2024, 10, 16)
    assert owed(force, last).due == last
    assert not owed(force, last).is_overdue(last)
    assert owed(force, last + dt.timedelta(days=1)).is_overdue(last + dt.timedelta(days=1))


def test_before_publication_and_without_an_address_nobody_owes_any(report, force, area, ours):
    assert owed(force, dt.date(2024, 8, 21)) is None
    assert owed(area, dt.date(2024, 12, 1)) is None


def test_comments_are_published_once_and_corrected_with_a_reason(ours, force, lead):
    today = dt.date(2024, 12, 1)
    where = "https://example.org/comments"
    of = {"owed": owed(force, today), "by": lead, "today": today}
    record_comments(**of, published=dt.date(2024, 10, 18), where=where, base=0)
    said = owed(force, today)
    assert said.is_late
    assert not said.is_overdue(today)
    with pytest.raises(ValueError, match="Say why"):
        record_comments(**of, published=dt.date(2024, 10, 16), where=where, base=1)
    record_comments(**of, published=dt.date(2024, 10, 16), where=where, base=1, reason="The page says the 16th.")
    assert not owed(force, today).is_late
    assert owed(force, today).said.version == 2


@pytest.mark.parametrize("published", ["2024-12-02", "2024-08-21"])
def test_comments_come_after_the_report_and_not_from_the_future(ours, force, lead, published):
    today = dt.date(2024, 12, 1)
    with pytest.raises(ValueError, match=r"before the report|today or in the past"):
        record_comments(
            owed=owed(force, today),
            by=lead,
            today=today,
            published=dt.date.fromisoformat(published),
            where="https://example.org/",
            base=0,
        )
