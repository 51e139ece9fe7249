"""From which day on figures, returns and claims are owed: what lies before is welcome, and nobody is late with it."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django_tables2 import RequestConfig

from accounts.permissions import MANAGE_PERIODS, MANAGE_REMINDERS
from forces import actions
from forces.access import can, require
from forces.models import EVERYTHING, OwedFrom
from forces.queries import owed_from
from govuk.tables import export_or_none
from ledger.actions import Refused
from reminders.forms import OwedFromForm
from reminders.queries import nobody_added, obligations
from reminders.tables import OwedTable
from reminders.words import day_words


@require_safe
def owed_days(request):
    require(request.user, MANAGE_REMINDERS)
    as_at = request.as_at
    may_set = can(request.user, MANAGE_PERIODS) and not as_at.is_past
    last = {row.obligation: row for row in owed_from(as_at.moment).select_related("recorded_by")}
    rows = {code: row for code, row in last.items() if row.day}
    table = OwedTable([_listed(code, words, rows, may_set) for code, words in obligations(as_at).items()])
    RequestConfig(request).configure(table)
    if (file := export_or_none(request, table, f"owed-from-{as_at.day}")) is not None:
        return file
    nobody = list(nobody_added(as_at.moment))
    return render(request, "reminders/owed_days.html", {"table": table, "nobody": nobody, "manages": True})


def _listed(code, words, rows, may_set):
    row = rows.get(code)
    return {
        "what": words,
        "url": reverse("set_owed_from", args=[code]) if may_set else "",
        "day": day_words(row.day) if row else _by_default(code, rows),
        "reason": row and row.reason,
        "by": row and str(row.recorded_by),
        "at": row and row.recorded_at,
    }


def _by_default(code, rows) -> str:
    if code != EVERYTHING and EVERYTHING in rows:
        return _("%(day)s, as everything") % {"day": day_words(rows[EVERYTHING].day)}
    return _("the day on which an organisation's first person was added")


def set_owed_from(request, obligation):
    require(request.user, MANAGE_PERIODS)
    words = obligations(request.as_at).get(obligation)
    if words is None:
        raise Http404
    if request.as_at.is_past:
        return redirect(request.as_at.link(reverse("owed_days")))
    rows = list(OwedFrom.objects.filter(obligation=obligation).select_related("recorded_by"))
    last = rows[0] if rows else None
    form = OwedFromForm(request.POST) if request.method == "POST" else OwedFromForm.of(last, day=last and last.day)
    if form.is_bound and form.is_valid() and _set(request, form, obligation):
        messages.success(request, _("“%(what)s”: recorded. It counts from the next reminder on.") % {"what": words})
        return redirect("owed_days")
    return render(request, "reminders/set_owed_from.html", {"form": form, "what": words, "rows": rows})


def _set(request, form, obligation):
    said = {name: form.cleaned_data[name] for name in ("day", "reason", "base")}
    try:
        return actions.set_owed_from(obligation=obligation, by=request.user, **said)
    except Refused as refused:
        form.add_error(refused.field or None, refused.message)
        if not refused.field:
            last = OwedFrom.objects.filter(obligation=obligation).first()
            form.renew(base=last.pk if last else 0)
        return None
