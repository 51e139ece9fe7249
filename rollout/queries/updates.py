"""Reads of updates with all that was said in them, and of the last moment before which none may be recorded."""

import datetime as dt
from collections.abc import Iterable

from django.db.models import Max, Prefetch

from rollout.models import Evidence, ReturnEvent, Update
from rollout.scales import State


def whole_updates(positions: Iterable[Update | None]) -> dict[int, Update]:
    """By id, with notes, reasons, evidence and who recorded them. Two queries."""
    evidence = Prefetch("evidence", Evidence.objects.order_by("pk"))
    ids = [position.pk for position in positions if position]
    found = Update.objects.filter(pk__in=ids).select_related("recorded_by").prefetch_related(evidence)
    return {update.pk: update for update in found}


def last_sign_off(organisation_id: int) -> dt.datetime | None:
    signed = ReturnEvent.objects.filter(of_return__organisation=organisation_id, state=State.SIGNED)
    return signed.aggregate(at=Max("recorded_at"))["at"]
