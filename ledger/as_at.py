"""As at: every figure takes a moment, now is only the default. No clock is read here."""

import datetime as dt
import re
from calendar import monthrange
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
EARLIEST = dt.date(2023, 7, 1)  # the month in which both models were announced; the pilot before it reported elsewhere


@dataclass(frozen=True)
class AsAt:
    """The end of a London day. `moment` is exclusive, and None when the day is today: as known now."""

    day: dt.date
    moment: dt.datetime | None = None

    @property
    def is_past(self) -> bool:
        return self.moment is not None

    @property
    def kept(self) -> str:
        """What a link adds to its query to stay on the same day."""
        return f"&as-at={self.day}" if self.is_past else ""

    def link(self, url: str) -> str:
        """The same address as at the same day."""
        if not self.is_past:
            return url
        parts = urlsplit(url)
        query = [*(pair for pair in parse_qsl(parts.query) if pair[0] != "as-at"), ("as-at", self.day.isoformat())]
        return urlunsplit(parts._replace(query=urlencode(query)))


class BadDate(ValueError):
    """`why` is one of "unreal", "early", "future"; `nearest` a day that works, None for today."""

    def __init__(self, why: str, nearest: dt.date | None):
        super().__init__(why)
        self.why, self.nearest = why, nearest


def end_of(day: dt.date) -> dt.datetime:
    """The moment at which a London day is over: the next midnight there, 23 to 25 hours after its start."""
    return dt.datetime.combine(day + dt.timedelta(days=1), dt.time(), LONDON)


def as_at(day: dt.date, *, today: dt.date) -> AsAt:
    return AsAt(day, end_of(day) if day < today else None)


def read_day(text: str) -> dt.date:
    """YYYY-MM-DD and nothing else: Python would also take 20240101 and 2024-W10. Raises ValueError."""
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
        raise ValueError(text)
    return dt.date.fromisoformat(text)


def read_as_at(text: str, *, today: dt.date) -> AsAt:
    """`text` is YYYY-MM-DD, from EARLIEST to today. Raises BadDate."""
    try:
        day = read_day(text.strip())
    except ValueError:
        raise BadDate("unreal", _nearest_real(text, today)) from None
    if day < EARLIEST:
        raise BadDate("early", EARLIEST)
    if day > today:
        raise BadDate("future", None)
    return as_at(day, today=today)


def _nearest_real(text: str, today: dt.date) -> dt.date | None:
    """30 February means its month's last day; of anything else nothing is known."""
    try:
        year, month, day = (int(part) for part in text.strip().split("-"))
        last = dt.date(year, month, monthrange(year, month)[1])
    except (ValueError, OverflowError):
        return None
    return last if day > last.day and EARLIEST <= last < today else None
