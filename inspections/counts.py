"""How many responses stand where, by finding and organisation, and what moved since a day; in numbers and in words."""

import datetime as dt
from collections.abc import Callable, Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from inspections.scales import Stage
from inspections.standing import ResponseStanding

FEWEST = 3  # other organisations behind a total that is shown to those who do not see them by name
Standings = Iterable[ResponseStanding]


def count(standings: Standings, today: dt.date) -> dict[str, int]:
    """`unanswered` and `overdue` are of the open ones, `unverified` complete as the addressee says, without a verdict
    that it holds."""
    found = list(standings)
    return {
        "addressed": len(found),
        "open": sum(each.is_open for each in found),
        "unanswered": sum(each.stage == Stage.AWAITING for each in found),
        "overdue": sum(each.is_overdue(today) for each in found),
        "unverified": sum(each.is_unverified for each in found),
        "verified": sum(_is_verified(each) for each in found),
        "not_ours": sum(each.stage == Stage.NOT_OURS for each in found),
    }


def movement(now: Standings, then: Standings) -> dict[str, int]:
    """What of those that are there now was otherwise then: opened by being issued, completed, verified, and opened
    again."""
    former = {each.addressee.pk: each for each in then}
    pairs = [(each, former.get(each.addressee.pk)) for each in now]

    def became(is_so):
        return sum(is_so(each) and not (was and is_so(was)) for each, was in pairs)

    return {
        "issued": sum(was is None for _each, was in pairs),
        "completed": became(lambda each: each.stage == Stage.COMPLETE),
        "verified": became(_is_verified),
        "reopened": sum(each.is_open and bool(was) and not was.is_open for each, was in pairs),
    }


def _is_verified(each: ResponseStanding) -> bool:
    return each.stage == Stage.COMPLETE and each.verified is True


def grouped(standings: Standings, of: Callable[[ResponseStanding], object]) -> dict[object, list[ResponseStanding]]:
    """In the order in which they come; those that are of nothing are left out."""
    found: dict[object, list[ResponseStanding]] = {}
    for each in standings:
        if (key := of(each)) is not None:
            found.setdefault(key, []).append(each)
    return found


def shown_to(standings: Standings, own: set[int]) -> list[ResponseStanding]:
    """To those who see only their own organisations by name: every finding with so many others that no total tells
    where one of them stands, and of the rest what is their own."""
    shown = []
    for rows in grouped(standings, lambda each: each.finding.pk).values():
        ours = [each for each in rows if each.addressee.organisation_id in own]
        shown += rows if len(rows) - len(ours) >= FEWEST else ours
    return shown


def sentence(counts: dict[str, int]) -> str:
    if counts["addressed"] == 1:
        return _one(counts)
    words = _("%(open)d of %(number)d responses are open.")
    if counts["open"]:
        words = _("%(open)d of %(number)d responses are open, %(overdue)d of them overdue.")
    if counts["unanswered"]:  # of those that are open
        words = _(
            "%(open)d of %(number)d responses are open, %(overdue)d of them overdue "
            "and %(unanswered)d not answered at all."
        )
    if counts["unverified"]:
        words += " " + ngettext(
            "%(unverified)d is complete, its organisation says, and not verified.",
            "%(unverified)d are complete, their organisations say, and not verified.",
            counts["unverified"],
        )
    return words % (counts | {"number": counts["addressed"]})


def _one(counts: dict[str, int]) -> str:
    if counts["unanswered"]:
        late = _("The one response is open and overdue, and not answered at all.")
        return late if counts["overdue"] else _("The one response is open, and not answered at all.")
    if counts["open"]:
        return _("The one response is open and overdue.") if counts["overdue"] else _("The one response is open.")
    if counts["not_ours"]:
        return _("The one response: not ours, it says.")
    if counts["verified"]:
        return _("The one response is complete and verified.")
    return _("The one response is complete, its organisation says, and not verified.")


def moved(movement: dict[str, int]) -> str:
    """Like "3 completed, 1 verified"; empty for nothing."""
    words = {
        "issued": _("%d issued"),
        "completed": _("%d completed"),
        "verified": _("%d verified"),
        "reopened": _("%d opened again"),
    }
    return ", ".join(words[name] % number for name, number in movement.items() if number)
