from urllib.parse import urlencode

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe
from django_tables2 import RequestConfig

from accounts.permissions import RECORD_TRAINING, VIEW_DETAIL, VIEW_TRAINING
from forces.access import can, get_force
from govuk.exports import FORMATS
from govuk.tables import export_or_none
from training.force import force_page
from training.force_tables import MonthTable, headcount_table, month_rows, posts_table
from training.queries import quotas


@require_safe
def organisation_training(request, slug):
    force = get_force(request.user, slug, VIEW_TRAINING)
    known, as_at = quotas(request.as_at), request.as_at
    quota = _chosen(known, request.GET.get("quota", ""))
    page, detail = force_page(force, quota, as_at), can(request.user, VIEW_DETAIL, force)
    course = _chosen(page.courses, request.GET.get("course", ""))
    months = MonthTable(month_rows(page, course, detail=detail) if course else [], caption=course and course.name)
    RequestConfig(request).configure(months)
    lists = {
        "posts": posts_table(page.workforces, detail=detail),
        "headcounts": headcount_table(page.headcounts, detail=detail),
    }
    chosen = request.GET.get("list", "")
    name = f"{slug}-training-{chosen if chosen in lists else course and course.code}-{as_at.day}"
    if export := export_or_none(request, lists.get(chosen, months), name):
        return export
    context = {
        "organisation": force,
        "page": page,
        "course": course,
        "table": months,
        "lists": lists,
        "formats": list(FORMATS),
        "others": [other for other in known if other is not quota],
        "may_record": not as_at.is_past and can(request.user, RECORD_TRAINING, force),
        "kept": _kept(quota, as_at),
    }
    return render(request, "training/organisation.html", context)


def _kept(quota, as_at) -> str:
    """What the page's own links keep: the quota and the day."""
    kept = {"quota": quota.code} if quota else {}
    return "&" + urlencode(kept | ({"as-at": as_at.day.isoformat()} if as_at.is_past else {}))


def _chosen(rows, code):
    """The one asked for, else the first; None when there is none."""
    if code and code not in {row.code for row in rows}:
        raise Http404
    return next((row for row in rows if code in ("", row.code)), None)
