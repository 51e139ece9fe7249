"""One mail, for its recipient and the Unit; and the outbox of a demonstration."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from django_tables2 import RequestConfig

from accounts.permissions import MANAGE_REMINDERS
from forces.access import can, require
from forces.deadlines import kinds
from govuk.tables import export_or_none
from ledger.actions import Refused
from reminders import actions
from reminders.models import Message
from reminders.queries import messages as all_messages
from reminders.tables import COLOURS, OutboxTable
from reminders.words import level_words, stage_words


@require_safe
def message(request, pk):
    found, manages = _seen(request, pk), can(request.user, MANAGE_REMINDERS)
    reminders = found.reminders.select_related("matter__organisation").order_by("matter__due", "pk")
    waits = found.state in (Message.State.QUEUED, Message.State.FAILED)
    context = {
        "message": found,
        "state": Message.State(found.then).label,
        "colour": COLOURS[found.then],
        "ended": found.then in Message.ENDED,
        "rows": [_row(each) for each in reminders],
        "manages": manages,
        "can_send": manages and waits and not request.as_at.is_past,
        "is_own": found.recipient_id == request.user.pk,
    }
    return render(request, "reminders/message.html", context)


def _seen(request, pk) -> Message:
    """One's own, or any for the Unit; of another's nobody learns even that it is there."""
    found = get_object_or_404(all_messages(request.as_at.moment).defer(None), pk=pk)
    if found.recipient_id != request.user.pk and not can(request.user, MANAGE_REMINDERS):
        raise Http404
    return found


def _row(each):
    matter, kind = each.matter, kinds().get(each.matter.kind)
    return {
        "title": matter.title,
        "organisation": matter.organisation,
        "kind": kind.label if kind else matter.kind,
        "due": matter.due,
        "stage": stage_words(each.stage),
        "level": level_words(each.level),
        "dropped": each.dropped,
    }


@require_POST
def send_now(request, pk):
    require(request.user, MANAGE_REMINDERS)
    found = get_object_or_404(Message, pk=pk)
    try:
        actions.send_now(message=found, by=request.user)
    except Refused as refused:
        messages.error(request, refused.message)
    else:
        messages.success(request, _("A worker has it now. Open this page again in a moment to see what became of it."))
    return redirect("message", pk=pk)


@require_safe
def outbox(request):
    _demonstration_only()
    found = all_messages().filter(sender="outbox", state=Message.State.SENT).order_by("-ended_at")
    table = OutboxTable([_posted(each) for each in found])
    RequestConfig(request).configure(table)
    export = export_or_none(request, table, "outbox")
    context = {"table": table, "manages": can(request.user, MANAGE_REMINDERS)}
    return export or render(request, "reminders/outbox.html", context)


def _posted(message):
    return {
        "subject": message.subject,
        "url": reverse("outbox_message", args=[message.pk]),
        "to": str(message.recipient),
        "address": message.address,
        "at": message.ended_at,
    }


@require_safe
def outbox_message(request, pk):
    _demonstration_only()
    found = get_object_or_404(Message.objects.select_related("recipient"), pk=pk, sender="outbox")
    return render(request, "reminders/outbox_message.html", {"message": found, "from": settings.DEFAULT_FROM_EMAIL})


def _demonstration_only():
    """Its people do not exist, so their mail is everybody's to read."""
    if not settings.DEMO:
        raise Http404
