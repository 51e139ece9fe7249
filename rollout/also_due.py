"""What an organisation owes beside its standards and returns: shares, figures, claims, whatever another app knows."""

import datetime as dt

from django.core.cache import cache
from django.utils.translation import get_language

from forces.access import can
from forces.as_at import AsAt
from forces.deadlines import Deadline, feed, kinds
from forces.models import Organisation
from rollout.queries import ledger_head

DAY = 24 * 60 * 60
SOON = dt.timedelta(days=28)
SHOWN_ALREADY = {"commitment", "return", "follow_up", "programme_milestone"}  # the last two: not of organisations


def also_due(user, organisation: Organisation, as_at: AsAt) -> list[Deadline]:
    """Of the kinds that the person may see: what is overdue or due in the next four weeks, soonest first. Every app is
    asked, some thirty queries, so what they say is kept until something is written."""
    seen = sorted(
        code for code, kind in kinds().items() if code not in SHOWN_ALREADY and can(user, kind.permission, organisation)
    )
    head = ledger_head()
    parts = [head.event, head.update, organisation.pk, as_at.day, as_at.is_past, get_language(), *seen]
    key = ":".join(["also-due", *map(str, parts)])
    found = cache.get(key)
    if found is None:
        found = _due(organisation, as_at, seen)
        cache.set(key, found, DAY)
    return found


def _due(organisation: Organisation, as_at: AsAt, codes: list[str]) -> list[Deadline]:
    only_this = Organisation.objects.filter(pk=organisation.pk)
    found = feed(lambda _permission: only_this, as_at=as_at, kinds=codes)
    return [each for each in found if each.organisation == organisation and each.due <= as_at.day + SOON]
