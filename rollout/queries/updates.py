"""Reads of updates with all that was said in them, and of the last moment before which none may be recorded."""

import datetime as dt
from collections.abc import Iterable

from django.db.models import Max, OuterRef, Prefetch, QuerySet, Subquery

from rollout.models import Commitment, Evidence, LogEntry, ReturnEvent, Update
from rollout.queries.positions import updates_of
from rollout.scales import State


def whole_updates(positions: Iterable[Update | None]) -> dict[int, Update]:
    """By id, with notes, reasons, evidence and who recorded them. Two queries."""
    evidence = Prefetch("evidence", Evidence.objects.order_by("pk"))
    ids = [position.pk for position in positions if position]
    found = Update.objects.filter(pk__in=ids).select_related("recorded_by").prefetch_related(evidence)
    return {update.pk: update for update in found}


def last_sign_off(organisation_id: int) -> dt.datetime | None:
    return _sign_offs(organisation_id).aggregate(at=Max("recorded_at"))["at"]


def latest_to_follow(commitment: Commitment) -> tuple[Update | None, dt.datetime | None]:
    """The last update and the organisation's last sign-off: what the next one is not recorded before. One query, two
    when nothing was ever said."""
    signed = _sign_offs(commitment.organisation_id).order_by("-recorded_at").values("recorded_at")[:1]
    updates = updates_of(commitment).select_related(None)  # who recorded it is asked only when it came first
    last = updates.annotate(signed_off_at=Subquery(signed)).first()
    return (last, last.signed_off_at) if last else (None, last_sign_off(commitment.organisation_id))


def _sign_offs(organisation_id: int) -> QuerySet[ReturnEvent]:
    return ReturnEvent.objects.filter(of_return__organisation=organisation_id, state=State.SIGNED)


def last_update_at() -> Subquery:
    """When anybody last recorded an update: every page's frame says it."""
    return Subquery(Update.objects.order_by("-pk").values("recorded_at")[:1])


def log_entries(moment: dt.datetime | None = None) -> QuerySet[LogEntry]:
    return LogEntry.objects.known_at(moment).select_related("organisation", "recorded_by", "follows")


def with_follow_up(entries: QuerySet[LogEntry], moment: dt.datetime | None = None) -> QuerySet[LogEntry]:
    """Each entry with `settled_on`: the day of the first entry that follows it, as known before the moment."""
    followers = LogEntry.objects.known_at(moment).filter(follows=OuterRef("pk"))
    return entries.annotate(settled_on=Subquery(followers.order_by("happened_on", "pk").values("happened_on")[:1]))
