"""How many responses stand where, by finding and organisation, and what moved since a day."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from inspections.scales import Stage
from inspections.standing import Standing

FEWEST = 3  # other organisations behind a total that is shown to those who do not see them by name


@dataclass(frozen=True)
class Counts:
    """`unanswered` and `overdue` are of the open ones, `unverified` complete as the addressee says, without a verdict
    that it holds."""

    addressed: int
    open: int
    unanswered: int
    overdue: int
    unverified: int
    verified: int
    not_ours: int


@dataclass(frozen=True)
class Movement:
    """Since a day: opened by being issued, completed, verified, and opened again."""

    issued: int
    completed: int
    verified: int
    reopened: int

    @property
    def is_any(self) -> bool:
        return any((self.issued, self.completed, self.verified, self.reopened))


def count(standings: Iterable[Standing], today: dt.date) -> Counts:
    found = list(standings)
    return Counts(
        addressed=len(found),
        open=sum(each.is_open for each in found),
        unanswered=sum(each.stage == Stage.AWAITING for each in found),
        overdue=sum(each.is_overdue(today) for each in found),
        unverified=sum(each.is_unverified for each in found),
        verified=sum(each.stage == Stage.COMPLETE and each.verified is True for each in found),
        not_ours=sum(each.stage == Stage.NOT_OURS for each in found),
    )


def movement(now: Iterable[Standing], then: Iterable[Standing]) -> Movement:
    """What of those that are there now was otherwise then."""
    former = {each.addressee.pk: each for each in then}
    pairs = [(each, former.get(each.addressee.pk)) for each in now]
    return Movement(
        issued=sum(was is None for _each, was in pairs),
        completed=sum(_completed(each) and not (was and _completed(was)) for each, was in pairs),
        verified=sum(_verified(each) and not (was and _verified(was)) for each, was in pairs),
        reopened=sum(each.is_open and bool(was) and not was.is_open for each, was in pairs),
    )


def _completed(each: Standing) -> bool:
    return each.stage == Stage.COMPLETE


def _verified(each: Standing) -> bool:
    return _completed(each) and each.verified is True


def grouped(standings: Iterable[Standing], of: Callable[[Standing], object]) -> dict[object, list[Standing]]:
    """In the order in which they come; those that are of nothing are left out."""
    found: dict[object, list[Standing]] = {}
    for each in standings:
        if (key := of(each)) is not None:
            found.setdefault(key, []).append(each)
    return found


def shown_to(standings: Iterable[Standing], own: set[int]) -> list[Standing]:
    """To those who see only their own organisations by name: every finding with so many others that no total tells
    where one of them stands, and of the rest what is their own."""
    shown = []
    for rows in grouped(standings, lambda each: each.finding.pk).values():
        ours = [each for each in rows if each.addressee.organisation_id in own]
        shown += rows if len(rows) - len(ours) >= FEWEST else ours
    return shown
