"""Where the ledger ends."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Subquery
from django.db.models.functions import Coalesce

from ledger.models import AuditEvent
from rollout.models import Update


@dataclass(frozen=True)
class LedgerHead:
    """Where the ledger ends. Whatever is written, one of the ids moves: what was read under a head can be kept."""

    event: int = 0
    update: int = 0
    changed: dt.datetime | None = None


def head_of(request) -> LedgerHead:
    """Asked once a request."""
    if not hasattr(request, "_ledger_head"):
        request._ledger_head = ledger_head()
    return request._ledger_head


def ledger_head() -> LedgerHead:
    last = Update.objects.order_by("-pk")
    events = AuditEvent.objects.order_by("-pk").annotate(
        update=Coalesce(Subquery(last.values("pk")[:1]), 0), changed=Subquery(last.values("recorded_at")[:1])
    )
    row = events.values_list("pk", "update", "changed").first()
    return LedgerHead(*row) if row else LedgerHead()
