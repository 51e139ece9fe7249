"""The schedule: periods, more time for one organisation or all, and from when a rule stops a return."""

from django.contrib import messages
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
from forces.periods import working_days
from forces.queries import due_dates, owing
from forces.queries import periods as known_periods
from govuk.tables import export_or_none
from ledger.actions import Refused
from ledger.middleware import today_only
from rollout import actions
from rollout.forms.schedule import ExtendForm, RuleStartForm
from rollout.period_list import period_list
from rollout.rules import RULES, rule_starts
from rollout.unit_tables import PeriodTable


@require_safe
def periods(request):
    require(request.user, REVIEW_RETURN)
    may_manage = can(request.user, MANAGE_PERIODS) and not request.as_at.is_past
    rows = period_list(request.as_at)
    table = PeriodTable([_listed(row, request.as_at, may_manage) for row in rows])
    RequestConfig(request).configure(table)
    if (file := export_or_none(request, table, f"periods-{request.as_at.day}")) is not None:
        return file
    context = {"table": table, "rows": rows, "may_manage": may_manage, "may_review": True}
    return render(request, "rollout/periods.html", context)


def _listed(row, as_at, may_manage):
    period = row.period
    return {
        "period": str(period),
        "url": as_at.link(f"{reverse('returns')}?period={period.pk}"),
        "starts": period.starts,
        "ends": period.ends,
        "due": period.due,
        "days": row.days,
        "ago": -row.days,
        "passed": period.due < as_at.day,
        "owed_by": period.get_owed_by_display(),
        "owing": row.owing,
        "signed": row.signed,
        "accepted": row.accepted,
        "extensions": row.extensions,
        "extend_url": reverse("extend_period", args=[period.pk]) if may_manage else "",
    }


@today_only("periods")
def extend_period(request, pk):
    require(request.user, MANAGE_PERIODS)
    period = get_object_or_404(known_periods(request.as_at.moment), pk=pk)
    form = ExtendForm(request.POST or None, period=period, organisations=owing(period), today=request.as_at.day)
    if request.method == "POST" and form.is_valid():
        before = due_dates(period)
        said = {name: form.cleaned_data[name] for name in ("due", "reason")}
        try:
            extension = extend(period=period, organisation=form.chosen, by=request.user, **said)
        except Refused as refused:
            form.add_error(refused.field, refused.message)
        else:
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
    return (
        ngettext(
            "%(who)s: the due date is now %(due)s, %(n)d working day more.",
            "%(who)s: the due date is now %(due)s, %(n)d working days more.",
            days,
        )
        % said
    )


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
