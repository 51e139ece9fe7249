"""Writes the demonstration's reporting cycle. An organisation on whose commitments or returns somebody else has worked
is left to them."""

import datetime as dt
from operator import attrgetter
from random import Random
from typing import NamedTuple

from django.utils.timezone import localdate

from accounts.permissions import CHIEF_OFFICER, LEAD, UNIT, UNIT_MANAGER
from demo.rollout.character import Organisation as Facts
from demo.rollout.course import Standard as StandardFacts
from demo.rollout.cycle import Corrected, Cycle, Moved, Viewed
from demo.rollout.returns import tell_returns
from demo.rollout.schedule_writer import write_periods, write_rule_starts
from demo.tokens import token_of
from forces.models import Organisation
from ledger.as_at import AsAt
from rollout.frozen import freeze
from rollout.models import Commitment, Correction, Omission, Return, ReturnEvent, Review, Update
from rollout.moves import RETURNS
from rollout.queries.items import return_items
from rollout.queries.returns import TICK, revisions
from rollout.scales import State

STANDING = ("state", "signed_at", "signed_by", "accepted_at", "accepted_by")


class Written(NamedTuple):
    moves: int
    views: int
    left_alone: int


def write_returns(told, moment: dt.datetime, authors, touched: set[str]) -> Written:
    manager = authors[UNIT_MANAGER, ""][0]
    periods = write_periods(moment, manager)
    write_rule_starts(moment, manager)
    cycles = tell_cycles(told, moment)
    alone = {slug for slug in cycles if slug in touched} | _worked_on(cycles, moment)
    ours = [cycle for slug, cycle in cycles.items() if slug not in alone]
    moves = [move for cycle in ours for move in cycle.moved if move.starts in periods]
    views = [view for cycle in ours for view in cycle.viewed if view.starts in periods]
    new, returns = _write_moves(moves, periods, authors)
    _write_corrections([each for cycle in ours for each in cycle.corrected if each.starts in periods], returns, authors)
    number = _write_views(views, returns, authors)
    _freeze([event for event in new if event.state == State.ACCEPTED])
    return Written(len(new), number, len(alone))


def tell_cycles(told, moment: dt.datetime) -> dict[str, Cycle]:
    facts = [Facts(each.slug, each.kind, each.cohort, each.joined) for each in Organisation.objects.all()]
    standards: dict[str, dict[str, StandardFacts]] = {}
    for owed in Commitment.objects.select_related("organisation", "standard").in_order():
        standard = owed.standard
        known = StandardFacts(standard.code, standard.kind, standard.known_from)
        standards.setdefault(owed.organisation.kind, {})[standard.code] = known
    return tell_returns(facts, {kind: list(known.values()) for kind, known in standards.items()}, told, moment)


def _worked_on(cycles: dict[str, Cycle], moment) -> set[str]:
    """Organisations with a move or a view that is not told here."""
    told = {_key(move): (move.state, move.comment, move.recorded_at) for each in cycles.values() for move in each.moved}
    tokens = {token_of(said) for each in cycles.values() for said in (*each.viewed, *each.corrected)}
    events = ReturnEvent.objects.filter(recorded_at__lt=moment).select_related("of_return__period")
    found = events.select_related("of_return__organisation", "of_return__period")
    worked_on = {
        event.of_return.organisation.slug
        for event in found
        if told.get(_event_key(event)) != (event.state, event.comment, event.recorded_at)
    }
    for ledger in (Review, Correction):
        rows = ledger.objects.filter(recorded_at__lt=moment).values_list("of_return__organisation__slug", "token")
        worked_on |= {slug for slug, token in rows if token not in tokens}
    return worked_on


def _key(move: Moved):
    return move.organisation, move.starts, move.revision, move.number


def _event_key(event: ReturnEvent):
    found = event.of_return
    return found.organisation.slug, found.period.starts, found.revision, event.number


def _write_moves(moves: list[Moved], periods, authors) -> tuple[list[ReturnEvent], dict]:
    """The events that are new, and every return by organisation, first day and revision."""
    organisations = {each.slug: each for each in Organisation.objects.all()}
    there = Return.objects.filter(period__in=periods.values()).select_related("organisation", "period")
    returns = {(each.organisation.slug, each.period.starts, each.revision): each for each in there}
    last = dict.fromkeys(returns, 0) | {
        _event_key(event)[:3]: event.number
        for event in ReturnEvent.objects.order_by("number").select_related(
            "of_return__organisation", "of_return__period"
        )
    }
    new_moves = sorted((move for move in moves if move.number > last.get(_key(move)[:3], 0)), key=_in_time)
    old, new = {}, {}
    for move in new_moves:
        key = _key(move)[:3]
        if key not in returns:
            revised = {"revision": move.revision, "reason": move.comment if move.revision > 1 else ""}
            revised["corrects"] = returns.get((*key[:2], move.revision - 1))
            returns[key] = new[key] = Return(
                organisation=organisations[move.organisation], period=periods[move.starts], **revised
            )
        elif key not in new:
            old[key] = returns[key]
        RETURNS.stamp(returns[key], State(move.state), _author(move, authors), move.recorded_at)
    # First what is accepted by now: a correction may be among the new ones, and only one return is open at a time.
    Return.objects.bulk_update(old.values(), STANDING, batch_size=200)
    for revision in sorted({each.revision for each in new.values()}):  # each has to be there before it is corrected
        Return.objects.bulk_create(each for each in new.values() if each.revision == revision)
    return _write_events(new_moves, returns, authors), returns


