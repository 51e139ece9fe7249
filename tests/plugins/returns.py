"""The reporting cycle: a period, and returns brought as far as a test needs."""

import datetime as dt

import pytest

from forces.actions import plan_periods
from forces.models import Organisation
from forces.periods import Span
from ledger.as_at import AsAt
from rollout import actions
from rollout.models import Return
from rollout.queries.items import return_items
from rollout.queries.returns import revisions_of, whole_return

TODAY = dt.date(2024, 4, 15)
NOW = dt.datetime(2024, 4, 15, 9, tzinfo=dt.UTC)


@pytest.fixture
def period(unit_manager):
    """January to March 2024, due on 30 April."""
    span = Span(dt.date(2024, 1, 1), dt.date(2024, 3, 31), dt.date(2024, 4, 30))
    (planned,) = plan_periods(spans=[span], by=unit_manager, now=dt.datetime(2023, 12, 1, 9, tzinfo=dt.UTC))
    return planned


@pytest.fixture
def following(period, unit_manager):
    """April to June 2024, due on 30 July."""
    span = Span(dt.date(2024, 4, 1), dt.date(2024, 6, 30), dt.date(2024, 7, 30))
    (planned,) = plan_periods(spans=[span], by=unit_manager, now=dt.datetime(2023, 12, 1, 9, tzinfo=dt.UTC))
    return planned


@pytest.fixture
def ready(period, lead, force):
    """The force's return, ready for sign-off, with everything missing for a reason."""
    return mark_ready(force, period, by=lead)


@pytest.fixture
def signed(ready, chief_officer):
    return sign(ready, by=chief_officer)


@pytest.fixture
def accepted(signed, unit):
    actions.accept(of_return=signed, by=unit, seen=seen(signed), today=TODAY, now=NOW + dt.timedelta(hours=3))
    return signed


def mark_ready(organisation: Organisation, period, *, by, today=TODAY, now=NOW) -> Return:
    found = revisions_of(organisation, period, None)
    at = found[-1] if found else None
    owed = return_items(organisation, period, at, AsAt(today))
    event = actions.mark_ready(
        organisation=organisation,
        period=period,
        by=by,
        seen=at.seen if at else 0,
        reasons={item.commitment.pk: "The lead was away." for item in owed if item.needs_reason},
        today=today,
        now=now,
    )
    return event.of_return


def sign(of_return: Return, *, by, today=TODAY, now=NOW + dt.timedelta(hours=1)) -> Return:
    at = whole_return(of_return)
    positions = [item.position for item in return_items(of_return.organisation, of_return.period, at, AsAt(today))]
    newest = max((update.pk for update in positions if update), default=0)
    actions.sign(of_return=of_return, by=by, seen=seen(of_return), seen_update=newest, today=today, now=now)
    return of_return


def correct(of_return: Return, commitment, *, by, now, why="It was counted wrongly.", base=0, **said):
    """A corrected statement: in progress and green, unless said otherwise."""
    position = actions.Position(**{"status": 3, "confidence": 1} | said)
    return actions.correct_statement(
        of_return=of_return, commitment=commitment, by=by, base=base, position=position, why=why, now=now
    )


def seen(of_return: Return) -> int:
    return of_return.events.count()
