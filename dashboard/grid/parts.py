"""What the grid is made of. Pure."""

import datetime as dt
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol


class Row(Protocol):
    """Where a commitment stands: rollout.queries.Row."""

    status: int
    confidence: int
    kind: str
    recorded_at: dt.datetime


Pair = tuple[Row | None, int | None]  # a commitment's position, and its status at the moment compared with


class Body(NamedTuple):
    """An organisation, as far as the grid needs it."""

    pk: int
    kind: str
    short_name: str
    slug: str
    region: str
    cohort: str
    abbreviation: str
    tile_row: int | None
    tile_column: int | None
    active_from: dt.date | None
    active_to: dt.date | None


class Asked(NamedTuple):
    """A standard, as far as the grid needs it: one thing asked of the organisations of its model's kind."""

    pk: int
    code: str
    title: str
    known_from: dt.date | None
    theme: str
    theme_name: str
    model: str
    model_name: str
    kind: str


@dataclass(frozen=True)
class Country:
    """`owed` is by organisation id, then by standard id; so is `unit`, the Unit's status, but only where it differs."""

    organisations: list[Body]
    standards: list[Asked]
    owed: dict[int, dict[int, Pair]]
    unit: dict[int, dict[int, int]] = field(default_factory=dict)
