import datetime as dt

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.permissions import CERTIFY_CLAIM, OWN, RECORD_UPDATE, VIEW_LOG, VIEW_NATIONAL, VIEW_STATUS
from dashboard.listing import longest_silent, organisation_rows
from forces.access import access_of, organisations_for
from forces.deadlines import feed
from reminders.people import own
from rollout.own_returns import waiting_for
from rollout.queries.returns import last_changes
from rollout.queries.standings import latest_standings
from rollout.review_queue import review_queue

SOON = dt.timedelta(days=28)
SILENT = dt.timedelta(days=90)
SHOWN = 10


@require_safe
def home(request):
    """Each to what needs them: the Unit its own page, an organisation's people what they owe, observers the country."""
    access = access_of(request.user)
    if access.nationally(VIEW_LOG):
        return _unit(request)
    if len(access.own) > 1:
        waiting = [(each, waiting_for(request.user, each, request.as_at)) for each in access.own]
        return render(request, "dashboard/choose.html", {"organisations": waiting})
    if access.own:
        return _to(request, _first_page(access), access.own[0].slug)
    if access.nationally(VIEW_NATIONAL):
        return _to(request, "national")
    return render(request, "dashboard/no_role.html")


def _first_page(access):
    """Of an organisation's people: what they owe; whoever only certifies, the claims that wait for them."""
    certifies = access.organisation_ids(CERTIFY_CLAIM, OWN) and not access.organisation_ids(RECORD_UPDATE, OWN)
    return "organisation_funding" if certifies and access.own[0].is_force else "commitments"


def _to(request, name, *args):
    return redirect(request.as_at.link(redirect(name, *args).url))


def _unit(request):
    as_at, today = request.as_at, request.as_at.day
    everything = feed(own(request.user), as_at=as_at)
    due = [deadline for deadline in everything if deadline.kind == "follow_up"]
    rows = organisation_rows(organisations_for(request.user, VIEW_STATUS), as_at)
    waiting = _to_review(as_at)
    silent = [row for row in rows if row.total and _silent_since(row, today)]
    context = {
        "overdue": [_linked(deadline, as_at) for deadline in due if deadline.is_overdue(today)],
        "coming": [_linked(deadline, as_at) for deadline in due if today <= deadline.due <= today + SOON],
        "all_overdue": sum(deadline.is_overdue(today) for deadline in everything),
        "all_due": len(everything),
        "silent": longest_silent(rows, number=SHOWN),
        "silent_count": len(silent),
        "never_count": sum(row.never for row in rows),
        "total": sum(row.total for row in rows),
        "organisations": sum(row.total > 0 for row in rows),
        "follow_ups": len(due),
        "days": SILENT.days,
        "awaiting": len(waiting),
        "to_review": waiting[:SHOWN],
        "more_to_review": waiting[SHOWN:],
        "standings": latest_standings(as_at),
    }
    return render(request, "dashboard/home.html", context)


def _to_review(as_at):
    """Every return that is the Unit's turn, those that wait longest first."""
    rows = review_queue(as_at)
    changes = last_changes([row.at.found for row in rows], as_at.moment)
    return [(row, as_at.link(_review_of(row.at.found)), changes.get(row.at.found.pk)) for row in rows]


def _review_of(found):
    return reverse("review_return", args=[found.organisation.slug, found.period.starts])


def _linked(deadline, as_at):
    return deadline, as_at.link(deadline.url)


def _silent_since(row, today):
    return row.last_updated is None or timezone.localdate(row.last_updated) < today - SILENT
