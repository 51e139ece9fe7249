"""The Unit's page of what went to whom, what waits and what failed; one mail, for its recipient and the Unit; and the
outbox of a demonstration."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.permissions import MANAGE_REMINDERS
from forces.access import can, require
from forces.deadlines import kinds
from govuk.tables import list_page
from ledger.actions import RuleBroken
from reminders import actions, queries
from reminders.forms import MessageFilter
from reminders.heartbeats import pulses
from reminders.models import Message
from reminders.people import held
from reminders.planning import everything_due
from reminders.tables import COLOURS, MessageTable, OutboxTable
from reminders.words import level_words, role_words, stage_words

NAMED = 2  # organisations of a mail, in its row


@require_safe
def reminders(request):
    require(request.user, MANAGE_REMINDERS)
    as_at, chosen = request.as_at, MessageFilter(request.GET)
    found = list(chosen.narrow(queries.messages(as_at.moment), as_at.day))
    places = queries.about(found)
    table = MessageTable([_message_row(message, places.get(message.pk, []), as_at) for message in found])

    def context():
        said = {"filter": chosen, "manages": True}
        if as_at.is_past:
            return said
        due, running = everything_due(as_at), pulses(timezone.now())
        without = queries.with_nobody(due, as_at.day)
        return said | {
            "counts": queries.counts(as_at.day),
            "nobody": [(each, role_words(sorted(roles))) for each, roles in without],
            "nobody_added": queries.nobody_added(as_at.moment).count(),
            "unanswered": sum(not each.closed for each in queries.unanswered(due, as_at)),
            "held": sorted(held(as_at.day).values(), key=lambda row: row.until),
            "pulses": running,
            "silent": [pulse for pulse in running if pulse.is_silent],
        }

    return list_page(request, table, f"reminders-{as_at.day}", "reminders/reminders.html", context)


def _message_row(message, places, as_at):
    names = [str(place) for place in places[:NAMED]]
    shown = get_text_list(names, _("and"))
    if len(places) > NAMED:
        shown = _("%(names)s and %(n)d more") % {"names": ", ".join(names), "n": len(places) - NAMED}
    return {
        "to": str(message.recipient),
        "url": as_at.link(reverse("message", args=[message.pk])),
        "day": message.day,
        "about": shown,
        "number": message.number,
        "state": Message.State(message.then).label,
        "code": message.then,
        "at": message.ended_at if message.then in Message.ENDED else message.next_try_at,
        "said": message.said,
        "address": message.address,
        "subject": message.subject,
        "attempts": message.attempts,
        "reference": str(message.pk),
    }


@require_safe
def message(request, pk):
    """One's own, or any for the Unit; of another's nobody learns even that it is there."""
    found = get_object_or_404(queries.messages(request.as_at.moment).defer(None), pk=pk)
    manages = can(request.user, MANAGE_REMINDERS)
    if found.recipient_id != request.user.pk and not manages:
        raise Http404
    known, rows = kinds(), []
    for each in found.reminders.select_related("matter__organisation").order_by("matter__due", "pk"):
        of, kind = each.matter, known.get(each.matter.kind)
        said = {"title": of.title, "organisation": of.organisation, "due": of.due, "dropped": each.dropped}
        said |= {"stage": stage_words(each.stage), "level": level_words(each.level)}
        rows.append(said | {"kind": kind.label if kind else of.kind})
    waits = found.state in (Message.State.QUEUED, Message.State.FAILED)
    context = {
        "message": found,
        "state": Message.State(found.then).label,
        "colour": COLOURS[found.then],
        "ended": found.then in Message.ENDED,
        "rows": rows,
        "manages": manages,
        "can_send": manages and waits and not request.as_at.is_past,
    }
    return render(request, "reminders/message.html", context)


@require_POST
def send_now(request, pk):
    require(request.user, MANAGE_REMINDERS)
    found = get_object_or_404(Message, pk=pk)
    try:
        actions.send_now(message=found, by=request.user)
    except RuleBroken as refused:
        messages.error(request, refused.message)
    else:
        messages.success(request, _("A worker has it now. Open this page again in a moment to see what became of it."))
    return redirect("message", pk=pk)


@require_safe
def outbox(request):
    _demonstration_only()
    found = queries.messages().filter(sender="outbox", state=Message.State.SENT).order_by("-ended_at")
    rows = [
        {
            "subject": message.subject,
            "url": reverse("outbox_message", args=[message.pk]),
            "to": str(message.recipient),
            "address": message.address,
            "at": message.ended_at,
        }
        for message in found
    ]
    context = {"manages": can(request.user, MANAGE_REMINDERS)}
    return list_page(request, OutboxTable(rows), "outbox", "reminders/outbox.html", context)


@require_safe
def outbox_message(request, pk):
    _demonstration_only()
    found = get_object_or_404(Message.objects.select_related("recipient"), pk=pk, sender="outbox")
    return render(request, "reminders/outbox_message.html", {"message": found, "from": settings.DEFAULT_FROM_EMAIL})


def _demonstration_only():
    """Its people do not exist, so their mail is everybody's to read."""
    if not settings.DEMO:
        raise Http404
