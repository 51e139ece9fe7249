"""What each force claims of an invented grant, quarter by quarter. Pure; the same every time.

Every quarter has a random stream of its own and is told in order of time, so that an earlier day is the beginning of a
later one."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from random import Random

from demo.clock import office_hours
from demo.sizes import officers
from forces.periods import Span
from funding import years
from funding.money import NIL, PENNY

DAY = dt.timedelta(days=1)
FIRST_YEAR, MONTHS, DUE_AFTER = 2024, 3, 20
WEIGHTS = {"pay": 56, "training": 16, "technology": 10, "services": 11, "other": 7}
ALWAYS = {"avon-and-somerset", "durham", "south-wales", "west-midlands", "metropolitan"}
WITHOUT = {"suffolk", "lincolnshire", "city-of-london"}  # a force with no grant is normal
SILENT = {("humberside", 2026), ("cleveland", 2025)}  # claim nothing in that year
NO_STATEMENT = {"gwent", "norfolk"}
PACE = {"durham": 0.76, "avon-and-somerset": 0.95, "gwent": 0.7, "metropolitan": 0.99}
VARIED = {"durham": (Decimal("-10000.00"), "Less was needed than planned; agreed with the policing body in January.")}
RECOVERED = {("avon-and-somerset", 2025): (Decimal("-1240.50"), "A trainer's invoice had been claimed twice.")}
SLOW = {"avon-and-somerset"}  # its finance officer takes long, so that there is mostly one claim to certify
QUERIES = (
    ("The invoice for training is not among the evidence.", "It is now: see the second piece of evidence."),
    ("Pay is well above the plan. What is it for?", "Overtime while two posts were vacant; both are filled since."),
    ("Is the licence for the whole year or for the quarter?", "For the quarter. The next claim will hold the next."),
)
RETURNS = ("VAT that can be reclaimed is in the figure for technology. Take it out.", "Two lines are last quarter's.")


@dataclass(frozen=True)
class Saved:
    at: dt.datetime
    span: Span
    kind: str
    number: int
    lines: dict[str, Decimal]
    forecast: Decimal | None
    note: str = ""


@dataclass(frozen=True)
class Moved:
    at: dt.datetime
    span: Span
    kind: str
    number: int
    came_from: str
    state: str
    amount: Decimal
    role: str
    comment: str = ""


@dataclass(frozen=True)
class Signed:
    at: dt.datetime
    spent: Decimal


def amount_of(force: str, year: int) -> Decimal | None:
    """Of the force's policing body, None when it has none."""
    nature = Random(f"grant of {force}")
    given = nature.random() < 0.5 or force in ALWAYS
    if force in WITHOUT or not given or year < FIRST_YEAR:
        return None
    steps = (8 + officers(force) / 220) * Random(f"grant of {force} in {year}").uniform(0.85, 1.15)
    return Decimal(5_000 * round(steps)).quantize(PENNY)


def spans(year: int) -> list[Span]:
    return years.periods(year, MONTHS, DUE_AFTER)


def plan(amount: Decimal, year: int) -> dict[tuple[dt.date, str], Decimal]:
    """Equal quarters, by the weights of the categories; the last box takes what whole pence leave over."""
    boxes = {
        (span.starts, category): (amount * weight / 400).quantize(PENNY)
        for span in spans(year)
        for category, weight in WEIGHTS.items()
    }
    last = max(boxes)
    return boxes | {last: boxes[last] + amount - sum(boxes.values())}


def story(force: str, year: int, amount: Decimal) -> Iterator[Saved | Moved | Signed]:
    """Of one allocation, the whole year's, each claim in order of time."""
    if (force, year) in SILENT:
        return
    claimed, ends = NIL, office_hours(Random(0), years.last_day(year))
    change, _why = VARIED.get(force, (NIL, ""))
    for span in spans(year):
        told = list(_Quarter(force, amount + min(change, NIL), span, claimed).tell())
        yield from told
        claimed += told[-1].amount
        ends = max(ends, told[-1].at)
    if (force, year) in RECOVERED:
        recovery = list(_recovery(force, spans(year)[0], *RECOVERED[force, year]))
        yield from recovery
        claimed += recovery[-1].amount
    rng = Random(f"statement of {force} in {year}")
    if force not in NO_STATEMENT:
        yield Signed(office_hours(rng, ends.date() + rng.randrange(6, 30) * DAY), claimed)


