"""What the Unit decides by hand: whose reminders wait, from which day on something is owed, and what becomes of what
was chased for twelve weeks without an answer."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.permissions import MANAGE_PERIODS, MANAGE_REMINDERS
from forces.access import can, get_organisation, require
from forces.actions import set_owed_from as record_owed_from
from forces.deadlines import kinds
from forces.models import EVERYTHING, Organisation, OwedFrom
from forces.periods import working_days
from forces.queries import owed_from
from govuk.numbers import day_text
from govuk.tables import list_page
from ledger.actions import act_on
from ledger.middleware import today_only
from reminders import actions, queries
from reminders.forms import HoldForm, OwedFromForm, TakeUpForm
from reminders.models import Hold, Message, Reminder, TakenUp
from reminders.people import held
from reminders.planning import everything_due
from reminders.rules import CHASED_FOR
from reminders.tables import HoldTable, OwedTable, UnansweredTable


@require_safe
def holds(request):
    require(request.user, MANAGE_REMINDERS)
    as_at, rows = request.as_at, []
    on_hold = held(as_at.day, as_at.moment)
    for organisation in Organisation.objects.all():
        row = on_hold.get(organisation.pk)
        url = as_at.link(reverse("hold", args=[organisation.slug]))
        said = {"until": row and row.until, "reason": row and row.reason, "by": row and str(row.recorded_by)}
        rows.append({"organisation": organisation.short_name, "url": url} | said)
    table = HoldTable(sorted(rows, key=lambda row: row["until"] is None))
    context = {"number": len(on_hold), "manages": True}
    return list_page(request, table, f"holds-{as_at.day}", "reminders/holds.html", context)


@today_only("holds")
def hold(request, slug):
    organisation = get_organisation(request.user, slug, MANAGE_REMINDERS)
    rows = list(Hold.objects.filter(organisation=organisation).select_related("recorded_by"))
    last = rows[0] if rows else None
    of = {"organisation": organisation, "by": request.user, "today": request.as_at.day}
    form = HoldForm.read(request, last)
    if done := _recorded(form, last, lambda **said: actions.hold(**of, **said)):
        words = _("The hold is over: reminders about %(who)s go out again from the next working day.")
        if done.until:
            words = _("Until the end of %(day)s nobody is reminded of what %(who)s owes.")
        messages.success(request, words % {"who": organisation, "day": day_text(done.until) if done.until else ""})
        return redirect("holds")
    now = last if last and last.until and last.until >= request.as_at.day else None
    context = {"form": form, "organisation": organisation, "rows": rows, "now": now}
    return render(request, "reminders/hold.html", context)


def _recorded(form, last, act):
    """What `act` made of what the form says; None when it does not stand."""
    if not form.is_bound or not form.is_valid():
        return None
    said = {name: value for name, value in form.cleaned_data.items() if name != "checked"}
    return act_on(form, lambda: act(**said), base=last.pk if last else 0)


@require_safe
def owed_days(request):
    require(request.user, MANAGE_REMINDERS)
    as_at = request.as_at
    may_set = can(request.user, MANAGE_PERIODS) and not as_at.is_past
    last = {row.obligation: row for row in owed_from(as_at.moment).select_related("recorded_by")}
    set_days = {code: row for code, row in last.items() if row.day}
    rows = []
    for code, words in queries.obligations(as_at).items():
        row = set_days.get(code)
        if row:
            day = day_text(row.day)
        elif EVERYTHING in set_days:
            day = _("%(day)s, as everything") % {"day": day_text(set_days[EVERYTHING].day)}
        else:
            day = _("the day on which an organisation's first person was added")
        said = {"reason": row and row.reason, "by": row and str(row.recorded_by), "at": row and row.recorded_at}
        url = reverse("set_owed_from", args=[code]) if may_set else ""
        rows.append({"what": words, "url": url, "day": day} | said)
    context = {"nobody": queries.nobody_added(as_at.moment), "manages": True}
    return list_page(request, OwedTable(rows), f"owed-from-{as_at.day}", "reminders/owed_days.html", context)


@today_only("owed_days")
def set_owed_from(request, obligation):
    require(request.user, MANAGE_PERIODS)
    words = queries.obligations(request.as_at).get(obligation)
    if words is None:
        raise Http404
    rows = list(OwedFrom.objects.filter(obligation=obligation).select_related("recorded_by"))
    last = rows[0] if rows else None
    form = OwedFromForm.read(request, last, day=last and last.day)
    if _recorded(form, last, lambda **said: record_owed_from(obligation=obligation, by=request.user, **said)):
        messages.success(request, _("“%(what)s”: recorded. It counts from the next reminder on.") % {"what": words})
        return redirect("owed_days")
    return render(request, "reminders/set_owed_from.html", {"form": form, "what": words, "rows": rows})


@require_safe
def unanswered(request):
    require(request.user, MANAGE_REMINDERS)
    as_at, closed = request.as_at, request.GET.get("show") == "closed"
    found = queries.unanswered(everything_due(as_at), as_at)
    shown = [each for each in found if each.closed == closed]
    number = {"closed": sum(each.closed for each in found), "open": sum(not each.closed for each in found)}
    context = {
        "closed": closed,
        "closed_url": as_at.link(reverse("unanswered") + "?show=closed"),
        "number": number,
        "never": sum(not each.mails for each in shown),
        "weeks": CHASED_FOR.days // 7,
        "manages": True,
    }
    table = UnansweredTable([_unanswered_row(each, as_at) for each in shown])
    return list_page(request, table, f"unanswered-{as_at.day}", "reminders/unanswered.html", context)


def _unanswered_row(each, as_at):
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
    form = None if as_at.is_past else TakeUpForm.read(request, last)

    def act(reason, **said):
        return actions.take_up(deadline=deadline, by=request.user, note=reason, **said)

    if form and (done := _recorded(form, last, act)):
        words = {
            TakenUp.Decision.NOTE: _("Your note is recorded. It stays among what was chased without an answer."),
            TakenUp.Decision.RESUME: _("It is in the mails again, for twelve weeks from today."),
            TakenUp.Decision.CLOSE: _("It is closed: nobody chases it any more. It stays open on its own page."),
        }
        messages.success(request, words[done.decision])
        return redirect("unanswered")
    context = {
        "deadline": deadline,
        "url": as_at.link(deadline.url),
        "late": working_days(deadline.due, as_at.day),
        "closed": found.closed,
        "form": form,
        "rows": rows,
        "sent": sent.select_related("message__recipient").order_by("-message__day", "-pk"),
    }
    return render(request, "reminders/take_up.html", context)
