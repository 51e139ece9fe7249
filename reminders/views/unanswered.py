"""What was chased for twelve weeks without an answer: out of the mails, and taken up by hand."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django_tables2 import RequestConfig

from accounts.permissions import MANAGE_REMINDERS
from forces.access import require
from forces.deadlines import kinds
from forces.periods import working_days
from govuk.tables import export_or_none
from ledger.actions import Refused
from reminders import actions, queries
from reminders.forms import TakeUpForm
from reminders.models import Message, Reminder, TakenUp
from reminders.planning import everything_due
from reminders.rules import CHASED_FOR
from reminders.tables import UnansweredTable


@require_safe
def unanswered(request):
    require(request.user, MANAGE_REMINDERS)
    as_at, closed = request.as_at, request.GET.get("show") == "closed"
    found = queries.unanswered(everything_due(as_at), as_at)
    shown = [each for each in found if each.closed == closed]
    table = UnansweredTable([_listed(each, as_at) for each in shown])
    RequestConfig(request).configure(table)
    if (file := export_or_none(request, table, f"unanswered-{as_at.day}")) is not None:
        return file
    number = {"closed": sum(each.closed for each in found), "open": sum(not each.closed for each in found)}
    context = {
        "table": table,
        "closed": closed,
        "closed_url": as_at.link(reverse("unanswered") + "?show=closed"),
        "number": number,
        "never": sum(not each.mails for each in shown),
        "weeks": CHASED_FOR.days // 7,
        "manages": True,
    }
    return render(request, "reminders/unanswered.html", context)


def _listed(each, as_at):
    deadline, last = each.deadline, each.taken_up
    return {
        "title": deadline.title,
        "url": as_at.link(reverse("take_up", args=[deadline.key])),
        "organisation": str(deadline.organisation) if deadline.organisation else None,
        "kind": kinds()[deadline.kind].label,
        "due": deadline.due,
        "late": working_days(deadline.due, as_at.day),
        "mails": each.mails,
        "mailed": each.mailed,
        "note": last and last.note,
        "by": last and str(last.recorded_by),
        "at": last and last.recorded_at,
    }


def take_up(request, key):
    require(request.user, MANAGE_REMINDERS)
    as_at = request.as_at
    found = next((each for each in queries.unanswered(everything_due(as_at), as_at) if each.deadline.key == key), None)
    if found is None:
        raise Http404
    deadline, of = found.deadline, {"matter__deadline": key, "matter__due": found.deadline.due}
    rows = TakenUp.objects.known_at(as_at.moment).filter(**of).select_related("recorded_by")
    sent = Reminder.objects.filter(**of, dropped="", message__state=Message.State.SENT)
    if as_at.is_past:
        sent = sent.filter(message__ended_at__lt=as_at.moment)
    last = rows.first()
    form = TakeUpForm(request.POST) if request.method == "POST" and not as_at.is_past else TakeUpForm.of(last)
    if form.is_bound and form.is_valid() and (done := _take_up(request, form, deadline)):
        messages.success(request, _what_happens(done))
        return redirect("unanswered")
    context = {
        "deadline": deadline,
        "url": as_at.link(deadline.url),
        "late": working_days(deadline.due, as_at.day),
        "closed": found.closed,
        "form": None if as_at.is_past else form,
        "rows": rows,
        "sent": sent.select_related("message__recipient").order_by("-message__day", "-pk"),
    }
    return render(request, "reminders/take_up.html", context)


def _take_up(request, form, deadline):
    said = {"decision": form.cleaned_data["decision"], "note": form.cleaned_data["reason"]}
    try:
        return actions.take_up(deadline=deadline, by=request.user, base=form.cleaned_data["base"], **said)
    except Refused as refused:
        form.add_error(refused.field or None, refused.message)
        if not refused.field:
            last = TakenUp.objects.filter(matter__deadline=deadline.key, matter__due=deadline.due).first()
            form.renew(base=last.pk if last else 0)
        return None


def _what_happens(done) -> str:
    return {
        TakenUp.Decision.NOTE: _("Your note is recorded. It stays among what was chased without an answer."),
        TakenUp.Decision.RESUME: _("It is in the mails again, for twelve weeks from today."),
        TakenUp.Decision.CLOSE: _("It is closed: nobody chases it any more. It stays open on its own page."),
    }[done.decision]
