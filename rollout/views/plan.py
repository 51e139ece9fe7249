"""Planning periods: a form, then what would come and what would go, then the act."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.permissions import MANAGE_PERIODS
from forces.access import require
from forces.actions import plan_periods as add_periods
from forces.actions.periods import check_spans
from forces.models import OwedBy, ReportingPeriod
from forces.periods import DAY, working_days
from ledger.actions import Refused
from rollout.actions import change_schedule, replaceable
from rollout.forms.schedule import SeriesForm, SinglePeriodForm

KINDS = {"series": SeriesForm, "single": SinglePeriodForm}


def plan_periods(request):
    require(request.user, MANAGE_PERIODS)
    if request.as_at.is_past:
        return redirect(request.as_at.link(reverse("periods")))
    kind = request.GET.get("kind") if request.GET.get("kind") in KINDS else "series"
    posted = request.method == "POST"
    form = KINDS[kind](request.POST if posted else None, today=request.as_at.day)
    plan = _plan(form, kind, request.as_at.day) if posted and form.is_valid() else None
    if plan is None or "change" in request.POST:
        return render(request, "rollout/plan_periods.html", {"form": form, "kind": kind})
    if request.POST.get("seen") == plan["seen"] and _act(request, form, kind):
        return redirect("periods")
    context = plan | {"form": form, "kind": kind, "moved_on": "seen" in request.POST}
    return render(request, "rollout/plan_check.html", context)


def _plan(form, kind, today):
    """What would come, what it takes the place of, and what stays; None when the form says why it cannot be."""
    owed_by, spans = OwedBy(form.cleaned_data["owed_by"]), form.spans()
    gone = list(replaceable(owed_by, spans[0].starts, today)) if kind == "series" else []
    there = ReportingPeriod.objects.known_at(None)
    stays = [period for period in there if period not in gone]
    try:
        check_spans(spans, owed_by, among=stays)
    except Refused as refused:
        form.add_error(refused.field, refused.message)
        return None
    return {
        "coming": [
            (ReportingPeriod(starts=s.starts, ends=s.ends, due=s.due), working_days(s.ends, s.due)) for s in spans
        ],
        "owed_by": owed_by.label,
        "gone": gone,
        "stays": [period for period in stays if period.ends >= today],
        "gap": _gap(spans[0].starts, owed_by, stays),
        # Whoever sends this has seen this schedule and no other.
        "seen": "-".join(str(period.pk) for period in there) or "none",
    }


def _gap(starts, owed_by, stays):
    """The days between the last period before this one and its first day, for which nobody would owe a return."""
    kinds = set(owed_by.kinds)
    ends = [each.ends for each in stays if kinds & set(OwedBy(each.owed_by).kinds) and each.ends < starts]
    if not ends or max(ends) + DAY == starts:
        return None
    return max(ends) + DAY, starts - DAY


def _period(span) -> ReportingPeriod:
    return ReportingPeriod(starts=span.starts, ends=span.ends, due=span.due)


def _act(request, form, kind) -> bool:
    said = {"spans": form.spans(), "owed_by": form.cleaned_data["owed_by"], "by": request.user}
    try:
        planned = change_schedule(today=request.as_at.day, **said) if kind == "series" else add_periods(**said)
    except Refused as refused:
        form.add_error(refused.field, refused.message)
        return False
    words = ngettext("%d period is planned.", "%d periods are planned.", len(planned)) % len(planned)
    messages.success(request, f"{words} {_('Those who owe a return see it as soon as it begins.')}")
    return True
