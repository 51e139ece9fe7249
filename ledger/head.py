"""Where the ledger ends: the last audit event says it alone, for every action writes one. What was read under it can be
kept for ever."""

from collections.abc import Callable

from django.db.models import Subquery

from ledger.models import AuditEvent

ALSO: dict[str, Callable[[], Subquery]] = {}  # what an app has read along with it, for the frame of every page


def ledger_head() -> int:
    """The id of the last audit event, 0 for none."""
    return AuditEvent.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def head_of(request) -> int:
    """Asked once a request."""
    return _read(request)["pk"]


def read_along(request, name: str):
    """What `ALSO` has under that name, in the query that asks for the head."""
    return _read(request).get(name)


def _read(request) -> dict:
    if not hasattr(request, "_ledger_head"):
        also = {name: subquery() for name, subquery in ALSO.items()}
        last = AuditEvent.objects.order_by("-pk").annotate(**also).values("pk", *also).first()
        request._ledger_head = last or {"pk": 0}
    return request._ledger_head
