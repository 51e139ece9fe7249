"""Since when what is said counts for a return. Reads nothing."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.timezone import localdate

from forces.models import ReportingPeriod
from ledger.as_at import end_of


@dataclass(frozen=True)
class Since:
    """`taken_by` is the period of the earlier return that has what was said before the moment, None when the moment is
    the return's own first day. `signed`: that return stopped at its sign-off, not at its due date."""

    moment: dt.datetime
    taken_by: ReportingPeriod | None = None
    signed: bool = False

    @property
    def last_day(self) -> dt.date:
        """The last day of which something belongs to the earlier return: of its due date the whole."""
        return localdate(self.moment if self.signed else self.moment - dt.timedelta(microseconds=1))

    def is_ahead(self, day: dt.date) -> bool:
        """What is said on that day is still the earlier return's: it is neither signed nor past its due date."""
        return not self.signed and day < localdate(self.moment)


def since(period: ReportingPeriod, others: Iterable[tuple[ReportingPeriod, dt.date, dt.datetime | None]]) -> Since:
    """`others` are periods of the same organisation, each with its due date as extended and when its return was first
    signed. An earlier return takes what was said until the first of the two, and never what was said later. So a
    signature that comes late takes nothing from the next return, however late it is."""
    found = Since(period.opens_at)
    for other, due, signed_at in others:
        due_by = end_of(due)
        signed = signed_at is not None and signed_at < due_by
        until = signed_at if signed else due_by
        if other.starts < period.starts and until > found.moment:
            found = Since(until, other, signed)
    return found
