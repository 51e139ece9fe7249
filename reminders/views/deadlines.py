from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe
from django_tables2 import RequestConfig

from accounts.permissions import MANAGE_REMINDERS
from forces.access import can
from forces.deadlines import feed, kinds
from forces.periods import working_days
from govuk.tables import export_or_none
from reminders.calendar import calendar_of
from reminders.forms import LONG_OVERDUE, OVERDUE, DeadlineFilter, within
from reminders.models import CalendarFeed
from reminders.scope import has_deadlines, own
from reminders.tables import DeadlineTable
from reminders.words import when_words


def require_deadlines(user) -> None:
    if not has_deadlines(user):
        raise PermissionDenied


@require_safe
def deadlines(request):
    require_deadlines(request.user)
    as_at = request.as_at
    found = feed(own(request.user), as_at=as_at)
    places = sorted({each.organisation for each in found if each.organisation}, key=lambda place: place.short_name)
    chosen = DeadlineFilter(request.GET, organisations=places, kind_codes={each.kind for each in found})
    about = chosen.about(found)
    shown = chosen.on_days(about, as_at.day)
    table = DeadlineTable(
        [_listed(each, as_at) for each in shown], exclude=() if len(places) > 1 else ("organisation",)
    )
    RequestConfig(request).configure(table)
    if (file := export_or_none(request, table, f"deadlines-{as_at.day}")) is not None:
        return file
    context = {
        "table": table,
        "filter": chosen,
        "count": len(shown),
        "overdue": len(within(OVERDUE, about, as_at.day)),
        "long_overdue": len(within(LONG_OVERDUE, about, as_at.day)),
        "total": len(found),
        "manages": can(request.user, MANAGE_REMINDERS),
    }
    return render(request, "reminders/deadlines.html", context)


def _listed(deadline, as_at):
    return {
        "title": deadline.title,
        "url": as_at.link(deadline.url),
        "organisation": str(deadline.organisation) if deadline.organisation else None,
        "kind": kinds()[deadline.kind].label,
        "due": deadline.due,
        "when": when_words(deadline.due, as_at.day),
        "days": working_days(as_at.day, deadline.due),
        "overdue": deadline.is_overdue(as_at.day),
    }


@login_not_required
@conditional_page
@cache_control(private=True, no_cache=True)
@require_safe
def calendar(request, secret):
    """For a calendar program, which cannot sign in: the secret is the key, and gives what its person may see now. It
    asks each time, and is told in a word when nothing has changed."""
    found = CalendarFeed.objects.filter(secret=secret).select_related("user").first() if "\0" not in secret else None
    if found is None or not has_deadlines(found.user):
        raise Http404
    answer = HttpResponse(calendar_of(found.user, now=timezone.now()), content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'inline; filename="deadlines.ics"'
    return answer
