"""Writes the demonstration's grant: the one place that adds claims in bulk instead of through the actions."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal

from django.db import transaction

from accounts.permissions import CONTRIBUTOR, FINANCE_OFFICER, UNIT, UNIT_MANAGER
from demo.funding.grants import CODE, load_grants
from demo.funding.story import (
    VARIED,
    Moved,
    Saved,
    Signed,
    story,
)
from demo.people import add_people
from demo.tokens import NAMESPACE
from funding.actions.claims import set_amount
from funding.models import (
    Allocation,
    Claim,
    ClaimEvent,
    ClaimLine,
    ClaimVersion,
    Forecast,
    Statement,
    Variation,
)
from funding.moves import CLAIMS
from funding.scales import State
from ledger.actions import audit, lock_ledger
from ledger.as_at import end_of


@dataclass
class Loaded:
    allocations: int = 0
    claims: int = 0
    moves: int = 0
    left_alone: int = 0


@dataclass
class Rows:
    """What is to be added, gathered so that each table is written once."""

    claims: list[Claim] = field(default_factory=list)
    changed: list[Claim] = field(default_factory=list)
    events: list[ClaimEvent] = field(default_factory=list)
    versions: list[ClaimVersion] = field(default_factory=list)
    lines: list[ClaimLine] = field(default_factory=list)
    forecasts: list[Forecast] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)


@transaction.atomic
def load_funding_demo(*, until: dt.date, now: dt.datetime, say: Callable[[str], object] = lambda line: None) -> Loaded:
    """Up to the end of that London day, and never later than now. Adds only what is not there yet, and leaves alone
    an allocation on whose claims somebody has worked. After rollout's load_demo, which refuses where a demonstration
    has no place."""
    lock_ledger()
    say("Funding...")
    moment, authors = min(end_of(until), now), add_people()
    loaded = Loaded(allocations=load_grants(moment, authors[UNIT_MANAGER, ""][0]))
    there, rows = _there(), Rows()
    ours = Allocation.objects.filter(fund__code=CODE, recipient__force__isnull=False)
    told = [why for _change, why in VARIED.values()]
    varied = Variation.objects.exclude(reason__in=told).values("allocation")
    loaded.left_alone = ours.filter(pk__in=varied).count()
    for row in ours.exclude(pk__in=varied).select_related("recipient__force"):
        _tell(row, there, rows, authors, moment, loaded)
    _write(rows)
    loaded.claims, loaded.moves = len(rows.claims), len(rows.events)
    if loaded.allocations or loaded.moves:
        after = {"until": until.isoformat(), "claims": loaded.claims, "moves": loaded.moves}
        audit(by=None, action="demo.funding_loaded", subject=Claim, after=after, now=now)
    return loaded


def _there() -> dict[int, dict]:
    """What stands on each allocation's claims: by allocation, then by (period, kind), the claim and its events."""
    found: dict[int, dict] = defaultdict(dict)
    for claim in Claim.objects.filter(allocation__fund__code=CODE).prefetch_related("events", "versions"):
        found[claim.allocation_id][claim.starts, claim.kind] = claim
    return found


def _tell(row, there, rows, authors, moment, loaded) -> None:
    told = [each for each in story(row.recipient.force.slug, row.year, row.amount) if each.at < moment]
    claims, slug = there[row.pk], row.recipient.force.slug
    if not _is_ours(claims, told):
        loaded.left_alone += 1
        return
    forecasts = row.forecasts.count() if claims else 0
    number = 0
    for each in sorted(told, key=lambda each: each.at):
        if isinstance(each, Signed):
            if not row.statements.exists():
                by = authors[FINANCE_OFFICER, slug][0]
                rows.statements.append(Statement(allocation=row, spent=each.spent, recorded_at=each.at, recorded_by=by))
            continue
        claim = claims.get((each.span.starts, each.kind))
        if claim is None:
            claim = Claim(
                allocation=row, starts=each.span.starts, ends=each.span.ends, kind=each.kind, amount=Decimal("0.00")
            )
            claims[each.span.starts, each.kind] = claim
            rows.claims.append(claim)
        if isinstance(each, Moved):
            _move(claim, each, rows, _author(authors, each, slug))
        else:
            number += each.forecast is not None
            is_new = each.forecast is not None and number > forecasts
            _save(claim, each, rows, authors[CONTRIBUTOR, slug][0], number if is_new else 0)


def _is_ours(claims: dict, told: list) -> bool:
    """Everything that stands there is what was told."""
    moves = {(e.span.starts, e.kind, e.number): (e.state, e.at) for e in told if isinstance(e, Moved)}
    saves = {(e.span.starts, e.kind, e.number): e.at for e in told if isinstance(e, Saved)}
    for (starts, kind), claim in claims.items():
        events = {(starts, kind, event.number): (event.state, event.recorded_at) for event in claim.events.all()}
        versions = {(starts, kind, each.number): each.recorded_at for each in claim.versions.all()}
        if not (events.items() <= moves.items() and versions.items() <= saves.items()):
            return False
    return True


def _author(authors, told: Moved, slug):
    """Of the Unit's analysts one reviews, and another marks as paid."""
    if told.role != UNIT:
        return authors[told.role, slug][0]
    reviewer = 1 + len(slug) % 2
    return authors[UNIT, ""][3 - reviewer if told.state == State.PAID else reviewer]


def _move(claim, told: Moved, rows, by) -> None:
    if claim.pk and told.number <= len(claim.events.all()):
        return
    CLAIMS.stamp(claim, told.state, by, told.at)
    set_amount(claim, told.came_from, told.amount)
    if claim.pk and claim not in rows.changed:
        rows.changed.append(claim)
    rows.events.append(
        ClaimEvent(
            claim=claim,
            number=told.number,
            came_from=told.came_from,
            state=told.state,
            amount=told.amount,
            comment=told.comment,
            recorded_at=told.at,
            recorded_by=by,
        )
    )


def _save(claim, told: Saved, rows, by, forecast: int) -> None:
    if claim.pk and told.number <= len(claim.versions.all()):
        return
    token = uuid.uuid5(NAMESPACE, f"{claim.allocation_id} {told.kind} {told.span.starts} {told.number}")
    version = ClaimVersion(
        claim=claim, number=told.number, note=told.note, recorded_at=told.at, recorded_by=by, token=token
    )
    rows.versions.append(version)
    rows.lines += [
        ClaimLine(version=version, category=category, amount=amount, recorded_at=told.at)
        for category, amount in told.lines.items()
    ]
    if forecast:
        rows.forecasts.append(
            Forecast(
                allocation_id=claim.allocation_id,
                number=forecast,
                amount=told.forecast,
                recorded_at=told.at,
                recorded_by=by,
                token=token,
            )
        )


def _write(rows: Rows) -> None:
    Claim.objects.bulk_create(rows.claims)
    names = ["state", "amount"] + [
        f"{act}_{what}" for act in ("certified", "approved", "paid") for what in ("at", "by")
    ]
    Claim.objects.bulk_update(rows.changed, names)
    for model, new in (
        (ClaimEvent, rows.events),
        (ClaimVersion, rows.versions),
        (ClaimLine, rows.lines),
        (Forecast, rows.forecasts),
        (Statement, rows.statements),
    ):
        model.objects.bulk_create(new)
