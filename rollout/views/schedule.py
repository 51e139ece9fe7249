"""The schedule: periods, more time for one organisation or all, and from when a rule stops a return."""

from collections import Counter
from functools import partial

from django.contrib import messages
from django.db.models import Count, Exists, OuterRef
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe
from django_tables2 import RequestConfig

from accounts.permissions import MANAGE_PERIODS, REVIEW_RETURN
from forces.access import can, require
from forces.actions import extend
from forces.actions import plan_periods as add_periods
from forces.actions.periods import check_spans
from forces.models import Extension, Organisation, OwedBy, ReportingPeriod
from forces.periods import DAY, working_days
from forces.queries import due_dates, owes, owing
from forces.queries import periods as known_periods
from govuk.tables import export_or_none
from ledger.actions import RuleBroken, act_on
from ledger.middleware import today_only
from rollout import actions
from rollout.actions import change_schedule, replaceable
from rollout.forms.schedule import ExtendForm, RuleStartForm, SeriesForm, SinglePeriodForm
from rollout.queries.returns import events_before
from rollout.rules import RULES, rule_starts
from rollout.scales import State
from rollout.tables import PeriodTable

KINDS = {"series": SeriesForm, "single": SinglePeriodForm}


@require_safe
def periods(request):
    require(request.user, REVIEW_RETURN)
    may_manage = can(request.user, MANAGE_PERIODS) and not request.as_at.is_past
    rows = _rows(request.as_at, may_manage)
    table = PeriodTable(rows)
    RequestConfig(request).configure(table)
    if (file := export_or_none(request, table, f"periods-{request.as_at.day}")) is not None:
        return file
    context = {"table": table, "rows": rows, "may_manage": may_manage, "may_review": True}
    return render(request, "rollout/periods.html", context)


def _rows(as_at, may_manage) -> list[dict]:
    """The latest first, with extensions, and the returns signed and accepted of those owed. Four queries."""
    moment, organisations = as_at.moment, list(Organisation.objects.all())
    extended = Extension.objects.known_at(moment).order_by().values_list("period").annotate(Count("pk"))
    later = events_before(moment).filter(of_return=OuterRef("of_return"), number__gt=OuterRef("number"))
    last = events_before(moment).filter(~Exists(later), state__in=[State.SIGNED, State.ACCEPTED]).order_by()
    ended = list(last.values_list("of_return__period", "of_return__organisation", "state"))
    # An accepted return that is being corrected counts once.
    signed = Counter(period for period, _who in {row[:2] for row in ended})
    accepted = Counter(period for period, _who in {row[:2] for row in ended if row[2] == State.ACCEPTED})
    extensions = dict(extended)
    return [
        {
            "period": str(period),
            "url": as_at.link(f"{reverse('returns')}?period={period.pk}"),
            "starts": period.starts,
            "ends": period.ends,
            "due": period.due,
            "days": working_days(as_at.day, period.due),
            "ago": -working_days(as_at.day, period.due),
            "passed": period.due < as_at.day,
            "owed_by": period.get_owed_by_display(),
            "owing": sum(owes(each, period) for each in organisations),
            "signed": signed[period.pk],
            "accepted": accepted[period.pk],
            "extensions": extensions.get(period.pk, 0),
            "extend_url": reverse("extend_period", args=[period.pk]) if may_manage else "",
        }
        for period in known_periods(moment)
    ]


@today_only("periods")
def extend_period(request, pk):
    require(request.user, MANAGE_PERIODS)
    period = get_object_or_404(known_periods(request.as_at.moment), pk=pk)
    form = ExtendForm(request.POST or None, period=period, organisations=owing(period), today=request.as_at.day)
    if request.method == "POST" and form.is_valid():
        before = due_dates(period)
        said = {name: form.cleaned_data[name] for name in ("due", "reason")}
        act = partial(extend, period=period, organisation=form.chosen, by=request.user, **said)
        if extension := act_on(form, act):
            messages.success(request, _gained(extension, before))
            return redirect("extend_period", pk=period.pk)
    extensions = period.extensions.select_related("organisation", "recorded_by")
    given = [(each, working_days(period.due, each.due)) for each in extensions]
    return render(request, "rollout/extend_period.html", {"period": period, "form": form, "given": given})


