"""Reads of the ledger. `moment` is exclusive; None is now."""

import datetime as dt
from functools import partial
from typing import NamedTuple

from django.db import connection
from django.db.models import FilteredRelation, OuterRef, Prefetch, Q, QuerySet, Subquery

from rollout.models import Commitment, Evidence, Update
from rollout.queries.positions_postgresql import last_rows

POSITION = ("commitment_id", "number", "kind", "status", "confidence", "target_date", "recorded_at", "recorded_by_id")


def latest_ids(commitments: QuerySet[Commitment], moment: dt.datetime | None = None) -> QuerySet:
    """One index seek for each commitment. Ordering by number alone would read every later row."""
    return commitments.order_by().annotate(last=Subquery(_last_ids(moment))).values_list("last", flat=True)


def _last_ids(moment) -> QuerySet:
    last = Update.objects.known_at(moment).filter(commitment=OuterRef("pk")).order_by("-recorded_at", "-number")
    return last.values("pk")[:1]


def positions(commitments: QuerySet[Commitment], moment: dt.datetime | None = None) -> dict[int, Update]:
    """The last update of each commitment by its id, without notes and reasons; two queries whatever the history.
    A commitment that was never reported is not in it."""
    ids = [pk for pk in latest_ids(commitments, moment) if pk]
    rows = Update.objects.filter(pk__in=ids).only(*POSITION) if ids else ()
    return {update.commitment_id: update for update in rows}


class Row(NamedTuple):
    """A position as a plain tuple."""

    status: int
    confidence: int
    kind: str
    recorded_at: dt.datetime


_row = partial(tuple.__new__, Row)  # Row._make without a Python call for each of thousands


def position_rows(
    commitments: QuerySet[Commitment], moment: dt.datetime | None = None, compared: dt.datetime | None = None
) -> list[tuple[int, int, Row | None, int | None]]:
    """For pages with thousands: organisation id, standard id, where it stands, and its status at the moment compared
    with, without a model instance for each. One query, on PostgreSQL one that Django has no words for."""
    if connection.vendor == "postgresql":
        rows = last_rows(commitments, moment, compared)
        if compared:
            return [(row[0], row[1], _row(row[2:6]) if row[2] else None, row[6]) for row in rows]
        return [(row[0], row[1], _row(row[2:6]) if row[2] else None, None) for row in rows]
    return _rows_joined(commitments, moment, compared)


def _rows_joined(commitments, moment, compared):
    moments = {"last": moment} | ({"former": compared} if compared else {})
    joined = {
        name: FilteredRelation("updates", condition=Q(updates__pk=Subquery(_last_ids(at))))
        for name, at in moments.items()
    }
    columns = [*(f"last__{name}" for name in Row._fields), *(["former__status"] if compared else [])]
    found = commitments.order_by().annotate(**joined).values_list("organisation_id", "standard_id", *columns)
    return [(*row[:2], Row._make(row[2:6]) if row[2] else None, row[6] if compared else None) for row in found]


def history(commitment: Commitment, moment: dt.datetime | None = None) -> QuerySet[Update]:
    """Everything said about a commitment, newest first, with who said it and the evidence."""
    evidence = Prefetch("evidence", Evidence.objects.order_by("pk"))
    return (
        Update.objects.known_at(moment)
        .filter(commitment=commitment)
        .select_related("recorded_by")
        .prefetch_related(evidence)
    )


def latest(commitment: Commitment, moment: dt.datetime | None = None) -> Update | None:
    """The last update, with who recorded it."""
    return updates_of(commitment, moment).first()


def updates_of(commitment: Commitment, moment: dt.datetime | None = None) -> QuerySet[Update]:
    """The last first, with who recorded each."""
    updates = Update.objects.known_at(moment).filter(commitment=commitment).select_related("recorded_by")
    return updates.order_by("-recorded_at", "-number")
