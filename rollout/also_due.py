"""What an organisation owes beside its standards and returns: shares, figures, claims, whatever another app knows."""

import datetime as dt

from forces.access import can
from forces.deadlines import feed, kinds
from forces.models import Organisation
from ledger.as_at import AsAt
from ledger.head import head_of
from ledger.kept import kept

SOON = dt.timedelta(days=28)
SHOWN_ALREADY = {"commitment", "return", "follow_up", "programme_milestone"}  # the last two: not of organisations


def also_due(request, organisation: Organisation) -> list[dict]:
    """Of the kinds that the person may see: what is overdue or due in the next four weeks, soonest first. Every app is
    asked, some twenty-five queries, so what they say is kept until something is written."""
    user, as_at = request.user, request.as_at
    seen = sorted(
        code for code, kind in kinds().items() if code not in SHOWN_ALREADY and can(user, kind.permission, organisation)
    )
    return kept(("also-due", head_of(request), organisation.pk, as_at, seen), lambda: _due(organisation, as_at, seen))


def _due(organisation: Organisation, as_at: AsAt, codes: list[str]) -> list[dict]:
    only_this = Organisation.objects.filter(pk=organisation.pk)
    found = feed(lambda _permission: only_this, as_at=as_at, kinds=codes)
    return [
        {
            "title": str(each.title),
            "url": as_at.link(each.url),
            "due": each.due,
            "overdue": each.is_overdue(as_at.day),
        }
        for each in found
        if each.organisation == organisation and each.due <= as_at.day + SOON
    ]
