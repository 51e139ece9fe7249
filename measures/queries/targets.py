"""Reads of targets. `moment` is exclusive; None is now."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import CharField, Q, Value
from django.db.models.functions import Coalesce, NullIf

from forces.models import Organisation
from measures.models import Measure, Target


@dataclass(frozen=True, slots=True)
class Said:
    """A row of the ledger. `force` is its name, None for all forces; `value` None is none from then on."""

    pk: int
    measure_id: int
    organisation_id: int | None
    force: str | None
    starts_on: dt.date
    value: Decimal | None
    reason: str
    who: str
    recorded_at: dt.datetime


NAME = Coalesce(NullIf("recorded_by__name", Value("")), "recorded_by__email", output_field=CharField())
FIELDS = (
    "pk", "measure_id", "organisation_id", "organisation__short_name", "starts_on", "value", "reason",
    NAME, "recorded_at",
)  # fmt: skip


def targets_of(measure: Measure, moment: dt.datetime | None) -> list[Said]:
    """In the order in which the last counts. One query."""
    return _said(moment, Q(measure=measure))


def targets_about(organisation: Organisation, moment: dt.datetime | None, measure: Measure | None = None) -> list[Said]:
    """Its own and those of all forces. One query."""
    about = Q(organisation=organisation) | Q(organisation=None)
    return _said(moment, about & Q(measure=measure) if measure else about)


def _said(moment, which) -> list[Said]:
    return [
        Said(*row)
        for row in Target.objects.known_at(moment).filter(which).order_by("starts_on", "pk").values_list(*FIELDS)
    ]


class Held:
    """What each force's quarters are held against: its own target, else that of all forces."""

    def __init__(self, rows: Iterable[Said]):
        self._rows = defaultdict(list)
        for row in rows:
            self._rows[row.measure_id, row.organisation_id].append(row)

    def at(self, measure: Measure, organisation_id: int, quarter: dt.date) -> float | None:
        for whose in (organisation_id, None):
            rows = self._rows.get((measure.pk, whose), ())
            last = next((row.value for row in reversed(rows) if row.starts_on <= quarter), None)
            if last is not None:
                return float(last)
        return None
