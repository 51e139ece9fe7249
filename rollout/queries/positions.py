"""Reads of the ledger. `moment` is exclusive; None is now."""

import datetime as dt
from collections.abc import Iterable
from functools import partial
from typing import NamedTuple

from django.db import connection
from django.db.models import FilteredRelation, Max, OuterRef, Prefetch, Q, QuerySet, Subquery

from rollout.models import Commitment, Evidence, LogEntry, ReturnEvent, Update
from rollout.queries.positions_postgresql import last_rows
from rollout.scales import State

POSITION = ("commitment_id", "number", "kind", "status", "confidence", "target_date", "recorded_at", "recorded_by_id")


def _last_ids(moment) -> QuerySet:
    """One index seek for each commitment. Ordering by number alone would read every later row."""
    last = Update.objects.known_at(moment).filter(commitment=OuterRef("pk")).order_by("-recorded_at", "-number")
    return last.values("pk")[:1]


def positions(commitments: QuerySet[Commitment], moment: dt.datetime | None = None) -> dict[int, Update]:
    """The last update of each commitment by its id, without notes and reasons; two queries whatever the history.
    A commitment that was never reported is not in it."""
    last = commitments.order_by().annotate(last=Subquery(_last_ids(moment))).values_list("last", flat=True)
    ids = [pk for pk in last if pk]
    rows = Update.objects.filter(pk__in=ids).only(*POSITION) if ids else ()
    return {update.commitment_id: update for update in rows}


class PositionRow(NamedTuple):
    """A position as a plain tuple."""

    status: int
    confidence: int
    kind: str
    recorded_at: dt.datetime


_row = partial(tuple.__new__, PositionRow)  # PositionRow._make without a Python call for each of thousands


def position_rows(
    commitments: QuerySet[Commitment], moment: dt.datetime | None = None, compared: dt.datetime | None = None
) -> list[tuple[int, int, PositionRow | None, int | None]]:
    """For pages with thousands: organisation id, standard id, where it stands, and its status at the moment compared
    with, without a model instance for each. One query, on PostgreSQL one that Django has no words for."""
    rows: Iterable[tuple]
    if connection.vendor == "postgresql":
        rows = last_rows(commitments, moment, compared)
    else:
        moments = {"last": moment} | ({"former": compared} if compared else {})
        joined = {
            name: FilteredRelation("updates", condition=Q(updates__pk=Subquery(_last_ids(at))))
            for name, at in moments.items()
        }
        columns = [*(f"last__{name}" for name in PositionRow._fields), *(["former__status"] if compared else [])]
        found = commitments.order_by().annotate(**joined)
        rows = found.values_list("organisation_id", "standard_id", *columns)
    if compared:
        return [(row[0], row[1], _row(row[2:6]) if row[2] else None, row[6]) for row in rows]
    return [(row[0], row[1], _row(row[2:6]) if row[2] else None, None) for row in rows]


def history(commitment: Commitment, moment: dt.datetime | None = None) -> QuerySet[Update]:
    """Everything said about a commitment, newest first, with who said it and the evidence."""
    return updates_of(commitment, moment).prefetch_related(Prefetch("evidence", Evidence.objects.order_by("pk")))


def latest(commitment: Commitment, moment: dt.datetime | None = None) -> Update | None:
    """The last update, with who recorded it."""
    return updates_of(commitment, moment).first()


def updates_of(commitment: Commitment, moment: dt.datetime | None = None) -> QuerySet[Update]:
    """The last first, with who recorded each."""
    updates = Update.objects.known_at(moment).filter(commitment=commitment).select_related("recorded_by")
    return updates.order_by("-recorded_at", "-number")


def whole_updates(positions: Iterable[Update | None]) -> dict[int, Update]:
    """By id, with notes, reasons, evidence and who recorded them. Two queries."""
    evidence = Prefetch("evidence", Evidence.objects.order_by("pk"))
    ids = [position.pk for position in positions if position]
    found = Update.objects.filter(pk__in=ids).select_related("recorded_by").prefetch_related(evidence)
    return {update.pk: update for update in found}


def latest_to_follow(commitment: Commitment) -> tuple[Update | None, dt.datetime | None]:
    """The last update and the organisation's last sign-off: what the next one is not recorded before. One query, two
    when nothing was ever said."""
    signed = ReturnEvent.objects.filter(of_return__organisation=commitment.organisation_id, state=State.SIGNED)
    updates = updates_of(commitment).select_related(None)  # who recorded it is asked only when it came first
    last_signed = signed.order_by("-recorded_at").values("recorded_at")[:1]
    last = updates.annotate(signed_off_at=Subquery(last_signed)).first()
    return (last, last.signed_off_at) if last else (None, signed.aggregate(at=Max("recorded_at"))["at"])


def last_update_at() -> Subquery:
    """When anybody last recorded an update: every page's frame says it."""
    return Subquery(Update.objects.order_by("-pk").values("recorded_at")[:1])


def log_entries(moment: dt.datetime | None = None) -> QuerySet[LogEntry]:
    return LogEntry.objects.known_at(moment).select_related("organisation", "recorded_by", "follows")


def with_follow_up(entries: QuerySet[LogEntry], moment: dt.datetime | None = None) -> QuerySet[LogEntry]:
    """Each entry with `settled_on`: the day of the first entry that follows it, as known before the moment."""
    followers = LogEntry.objects.known_at(moment).filter(follows=OuterRef("pk"))
    return entries.annotate(settled_on=Subquery(followers.order_by("happened_on", "pk").values("happened_on")[:1]))