def _gained(extension, before) -> str:
    """What it changed, against the due date that held before."""
    who = extension.organisation
    was = before.of(who) if who else (before.for_all.due if before.for_all else before.planned)
    days = working_days(was, extension.due)
    said = {"who": who or _("All who owe a return"), "due": date_format(extension.due, "j F Y"), "n": days}
    if days <= 0:
        return _("%(who)s: the due date is now %(due)s. No working day is gained.") % said
    words = ngettext(
        "%(who)s: the due date is now %(due)s, %(n)d working day more.",
        "%(who)s: the due date is now %(due)s, %(n)d working days more.",
        days,
    )
    return words % said


@require_safe
def rules(request):
    require(request.user, REVIEW_RETURN)
    last = rule_starts(request.as_at.moment)
    rows = [_rule(rule, last.get(rule.code), request.as_at.day) for rule in RULES]
    may_manage = can(request.user, MANAGE_PERIODS) and not request.as_at.is_past
    return render(request, "rollout/rules.html", {"rows": rows, "may_manage": may_manage, "may_review": True})


def _rule(rule, start, day):
    stops_from = start.stops_from if start else rule.stops_from
    return {"rule": rule, "start": start, "stops_from": stops_from, "stops": stops_from <= day}


@today_only("rules")
def set_rule_start(request, rule):
    require(request.user, MANAGE_PERIODS)
    found = next((each for each in RULES if each.code == rule), None)
    if found is None:
        raise Http404
    row = _rule(found, rule_starts(None).get(rule), request.as_at.day)
    form = RuleStartForm(request.POST or None, today=request.as_at.day, initial={"stops_from": row["stops_from"]})
    if request.method == "POST" and form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("stops_from", "reason")}
        actions.set_rule_start(rule=rule, by=request.user, **said)
        day = date_format(said["stops_from"], "j F Y")
        messages.success(request, _("From %(day)s this rule stops a return; until then it informs.") % {"day": day})
        return redirect("rules")
    return render(request, "rollout/set_rule_start.html", {"form": form, "row": row})


@today_only("periods")
def plan_periods(request):
    require(request.user, MANAGE_PERIODS)
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
    starts = spans[0].starts
    gone = list(replaceable(owed_by, starts, today)) if kind == "series" else []
    there = ReportingPeriod.objects.known_at(None)
    stays = [period for period in there if period not in gone]
    try:
        check_spans(spans, owed_by, among=stays)
    except RuleBroken as refused:
        form.add_error(refused.field, refused.message)
        return None
    kinds = set(owed_by.kinds)
    ends = [each.ends for each in stays if kinds & set(OwedBy(each.owed_by).kinds) and each.ends < starts]
    return {
        "coming": [
            (ReportingPeriod(starts=s.starts, ends=s.ends, due=s.due), working_days(s.ends, s.due)) for s in spans
        ],
        "owed_by": owed_by.label,
        "gone": gone,
        "stays": [period for period in stays if period.ends >= today],
        # The days since the last period before the first of these, for which nobody would owe a return.
        "gap": (max(ends) + DAY, starts - DAY) if ends and max(ends) + DAY != starts else None,
        # Whoever sends this has seen this schedule and no other.
        "seen": "-".join(str(period.pk) for period in there) or "none",
    }


def _act(request, form, kind) -> bool:
    said = {"spans": form.spans(), "owed_by": form.cleaned_data["owed_by"], "by": request.user}
    act = partial(change_schedule, today=request.as_at.day) if kind == "series" else add_periods
    planned = act_on(form, lambda: act(**said))
    if planned is None:
        return False
    words = ngettext("%d period is planned.", "%d periods are planned.", len(planned)) % len(planned)
    messages.success(request, f"{words} {_('Those who owe a return see it as soon as it begins.')}")
    return True