def _in_time(move: Moved):
    return move.recorded_at, move.organisation, move.starts, move.number


def _write_events(moves: list[Moved], returns, authors) -> list[ReturnEvent]:
    same = ("number", "came_from", "state", "comment", "recorded_at")
    events = ReturnEvent.objects.bulk_create(
        ReturnEvent(
            of_return=returns[_key(move)[:3]],
            recorded_by=_author(move, authors),
            **{name: getattr(move, name) for name in same},
        )
        for move in moves
    )
    commitments = _commitments()
    Omission.objects.bulk_create(
        Omission(
            event=event,
            commitment_id=commitments[move.organisation, code],
            reason=reason,
            recorded_at=move.recorded_at,
        )
        for move, event in zip(moves, events, strict=True)
        for code, reason in move.omitted
    )
    return events


def _commitments() -> dict[tuple[str, str], int]:
    rows = Commitment.objects.values_list("organisation__slug", "standard__code", "pk")
    return {(slug, code): pk for slug, code, pk in rows}


def _write_corrections(corrected: list[Corrected], returns, authors) -> None:
    there, commitments = set(Correction.objects.values_list("token", flat=True)), _commitments()
    said = ("number", "status", "confidence", "reason", "target_date", "target_reason", "note", "why", "recorded_at")
    Correction.objects.bulk_create(
        Correction(
            of_return=returns[each.organisation, each.starts, each.revision],
            commitment_id=commitments[each.organisation, each.standard],
            kind=Correction.Kind.CORRECTED,
            recorded_by=authors[LEAD, each.organisation][0],
            token=token_of(each),
            **{name: getattr(each, name) for name in said},
        )
        for each in corrected
        if token_of(each) not in there
    )


def _write_views(views: list[Viewed], returns, authors) -> int:
    there = set(Review.objects.values_list("token", flat=True))
    new = sorted((view for view in views if token_of(view) not in there), key=attrgetter("recorded_at"))
    commitments = _commitments()
    names = ("commitment", "number", "pk", "recorded_by")
    updates = {row[:2]: row[2:] for row in Update.objects.order_by().values_list(*names)} if new else {}
    corrections = {row[:3]: row[3:] for row in Correction.objects.values_list("of_return", *names)}

    def about(view: Viewed) -> dict:
        commitment = commitments[view.organisation, view.standard]
        of_return = returns[view.organisation, view.starts, view.revision]
        if view.revision == 1:
            name, (pk, wrote) = "update_id", updates[commitment, view.number]
        else:
            name, (pk, wrote) = "correction_id", corrections[of_return.pk, commitment, view.number]
        return {name: pk, "recorded_by": _analyst(view.organisation, authors, but=wrote)}

    Review.objects.bulk_create(
        Review(
            of_return=returns[view.organisation, view.starts, view.revision],
            commitment_id=commitments[view.organisation, view.standard],
            **about(view),
            token=token_of(view),
            **{name: getattr(view, name) for name in ("verdict", "status", "comment", "recorded_at")},
        )
        for view in new
    )
    return len(new)


def _author(move: Moved, authors):
    if move.author == UNIT:
        return _analyst(move.organisation, authors)
    return authors[{"lead": LEAD, "chief_officer": CHIEF_OFFICER}[move.author], move.organisation][0]


def _analyst(slug: str, authors, *, but: int | None = None):
    """The one whose log of the organisation it is, or the next where that one recorded what is looked at."""
    analysts = authors[UNIT, ""] + authors[UNIT_MANAGER, ""]
    first = Random(f"log of {slug}").randrange(4) % len(analysts)
    return next(analyst for analyst in analysts[first:] + analysts[:first] if analyst.pk != but)


def _freeze(accepted: list[ReturnEvent]) -> None:
    """As `accept` does, each as at its own moment."""
    events = ReturnEvent.objects.filter(of_return__in=[event.of_return_id for event in accepted])
    for at in revisions(events.select_related("of_return__organisation", "of_return__period", "recorded_by")):
        moment = at.last.recorded_at + TICK
        as_at = AsAt(localdate(at.last.recorded_at), moment)
        freeze(at, return_items(at.found.organisation, at.found.period, at, as_at))
