"""A person's own: what is due, their calendar, how often we write, what we wrote, and who is reminded when."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_POST, require_safe

from accounts.permissions import MANAGE_REMINDERS
from forces.access import access_of, can
from forces.deadlines import feed, kinds
from forces.periods import working_days
from govuk.tables import list_page
from ledger.middleware import today_only
from reminders import actions, rules
from reminders.calendar import calendar_of
from reminders.forms import LONG_OVERDUE, OVERDUE, DeadlineFilter, PreferencesForm, within
from reminders.models import CalendarFeed, Message, Preferences
from reminders.people import has_deadlines, kinds_of, own
from reminders.queries import messages as all_messages
from reminders.tables import DeadlineTable, OwnMessageTable
from reminders.words import absolute, role_words, stage_words, when_words


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
    rows = [
        {
            "title": each.title,
            "url": as_at.link(each.url),
            "organisation": str(each.organisation) if each.organisation else None,
            "kind": kinds()[each.kind].label,
            "due": each.due,
            "when": when_words(each.due, as_at.day),
            "days": working_days(as_at.day, each.due),
            "overdue": each.is_overdue(as_at.day),
        }
        for each in shown
    ]
    table = DeadlineTable(rows, exclude=() if len(places) > 1 else ("organisation",))
    context = {
        "filter": chosen,
        "count": len(shown),
        "overdue": len(within(OVERDUE, about, as_at.day)),
        "long_overdue": len(within(LONG_OVERDUE, about, as_at.day)),
        "total": len(found),
        "manages": can(request.user, MANAGE_REMINDERS),
    }
    return list_page(request, table, f"deadlines-{as_at.day}", "reminders/deadlines.html", context)


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


@today_only("deadlines")
def settings(request):
    require_deadlines(request.user)
    codes = {kind.code for kind in kinds_of(request.user)}
    if request.method == "POST":
        form = PreferencesForm(request.POST, kind_codes=codes)
        if form.is_valid():
            weekly = form.cleaned_data["often"] == "weekly"
            actions.set_preferences(by=request.user, weekly=weekly, off=form.cleaned_data["off"])
            messages.success(request, _("Saved. It holds from the next mail on."))
            return redirect("reminder_settings")
    else:
        last = Preferences.objects.filter(user=request.user).first() or Preferences()
        initial = {"often": "weekly" if last.weekly else "daily", "off": last.off}
        form = PreferencesForm(initial=initial, kind_codes=codes)
    feed = CalendarFeed.objects.filter(user=request.user).first()
    context = {
        "form": form,
        "feed": feed,
        "address": absolute(reverse("calendar", args=[feed.secret])) if feed else "",
        "is_mailed": _is_mailed(request.user),
        "manages": can(request.user, MANAGE_REMINDERS),
    }
    return render(request, "reminders/settings.html", context)


def _is_mailed(user) -> bool:
    """Whether any kind's chain has a role of theirs in it: a contributor's has none."""
    turns = [(kind.permission, turn) for kind in kinds_of(user) for turn in (kind.settle, *dict(kind.then).values())]
    steps = [step for permission, turn in turns for step in rules.chain(permission, turn)]
    return bool(access_of(user).roles & {role for step in steps for role in step.roles})


@require_POST
def calendar_address(request):
    require_deadlines(request.user)
    if request.POST.get("do") == "revoke":
        actions.revoke_calendar(by=request.user)
        messages.success(request, _("The address no longer works. Take it out of your calendar too."))
    else:
        actions.make_calendar(by=request.user)
        messages.success(request, _("Here is your address. One that you had before no longer works."))
    return redirect(reverse("reminder_settings") + "#calendar")


@require_safe
def my_messages(request):
    require_deadlines(request.user)
    found = all_messages(request.as_at.moment).filter(recipient=request.user, then=Message.State.SENT)
    rows = [
        {
            "subject": message.subject,
            "url": request.as_at.link(reverse("message", args=[message.pk])),
            "day": message.day,
            "number": message.number,
        }
        for message in found
    ]
    context = {"manages": can(request.user, MANAGE_REMINDERS)}
    return list_page(request, OwnMessageTable(rows), "my-mails", "reminders/my_messages.html", context)


@require_safe
def matrix(request):
    require_deadlines(request.user)
    rows = []
    for kind in kinds_of(request.user):
        later = [(_("%(kind)s, %(when)s") % {"kind": kind.label, "when": words}, turn) for words, turn in kind.then]
        for words, turn in ((kind.label, kind.settle), *later):
            steps = {step.level: role_words(step.roles) for step in rules.chain(kind.permission, turn)}
            rows.append({"kind": words} | {level.value: steps.get(level, "") for level in rules.Level})
    context = {
        "rows": rows,
        "before": [stage_words(stage) for stage in rules.BEFORE],
        "after": stage_words(rules.WEEKLY_FROM[rules.Level.FIRST]),
        "chief": rules.WEEKLY_FROM[rules.Level.CHIEF],
        "unit": rules.WEEKLY_FROM[rules.Level.UNIT],
        "weeks": rules.CHASED_FOR.days // 7,
        "manages": can(request.user, MANAGE_REMINDERS),
    }
    return render(request, "reminders/matrix.html", context)
