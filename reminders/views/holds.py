"""Whose reminders wait: an organisation's, until a day, for a reason."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django_tables2 import RequestConfig

from accounts.permissions import MANAGE_REMINDERS
from forces.access import get_organisation, require
from forces.models import Organisation
from govuk.tables import export_or_none
from ledger.actions import Refused
from reminders import actions
from reminders.forms import HoldForm
from reminders.models import Hold
from reminders.people import held
from reminders.tables import HoldTable
from reminders.words import day_words


@require_safe
def holds(request):
    require(request.user, MANAGE_REMINDERS)
    on_hold = held(request.as_at.day, request.as_at.moment)
    rows = [_listed(each, on_hold.get(each.pk), request.as_at) for each in Organisation.objects.all()]
    table = HoldTable(sorted(rows, key=lambda row: row["until"] is None))
    RequestConfig(request).configure(table)
    if (file := export_or_none(request, table, f"holds-{request.as_at.day}")) is not None:
        return file
    return render(request, "reminders/holds.html", {"table": table, "number": len(on_hold), "manages": True})


def _listed(organisation, row, as_at):
    return {
        "organisation": organisation.short_name,
        "url": as_at.link(reverse("hold", args=[organisation.slug])),
        "until": row and row.until,
        "reason": row and row.reason,
        "by": row and str(row.recorded_by),
    }


def hold(request, slug):
    organisation = get_organisation(request.user, slug, MANAGE_REMINDERS)
    if request.as_at.is_past:
        return redirect(request.as_at.link(reverse("holds")))
    rows = list(Hold.objects.filter(organisation=organisation).select_related("recorded_by"))
    last = rows[0] if rows else None
    form = HoldForm(request.POST) if request.method == "POST" else HoldForm.of(last)
    if form.is_bound and form.is_valid() and (done := _hold(request, form, organisation)):
        messages.success(request, _what_happens(done))
        return redirect("holds")
    now = last if last and last.until and last.until >= request.as_at.day else None
    context = {"form": form, "organisation": organisation, "rows": rows, "now": now}
    return render(request, "reminders/hold.html", context)


def _hold(request, form, organisation):
    said = {name: form.cleaned_data[name] for name in ("until", "reason", "base")}
    try:
        return actions.hold(organisation=organisation, by=request.user, today=request.as_at.day, **said)
    except Refused as refused:
        form.add_error(refused.field or None, refused.message)
        if not refused.field:
            last = Hold.objects.filter(organisation=organisation).first()
            form.renew(base=last.pk if last else 0)
        return None


def _what_happens(done) -> str:
    said = {"who": done.organisation, "day": day_words(done.until) if done.until else ""}
    if done.until is None:
        return _("The hold is over: reminders about %(who)s go out again from the next working day.") % said
    return _("Until the end of %(day)s nobody is reminded of what %(who)s owes.") % said
