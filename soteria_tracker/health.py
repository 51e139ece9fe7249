"""/healthz: does every part answer? Says which does not, and to the log only, why."""

import logging
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from redis import Redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from ledger.models import AuditEvent
from reminders.heartbeats import silent
from soteria_tracker.celery import app

SECONDS = 1.5
logger = logging.getLogger(__name__)


@login_not_required
@never_cache
@require_safe
def healthz(request):
    parts = {"web": "ok", "database": _ask(_database), "redis": _ask(_redis)}
    # Redis and a worker may answer while nobody tells them what to do: beat, or the tasks themselves, have stopped.
    parts["schedule"] = _ask(_schedule) if parts["database"] == "ok" else "not known without the database"
    # The worker is asked through Redis: without it nobody knows.
    parts["worker"] = _ask(_worker) if parts["redis"] == "ok" else "not known without redis"
    return JsonResponse(parts, status=200 if set(parts.values()) == {"ok"} else 503)


def _ask(part: Callable[[], None]) -> str:
    try:
        part()
    except Exception as fault:
        logger.warning("Health: %s does not answer: %r", part.__name__.strip("_"), fault)
        return "does not answer"
    return "ok"


def _database() -> None:
    # A table, not SELECT 1: a database that was never migrated is no database.
    AuditEvent.objects.exists()


def _redis() -> None:
    with Redis.from_url(
        settings.REDIS_URL, socket_connect_timeout=SECONDS, socket_timeout=SECONDS, retry=Retry(NoBackoff(), 0)
    ) as redis:
        redis.ping()


def _schedule() -> None:
    if found := silent(timezone.now()):
        raise TimeoutError("silent for too long: " + ", ".join(pulse.task for pulse in found))


def _worker() -> None:
    if not app.control.ping(timeout=SECONDS, limit=1):  # limit: the first worker to answer is enough
        raise TimeoutError(f"no worker answered in {SECONDS} seconds")
