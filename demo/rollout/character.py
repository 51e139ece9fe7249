"""How an organisation goes about it: when it began, how fast, how punctually it reports."""

import datetime as dt
from dataclasses import dataclass, replace
from random import Random


@dataclass(frozen=True)
class Organisation:
    slug: str
    kind: str
    cohort: str
    joined: dt.date | None


@dataclass(frozen=True)
class Character:
    began: dt.date
    first_report: dt.date
    hesitation: float  # days on average until a commitment is first reported
    pace: float  # days take this many times as long as usual
    lateness: int  # days after a quarter's end until it reports
    diligence: float  # the share of its commitments that a quarterly report covers
    candour: float  # the share of missed target dates that it moves rather than leaves
    unreported: float  # the share of its commitments never reported
    stalled: tuple[dt.date, int] | None = None  # from when, for how many days nothing moves
    quiet: tuple[dt.date, dt.date] | None = None  # reports nothing between
    never: frozenset[str] = frozenset()  # standards never reported


BEGAN = {"expansion": dt.date(2022, 10, 1), "pilot": dt.date(2022, 10, 1), "national": dt.date(2023, 7, 1)}
FIRST_REPORT = {
    "pathfinder": dt.date(2023, 7, 11),
    "expansion": dt.date(2023, 7, 20),
    "pilot": dt.date(2023, 8, 1),
    "national": dt.date(2023, 9, 1),
}
SPREAD = {
    "pathfinder": 9,
    "expansion": 50,
    "pilot": 60,
    "national": 110,
}  # days between the first and the last to begin
PACE = {"pathfinder": 0.62, "expansion": 0.8, "pilot": 0.85, "national": 1.0}

_OWN_STORY = {
    # The demonstration's own force: far ahead on paper, with a list that needs work.
    "avon-and-somerset": {
        "pace": 1.1, "candour": 0.25, "diligence": 0.85, "unreported": 0.0, "stalled": (dt.date(2025, 10, 1), 900),
        "never": frozenset({"P6-2", "P4-7", "ADP-8"}),
    },
    "cps-south-west": {"candour": 0.3, "unreported": 0.0, "never": frozenset({"VIC-3", "ASR-4"}), "pace": 1.1},
    "durham": {"pace": 0.5, "diligence": 0.98},
    "gwent": {"stalled": (dt.date(2024, 6, 1), 1200), "candour": 0.2},
    "cleveland": {"stalled": (dt.date(2025, 1, 15), 1200), "candour": 0.3},
    "staffordshire": {"pace": 1.9},
    "norfolk": {"quiet": (dt.date(2026, 5, 1), dt.date(2027, 5, 1))},
    "humberside": {"quiet": (dt.date(2026, 7, 1), dt.date(2027, 3, 1)), "pace": 1.5},
    "cps-east-midlands": {"quiet": (dt.date(2026, 6, 1), dt.date(2027, 6, 1))},
    "lincolnshire": {"unreported": 0.35},
}  # fmt: skip


def character(organisation: Organisation) -> Character:
    rng, cohort = Random(f"character of {organisation.slug}"), organisation.cohort
    usual = Character(
        began=organisation.joined or BEGAN[cohort],
        first_report=FIRST_REPORT[cohort] + dt.timedelta(days=rng.randrange(SPREAD[cohort])),
        hesitation=4 if cohort == "pathfinder" else 20,
        pace=PACE[cohort] * rng.lognormvariate(0, 0.22),
        lateness=rng.choice([6, 9, 12, 14, 18, 24, 35]),
        diligence=rng.uniform(0.65, 1.0),
        candour=rng.uniform(0.35, 0.9),
        unreported=rng.choice([0, 0, 0.02, 0.04, 0.06, 0.12]),
    )
    return replace(usual, **_OWN_STORY.get(organisation.slug, {}))
