import datetime as dt

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.permissions import CERTIFY_CLAIM, OWN, RECORD_UPDATE, VIEW_LOG, VIEW_NATIONAL, VIEW_STATUS
from dashboard.organisation import organisation_rows
from forces.access import access_of, organisations_for
from forces.deadlines import feed
from reminders.people import own
from rollout.board import latest_standings
from rollout.own_returns import waiting_for
from rollout.queries.returns import last_changes
from rollout.review import review_queue

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
        only = access.own[0]
        # What they owe; whoever only certifies, the claims that wait for them.
        certifies = access.organisation_ids(CERTIFY_CLAIM, OWN) and not access.organisation_ids(RECORD_UPDATE, OWN)
        page = "organisation_funding" if certifies and only.is_force else "commitments"
        return redirect(request.as_at.link(reverse(page, args=[only.slug])))
    if access.nationally(VIEW_NATIONAL):
        return redirect(request.as_at.link(reverse("national")))
    return render(request, "dashboard/no_role.html")


def _unit(request):
    as_at, today = request.as_at, request.as_at.day
    everything = feed(own(request.user), as_at=as_at)
    follow_ups = [deadline for deadline in everything if deadline.kind == "follow_up"]
    rows = organisation_rows(organisations_for(request.user, VIEW_STATUS), as_at)
    owing = [row for row in rows if row["total"]]
    longest = sorted(owing, key=lambda row: (row["last_updated"] is not None, row["last_updated"]))  # never first
    waiting = _to_review(as_at)
    context = {
        "overdue": [(each, as_at.link(each.url)) for each in follow_ups if each.is_overdue(today)],
        "coming": [(each, as_at.link(each.url)) for each in follow_ups if today <= each.due <= today + SOON],
        "all_overdue": sum(deadline.is_overdue(today) for deadline in everything),
        "all_due": len(everything),
        "silent": longest[:SHOWN],
        "silent_count": sum(
            row["last_updated"] is None or timezone.localdate(row["last_updated"]) < today - SILENT for row in owing
        ),
        "never_count": sum(row["never"] for row in rows),
        "total": sum(row["total"] for row in rows),
        "organisations": len(owing),
        "follow_ups": len(follow_ups),
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
    waiting = []
    for row in rows:
        found = row.at.found
        url = reverse("review_return", args=[found.organisation.slug, found.period.starts])
        waiting.append((row, as_at.link(url), changes.get(found.pk)))
    return waiting
