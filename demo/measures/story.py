"""Figures that each force might have published, quarter by quarter. Invented; pure; the same every time."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from random import Random

from demo.sizes import officers
from measures.quarters import following, last_day, run

FIRST, FIRST_RELEASE = dt.date(2014, 4, 1), dt.date(2023, 7, 20)
AFTER = dt.timedelta(days=111)  # from a quarter's last day to its release
AGAIN = 4  # quarters that each release has, of which the earlier may be revised
# Offences a quarter. Of the five pathfinders as large as the published Table 1 has them; of others by their officers.
SIZES = {"avon-and-somerset": 330, "metropolitan": 1_735, "durham": 125, "west-midlands": 815, "south-wales": 200}
SIZES |= {"city-of-london": 9}  # few people live there
FOR_AN_OFFICER = 0.085
WITHHELD = {("devon-and-cornwall", dt.date(2022, 10, 1)), ("devon-and-cornwall", dt.date(2023, 1, 1))}
ALMOST_EMPTY = ("greater-manchester", run(dt.date(2019, 4, 1), dt.date(2020, 1, 1)))  # as in the published files
EFFECT = {"durham": 1.2, "avon-and-somerset": 1.0, "south-wales": 0.95}  # of joining, where the story asks for one
Row = tuple[str, str, dt.date, Decimal | None, int | None, int | None]


def released(until: dt.date) -> Iterator[tuple[dt.date, list[dt.date]]]:
    """(day, the quarters in it) of every release up to a day."""
    last = dt.date(2023, 1, 1)
    yield FIRST_RELEASE, run(FIRST, last)
    while (day := last_day(following(last)) + AFTER) <= until:
        last = following(last)
        yield day, run(following(last, 1 - AGAIN), last)


def story(force: str, quarter: dt.date, joined: dt.date | None, edition: int) -> Iterator[Row]:
    """Of one force and quarter as one edition has it: from the second on a few counts are revised."""
    if (force, quarter) in WITHHELD:
        yield from ((force, measure, quarter, None, None, None) for measure in MEASURES)
        return
    recorded, outcomes, charged, withdrawn, referrals, days = _quarter(force, quarter, joined, edition)
    yield force, "recorded_offences", quarter, Decimal(recorded), None, None
    yield force, "outcomes_assigned", quarter, Decimal(outcomes), None, None
    for measure, count in (("charged", charged), ("victim_withdrawal", withdrawn)):
        yield force, measure, quarter, Decimal(count), None, None
        share = round(Decimal(100 * count) / outcomes, 3)
        yield force, f"{measure}_pct", quarter, share, count, outcomes
    yield force, "cps_referrals", quarter, Decimal(referrals), None, None
    yield force, "days_to_charge", quarter, Decimal(days), None, None


MEASURES = (
    "recorded_offences", "outcomes_assigned", "charged", "charged_pct", "victim_withdrawal", "victim_withdrawal_pct",
    "cps_referrals", "days_to_charge",
)  # fmt: skip


def _quarter(force, quarter, joined, edition):
    nature, rng = Random(f"measures of {force}"), Random(f"{force} in {quarter}")
    size = SIZES.get(force) or officers(force) * FOR_AN_OFFICER * nature.uniform(0.85, 1.15)
    shift, drift, effect = nature.gauss(0, 0.18), nature.gauss(0, 0.011), EFFECT.get(force) or nature.betavariate(1, 2)
    years = (quarter - FIRST).days / 365
    if force == ALMOST_EMPTY[0] and quarter in ALMOST_EMPTY[1]:
        size *= 0.05
    recorded = max(2, round(size * (1 + drift * (years - 6)) * rng.gauss(1, (0.06**2 + 1 / size) ** 0.5)))
    outcomes = max(2, round(recorded * rng.gauss(0.94, 0.07)))
    since = (quarter - joined).days / 365 if joined and quarter > joined else 0
    share = (0.046 - 0.0035 * min(years, 5.5)) * (1 + shift) * (1 + min(1.6, 0.45 * since) * effect)
    charged = _binomial(rng, outcomes, share)
    withdrawn = _binomial(rng, outcomes - charged, 0.6 + 0.05 * nature.uniform(-1, 1))
    referrals = max(charged, round(charged * rng.uniform(1.9, 2.9)) + rng.randrange(0, 4))
    days = max(
        30, round((290 + 60 * nature.uniform(-1, 1)) * rng.lognormvariate(0, 0.22) / (1 + 0.18 * effect * since))
    )
    revised = Random(f"{force} in {quarter}, edition {edition}")
    if edition and revised.random() < 0.25:
        recorded = max(2, recorded + revised.choice([-3, -2, -1, 1, 2]))
    return recorded, outcomes, charged, withdrawn, referrals, days


def _binomial(rng, number, share) -> int:
    """Close to one, in one draw."""
    spread = (number * share * (1 - share)) ** 0.5
    return min(number, max(0, round(rng.gauss(number * share, spread))))
