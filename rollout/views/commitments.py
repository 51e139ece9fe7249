import uuid

from django.shortcuts import render

from accounts.permissions import OWN, RECORD_UPDATE, VIEW_DETAIL, VIEW_STATUS, VIEW_UNIT_VIEW
from forces.access import access_of, can, get_organisation
from rollout.access import get_commitment
from rollout.differences import differing
from rollout.owed import is_overdue, owed
from rollout.queries import latest, positions
from rollout.queries.differences import reviews_of
from rollout.timeline import timeline


def commitments(request, slug):
    """What you owe."""
    organisation = get_organisation(request.user, slug, VIEW_DETAIL)
    as_at = request.as_at
    known = organisation.commitments.known_on(as_at.day)
    rows = known.in_order().select_related("standard__theme__model")
    context = {
        "organisation": organisation,
        "is_own": organisation.pk in access_of(request.user).organisation_ids(VIEW_DETAIL, OWN),
        "owed": owed(rows, positions(known, as_at.moment), as_at.day),
        "can_record": _can_record(request, organisation),
    }
    return render(request, "rollout/commitments.html", context)


def commitment(request, slug, code):
    found = get_commitment(request, slug, code, VIEW_STATUS)
    as_at, detail = request.as_at, can(request.user, VIEW_DETAIL, found.organisation)
    last = latest(found, as_at.moment)
    views = []
    if can(request.user, VIEW_UNIT_VIEW, found.organisation):
        views = reviews_of(found, as_at.moment, detail=detail)
    context = {
        "commitment": found,
        "organisation": found.organisation,
        "standard": found.standard,
        "last": last,
        "overdue": is_overdue(last, as_at.day),
        "detail": detail,
        "difference": differing(views[-1], last.status) if last and views else None,
        "timeline": timeline(found, last, as_at.moment, asked=request.GET.get("page", ""), detail=detail, views=views),
        "can_record": _can_record(request, found.organisation),
        "token": uuid.uuid4(),
    }
    return render(request, "rollout/commitment.html", context)


def _can_record(request, organisation) -> bool:
    return not request.as_at.is_past and can(request.user, RECORD_UPDATE, organisation)
