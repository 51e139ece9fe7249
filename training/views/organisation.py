"""What the training page of one force shows, as at the page's day."""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe
from django_tables2 import RequestConfig

from accounts.permissions import RECORD_TRAINING, VIEW_DETAIL, VIEW_TRAINING
from forces.access import can, get_force
from govuk.exports import FORMATS
from govuk.tables import export_or_none
from training import words
from training.models import LEARNERS
from training.months import last_full_month, months_between
from training.progress import force_progress, reached
from training.queries import courses, figures, headcounts_of, quotas, shares, workforce_of
from training.tables import MonthTable, headcount_table, month_rows, posts_table


@require_safe
def organisation_training(request, slug):
    force = get_force(request.user, slug, VIEW_TRAINING)
    as_at, detail = request.as_at, can(request.user, VIEW_DETAIL, force)
    known, taught = quotas(as_at), list(courses(as_at))
    quota, course = _chosen(known, request.GET.get("quota", "")), _chosen(taught, request.GET.get("course", ""))
    reported = figures(force, as_at.moment)
    posts, heads = list(workforce_of(force, as_at)), list(headcounts_of(force, as_at))
    rows = month_rows(course, reported, as_at, detail=detail) if course else []
    months = MonthTable(rows, caption=course and course.name)
    RequestConfig(request).configure(months)
    lists = {"posts": posts_table(posts, detail=detail), "headcounts": headcount_table(heads, detail=detail)}
    chosen = request.GET.get("list", "")
    name = f"{slug}-training-{chosen if chosen in lists else course and course.code}-{as_at.day}"
    if export := export_or_none(request, lists.get(chosen, months), name):
        return export
    page = {
        "quota": quota,
        "courses": taught,
        "workforce": posts[0] if posts else None,
        "headcounts": heads,
        "trained": [(audience.label, _trained(audience, taught, reported, heads, as_at)) for audience in LEARNERS],
    }
    context = {
        "organisation": force,
        "page": page | _against_quota(force, quota, taught, reported, as_at) if quota else page,
        "course": course,
        "table": months,
        "lists": lists,
        "formats": list(FORMATS),
        "others": [other for other in known if other is not quota],
        "may_record": not as_at.is_past and can(request.user, RECORD_TRAINING, force),
        "kept": (f"&quota={quota.code}" if quota else "") + as_at.kept or "&",
    }
    return render(request, "training/organisation.html", context)


def _chosen(rows, code):
    """The one asked for, else the first; None when there is none."""
    if code and code not in {row.code for row in rows}:
        raise Http404
    return next((row for row in rows if code in ("", row.code)), None)


def _against_quota(force, quota, taught, reported, as_at) -> dict:
    counted, share = [course for course in taught if course.counts], shares(quota, as_at.moment).get(force.pk)
    # From the quota's first month on, also after it is due.
    report = {month: number for month, number in reported.report(counted).items() if month >= quota.starts}
    now = force_progress(quota, as_at.day, force, report, share)
    return {
        "now": now,
        "sentence": words.sentence(str(force), ", ".join(course.short_name for course in counted), now),
        "against_share": words.against_share(now, quota, reached(now.quota, report)),
        # Fuller than full it cannot be; the words beside it can.
        "bar": {"value": min(now.done, now.quota), "max": now.quota} if share and now.done is not None else None,
        "until": min(as_at.day, quota.due),  # completions count up to it
        "missing": words.missing(now) if now.missing else "",
        "missing_runs": words.runs(now.missing),
    }


def _trained(audience, taught, reported, heads, as_at) -> str:
    learning = [course for course in taught if course.audience == audience]
    report, until = reported.report(learning), last_full_month(as_at.day)
    months = {month for course in learning for month in months_between(course.first_month, until)}
    stated = next((row for row in heads if row.kind == audience), None)
    return words.trained(sum(report.values()) if report else None, stated, len(months - report.keys()), len(months))
