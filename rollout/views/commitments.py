import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.permissions import OWN, RECORD_UPDATE, VIEW_DETAIL, VIEW_STATUS, VIEW_UNIT_VIEW
from forces.access import access_of, can, get_organisation
from ledger.evidence import file_response
from rollout.access import get_commitment
from rollout.differences import Stance, differing, stance_of
from rollout.models import Commitment, Correction, Evidence, Review, Update
from rollout.owed import is_overdue, other_deadlines, owed
from rollout.own_returns import open_returns, part_of
from rollout.queries import history, latest, positions
from rollout.queries.returns import corrections_of
from rollout.queries.views import open_queries, reviews_of
from rollout.scales import STANCES

PAGE = 20


@require_safe
def commitments(request, slug):
    """What you owe."""
    organisation = get_organisation(request.user, slug, VIEW_DETAIL)
    as_at = request.as_at
    known = organisation.commitments.known_on(as_at.day)
    rows = known.in_order().select_related("standard__theme__model")
    found = owed(rows, positions(known, as_at.moment), as_at.day, open_queries(known, as_at.moment))
    context = {
        "organisation": organisation,
        "also_due": other_deadlines(request, organisation),
        "is_own": organisation.pk in access_of(request.user).organisation_ids(VIEW_DETAIL, OWN),
        "owed": found,
        "open_returns": open_returns(
            request.user, organisation, as_at, {row.commitment.pk: row.position for row in found.rows}
        ),
        "can_record": _can_record(request, organisation),
    }
    return render(request, "rollout/commitments.html", context)


@require_safe
def commitment(request, slug, code):
    found = get_commitment(request, slug, code, VIEW_STATUS)
    as_at, detail = request.as_at, can(request.user, VIEW_DETAIL, found.organisation)
    last = latest(found, as_at.moment)
    views, stance = [], None
    if can(request.user, VIEW_UNIT_VIEW, found.organisation):
        views = reviews_of(found, as_at.moment, detail=detail)
        stance = stance_of(views[-1] if views else None, last and last.status)
    corrections = corrections_of(found, as_at.moment) if detail and found.was_corrected else []
    besides = sorted([*views, *corrections], key=lambda each: each.recorded_at)
    context = {
        "commitment": found,
        "organisation": found.organisation,
        "standard": found.standard,
        "last": last,
        "overdue": is_overdue(last, as_at.day),
        "part_of": part_of(found.organisation, last, as_at) if detail else "",
        "query": views[-1] if detail and stance == Stance.ASKS else None,
        "stance": STANCES[stance] if stance else "",
        "detail": detail,
        "difference": differing(views[-1], last.status) if last and views else None,
        "timeline": timeline(
            found, last, as_at.moment, asked=request.GET.get("page", ""), detail=detail, besides=besides
        ),
        "can_record": _can_record(request, found.organisation),
        "token": uuid.uuid4(),
    }
    return render(request, "rollout/commitment.html", context)


def _can_record(request, organisation) -> bool:
    return not request.as_at.is_past and can(request.user, RECORD_UPDATE, organisation)


@require_safe
def evidence(request, slug, code, pk):
    commitment = get_commitment(request, slug, code, VIEW_DETAIL)
    updates = Update.objects.known_at(request.as_at.moment).filter(commitment=commitment)
    return file_response(request, get_object_or_404(Evidence, pk=pk, update__in=updates, file__gt=""))


@dataclass(frozen=True)
class TimelineEntry:
    """An update beside the one before it, None for the first, and what the Unit thought, and what was put right of a
    return, between it and the next."""

    update: Update
    before: Update | None
    besides: list[Review | Correction]

    @property
    def status_changed(self) -> bool:
        return self.before is not None and self.before.status != self.update.status

    @property
    def confidence_changed(self) -> bool:
        return self.before is not None and self.before.confidence != self.update.confidence

    @property
    def target_moved(self) -> bool:
        return self.before is not None and self.before.target_date != self.update.target_date


@dataclass(frozen=True)
class Timeline:
    changes: list[TimelineEntry]
    number: int
    pages: int

    @property
    def newer(self) -> int | None:
        return self.number - 1 if self.number > 1 else None

    @property
    def older(self) -> int | None:
        return self.number + 1 if self.number < self.pages else None


def timeline(
    commitment: Commitment,
    last: Update | None,
    moment,
    *,
    asked: str,
    detail: bool,
    besides: Iterable[Review | Correction] = (),
) -> Timeline:
    """One page of the history up to `last`, with those of the Unit's views, and corrections of returns, that are of
    its time. Numbers have no gaps, so counting takes no query and a page is a range: from the update after it, to know
    when its time ends, to the one before it. Without `detail`, notes, reasons and evidence are not even read."""
    total = last.number if last else 0
    pages = max(1, -(-total // PAGE))
    number = min(int(asked), pages) if asked.isdecimal() and int(asked[:9]) > 0 else 1
    newest = total - (number - 1) * PAGE
    updates = history(commitment, moment).filter(number__lte=newest + 1, number__gte=newest - PAGE)
    if not detail:
        updates = updates.prefetch_related(None).defer(*Update.CONFIDENTIAL)
    rows = list(updates) if total else []
    after = rows.pop(0) if rows and rows[0].number > newest else None
    changes = []
    for update, before in zip(rows[:PAGE], [*rows[1:], None], strict=False):
        between = [
            each
            for each in besides
            if update.recorded_at <= each.recorded_at and (after is None or each.recorded_at < after.recorded_at)
        ]
        changes.append(TimelineEntry(update, before, between[::-1]))
        after = update
    return Timeline(changes, number, pages)