def _lines(weights: dict[str, float], left: Decimal) -> dict[str, Decimal]:
    """Never more than what is left."""
    found = {}
    for category, amount in weights.items():
        found[category] = min(Decimal(round(amount * 100)) / 100, left).quantize(PENNY)
        left -= found[category]
    return found


@dataclass
class _Quarter:
    force: str
    amount: Decimal
    span: Span
    claimed: Decimal
    rng: Random = field(init=False)
    at: dt.datetime = field(init=False)
    number: int = 0
    state: str = ""

    def __post_init__(self):
        self.rng = Random(f"claim of {self.force} for {self.span.starts}")
        late = self.rng.randrange(12, 45) if self.rng.random() < 0.08 else 0
        self.at = office_hours(self.rng, self.span.ends + (self.rng.randrange(3, 12) + late) * DAY)

    def tell(self) -> Iterator[Saved | Moved]:
        pace = PACE.get(self.force) or Random(f"pace of {self.force}").uniform(0.82, 1.0)
        weights = {
            category: float(self.amount) * weight / 400 * pace * self.rng.uniform(0.7, 1.15)
            for category, weight in WEIGHTS.items()
        }
        first = _lines(weights, self.amount - self.claimed)
        yield self._move("draft", "contributor", NIL)
        yield self._saved(1, first, pace)
        yield from self._to_certified(sum(first.values()))
        lines, fate = first, self.rng.random()
        if fate < 0.14:
            asked, answered = self.rng.choice(QUERIES)
            yield self._move("queried", "unit", sum(lines.values()), asked, days=(3, 9))
            yield self._move("certified", "contributor", sum(lines.values()), answered, days=(1, 6))
        elif fate < 0.24:
            yield self._move("returned", "unit", NIL, self.rng.choice(RETURNS), days=(3, 9))
            lines = first | {"technology": (first["technology"] * Decimal("0.8")).quantize(PENNY)}
            yield self._saved(2, lines, pace, days=(1, 5))
            yield from self._to_certified(sum(lines.values()))
        yield self._move("approved", "unit", sum(lines.values()), days=self._sometimes_long(4, 16))
        yield self._move("paid", "unit", sum(lines.values()), days=self._sometimes_long(4, 12))

    def _sometimes_long(self, least, most):
        return (least + 20, most + 40) if self.rng.random() < 0.3 else (least, most)

    def _to_certified(self, amount):
        yield self._move("ready", "contributor", NIL, days=(0, 3))
        long = self.force in SLOW and self.number < 3
        yield self._move("certified", "finance_officer", amount, days=(60, 80) if long else (1, 5))

    def _saved(self, number, lines, pace, *, days=(0, 1)) -> Saved:
        self._later(days)
        expected = round(float(self.amount) * pace * self.rng.uniform(0.98, 1.03), -2)
        forecast = max(Decimal(min(expected, float(self.amount))).quantize(PENNY), self.claimed + sum(lines.values()))
        return Saved(self.at, self.span, "claim", number, lines, forecast)

    def _move(self, state, role, amount, comment="", *, days=(0, 1)) -> Moved:
        self._later(days)
        self.number += 1
        came_from, self.state = self.state, state
        return Moved(self.at, self.span, "claim", self.number, came_from, state, amount, role, comment)

    def _later(self, days):
        on = self.at.date() + self.rng.randrange(*days) * DAY
        self.at = max(office_hours(self.rng, on), self.at + dt.timedelta(minutes=3))


def _recovery(force, span, amount, why) -> Iterator[Saved | Moved]:
    rng, day = Random(f"recovery of {force} for {span.starts}"), span.ends + 120 * DAY
    steps = [("draft", "contributor"), ("ready", "contributor"), ("certified", "finance_officer"),
             ("approved", "unit"), ("paid", "unit")]  # fmt: skip
    state = ""
    for number, (to, role) in enumerate(steps, start=1):
        at = office_hours(rng, day + number * 4 * DAY)
        counts = amount if number > 2 else NIL
        yield Moved(at, span, "recovery", number, state, to, counts, role)
        if number == 1:
            lines = dict.fromkeys(WEIGHTS, NIL) | {"training": amount}
            yield Saved(at + dt.timedelta(minutes=5), span, "recovery", 1, lines, None, why)
        state = to
