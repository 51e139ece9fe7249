"""What a return has to keep to beyond saying something about everything. A new rule first informs, and stops a return
only from a day that the Unit can move: nobody is stopped at a quarter's end by a rule they have never met."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rollout.models import RuleStart
from rollout.queries.items import ReturnItem


@dataclass(frozen=True)
class Rule:
    """`stops_from` holds until the Unit sets another day."""

    code: str
    words: Promise
    broken: Callable[[ReturnItem], bool]
    stops_from: dt.date


RULES = (
    Rule(
        "evidence-in-place",
        _("What is in place or embedded has evidence that has not expired"),
        lambda item: item.unproven,
        dt.date(2027, 4, 1),
    ),
    Rule(
        "target-date-passed",
        _("A target date that has passed is moved, or the standard is in place"),
        lambda item: item.overdue,
        dt.date(2027, 4, 1),
    ),
)


@dataclass(frozen=True)
class Broken:
    """A rule and the commitments of a return that break it. `stops` is false while the rule only informs."""

    rule: Rule
    items: list[ReturnItem]
    stops_from: dt.date
    stops: bool


def rule_starts(moment: dt.datetime | None = None) -> dict[str, RuleStart]:
    """The last that was set of each rule, by its code, as known at the moment. One query."""
    rows = RuleStart.objects.known_at(moment).select_related("recorded_by").order_by("recorded_at", "pk")
    return {start.rule: start for start in rows}


def starts(moment: dt.datetime | None = None) -> dict[str, dt.date]:
    """From when each rule stops, by its code, as known at the moment. One query."""
    last = rule_starts(moment)
    return {rule.code: last[rule.code].stops_from if rule.code in last else rule.stops_from for rule in RULES}


def broken(items: Iterable[ReturnItem], stops_from: dict[str, dt.date], day: dt.date) -> list[Broken]:
    """A correction has to keep to the rules of the day that it is about, and only in what it corrects."""
    own = [item for item in items if not item.carried]
    day = next((item.day for item in own if item.is_corrected), day)
    found = [(rule, [item for item in own if rule.broken(item)]) for rule in RULES]
    return [Broken(rule, bad, stops_from[rule.code], stops_from[rule.code] <= day) for rule, bad in found if bad]
