"""An organisation's returns: the list, one as a task list, and what was accepted as it was written then."""

import logging
from functools import partial

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.http import content_disposition_header
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe
from django_tables2 import RequestConfig

from accounts.permissions import (
    CORRECT_RETURN,
    OWN,
    PREPARE_RETURN,
    RECORD_UPDATE,
    REVIEW_RETURN,
    SIGN_RETURN,
    VIEW_DETAIL,
)
from forces.access import access_of, can, get_organisation
from govuk.tables import export_or_none
from ledger.evidence import broken_file
from rollout.access import get_return
from rollout.frozen import is_whole, style_source
from rollout.models import FrozenFile
from rollout.own_returns import next_step, open_returns, returns_of, sentence
from rollout.queries import positions
from rollout.queries.views import asked_when_sent_back
from rollout.scales import State
from rollout.tables import ReturnsTable
from rollout.task_list import task_list

logger = logging.getLogger(__name__)
TYPES = {FrozenFile.Kind.CSV: "text/csv; charset=utf-8", FrozenFile.Kind.HTML: "text/html; charset=utf-8"}


@require_safe
def organisation_returns(request, slug):
    organisation = get_organisation(request.user, slug, VIEW_DETAIL)
    as_at = request.as_at
    table = ReturnsTable([_table_row(page, as_at) for page in returns_of(organisation, as_at)])
    RequestConfig(request).configure(table)
    if (file := export_or_none(request, table, f"{slug}-returns-{as_at.day}")) is not None:
        return file
    known = organisation.commitments.known_on(as_at.day)
    found = positions(known, as_at.moment)
    rows = {pk: found.get(pk) for pk in known.values_list("pk", flat=True)}
    context = {
        "organisation": organisation,
        "is_own": organisation.pk in access_of(request.user).organisation_ids(VIEW_DETAIL, OWN),
        "table": table,
        "open_returns": open_returns(request.user, organisation, as_at, rows),
    }
    return render(request, "rollout/organisation_returns.html", context)


def _table_row(page, as_at) -> dict:
    return {
        "period": page.period,
        "starts": page.period.starts,
        "url": as_at.link(page.url),
        "state": page.state,
        "revision": page.at.found.revision if page.at else 1,
        "due": page.due,
        "extended_from": page.period.due if page.extension else None,
        "signed": page.at and page.at.signed and localdate(page.at.signed.recorded_at),
        "accepted": localdate(page.accepted[0].accepted.recorded_at) if page.accepted else None,
    }


@require_safe
def return_page(request, slug, starts):
    page = get_return(request, slug, starts, VIEW_DETAIL)
    as_at, tasks = request.as_at, task_list(page, request.as_at)
    begun = page.period.starts <= as_at.day
    sent_back = [page.changes] if page.changes else []
    asked = asked_when_sent_back(sent_back, as_at.moment).get(page.at and page.at.found, [])
    context = {
        "page": page,
        "organisation": page.organisation,
        "tasks": tasks,
        "ahead": tasks.since and tasks.since.is_ahead(as_at.day),
        "asked": asked,
        "other_queries": [item for item in tasks.asked if item.query.pk not in {each.query.pk for each in asked}],
        "sentence": sentence(
            page,
            as_at.day,
            missing=len(tasks.missing),
            total=len(tasks.items),
            unexplained=len(tasks.unexplained),
            queries=len(tasks.asked),
        ),
        "next_step": begun and not as_at.is_past and next_step(page, request.user),
        "may": _may(request, page, tasks) if begun and not as_at.is_past else {},
        "files": FrozenFile.objects.filter(of_return__in=[each.found for each in page.accepted]).defer("content"),
    }
    return render(request, "rollout/return.html", context)


def _may(request, page, tasks) -> dict[str, bool]:
    """What the person can do about the return now."""
    ready, held = page.state == State.READY, partial(can, request.user, organisation=page.organisation)
    return {
        "confirm": page.in_work and not page.is_correction and bool(tasks.confirmable) and held(RECORD_UPDATE),
        "mark_ready": page.in_work and held(PREPARE_RETURN),
        "correct_statements": page.is_correction and page.in_work and held(CORRECT_RETURN),
        "take_back": ready and held(PREPARE_RETURN),
        "sign": ready and held(SIGN_RETURN) and not page.prepared_by(request.user),
        "correct": page.state == State.ACCEPTED and held(CORRECT_RETURN),
        "review": page.state == State.SIGNED and held(REVIEW_RETURN),
    }


@require_safe
def frozen_return(request, slug, starts, revision, kind):
    """The bytes as they were written when the return was accepted. The page opens in the browser, without any of this
    site's rights."""
    page = get_return(request, slug, starts, VIEW_DETAIL)
    of_return = next((each.found for each in page.accepted if each.found.revision == revision), None)
    if of_return is None or kind not in TYPES:
        raise Http404
    file = get_object_or_404(FrozenFile, of_return=of_return, kind=kind)
    content, period = bytes(file.content), page.period
    name = f"{slug}-{period.starts}-to-{period.ends}-revision-{revision}.{kind}"
    if not is_whole(file):
        logger.error("frozen file %s is not as it was written", file.pk)
        return broken_file(request, name)
    response = HttpResponse(content, content_type=TYPES[kind])
    response["Content-Disposition"] = content_disposition_header(kind == FrozenFile.Kind.CSV, name)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = f"default-src 'none'; style-src {style_source(content)}; sandbox"
    return response
