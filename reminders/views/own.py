"""A person's own: how often we write, what we wrote, and their calendar address."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from django_tables2 import RequestConfig

from accounts.permissions import MANAGE_REMINDERS
from forces.access import access_of, can
from govuk.tables import export_or_none
from reminders import actions, rules
from reminders.compose import absolute
from reminders.forms import PreferencesForm
from reminders.models import CalendarFeed, Message, Preferences
from reminders.queries import messages as all_messages
from reminders.scope import kinds_of
from reminders.tables import OwnMessageTable
from reminders.views.deadlines import require_deadlines


def settings(request):
    require_deadlines(request.user)
    if request.as_at.is_past:
        return redirect(request.as_at.link(reverse("deadlines")))
    codes = {kind.code for kind in kinds_of(request.user)}
    if request.method == "POST":
        form = PreferencesForm(request.POST, kind_codes=codes)
        if form.is_valid():
            weekly = form.cleaned_data["often"] == "weekly"
            actions.set_preferences(by=request.user, weekly=weekly, off=form.cleaned_data["off"])
            messages.success(request, _("Saved. It holds from the next mail on."))
            return redirect("reminder_settings")
    else:
        form = PreferencesForm(initial=_chosen(request.user), kind_codes=codes)
    feed = CalendarFeed.objects.filter(user=request.user).first()
    context = {
        "form": form,
        "feed": feed,
        "address": absolute(reverse("calendar", args=[feed.secret])) if feed else "",
        "is_mailed": is_mailed(request.user),
        "manages": can(request.user, MANAGE_REMINDERS),
    }
    return render(request, "reminders/settings.html", context)


def _chosen(user):
    last = Preferences.objects.filter(user=user).first()
    return {"often": "weekly" if last and last.weekly else "daily", "off": last.off if last else []}


def is_mailed(user) -> bool:
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
    table = OwnMessageTable([_listed(message, request.as_at) for message in found])
    RequestConfig(request).configure(table)
    if (file := export_or_none(request, table, "my-mails")) is not None:
        return file
    context = {"table": table, "manages": can(request.user, MANAGE_REMINDERS)}
    return render(request, "reminders/my_messages.html", context)


def _listed(message, as_at):
    return {
        "subject": message.subject,
        "url": as_at.link(reverse("message", args=[message.pk])),
        "day": message.day,
        "number": message.number,
    }
