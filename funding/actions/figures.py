"""What a claim says, the evidence beside it, forecasts and year-end statements: forces record them."""

import datetime as dt
import uuid
from collections.abc import Mapping
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.permissions import CERTIFY_CLAIM, RECORD_CLAIM
from forces.access import can
from funding import years
from funding.actions.claims import PastTheAllocation, allocated, claimed_beside, open_claim
from funding.models import Allocation, Claim, ClaimEvidence, ClaimLine, ClaimVersion, Forecast, Statement
from funding.money import pounds
from funding.queries import amounts, fund_years, last_version
from funding.scales import IN_WORK, Category, ClaimKind, State
from funding.sums import total
from ledger.actions import EditConflict, RuleBroken, append, audit, check_base, last_row, lock_ledger, says, sent_twice
from ledger.as_at import AsAt
from ledger.evidence import NewEvidence, attach


@transaction.atomic
def save_claim(
    *,
    allocation: Allocation,
    starts: dt.date,
    kind: str,
    lines: Mapping[str, Decimal],
    by,
    base: int,
    today: dt.date,
    note: str = "",
    forecast: Decimal | None = None,
    token: uuid.UUID | None = None,
    now: dt.datetime | None = None,
) -> ClaimVersion:
    """Opens the claim when there is none. `base` is the number of the version that this one was written on, 0 for none;
    a form sent twice saves once. Raises EditConflict, PastTheAllocation, RuleBroken."""
    lock_ledger()
    _check_right(allocation, by)
    now, note, lines = now or timezone.now(), note.strip(), {Category(name): amount for name, amount in lines.items()}
    claim = Claim.objects.filter(allocation=allocation, starts=starts, kind=kind).first()
    last = last_version(claim) if claim else None
    if last and last.number != base:
        if sent_twice(last, {"note": note}, by=by, base=base) and amounts(last) == lines:
            return last
        words = _("%(who)s saved this claim while you had it open. Compare, then save yours.")
        raise EditConflict(last, words % {"who": last.recorded_by})
    span = _period(allocation, starts, today)
    check_lines(kind, lines, note)
    # Told at once. When it is certified the database has the last word: others may have been certified by then.
    claimed_now = claimed_beside(claim or Claim(allocation=allocation)) + total(lines.values())
    if claimed_now > (ceiling := allocated(allocation)):
        raise PastTheAllocation(claimed_now, ceiling)
    if forecast is not None and forecast < claimed_now:
        said = {"claimed": pounds(claimed_now)}
        raise RuleBroken("forecast", _("The forecast is for the whole year: it cannot be less than the %(claimed)s "
                                    "claimed so far, with this claim.") % said)  # fmt: skip
    if claim is None:
        claim = open_claim(allocation=allocation, span=span, kind=kind, by=by, now=now)
    elif claim.state not in IN_WORK:
        stands = _("This claim is %(state)s: its figures stand. Take it back first, or wait for the answer.")
        raise RuleBroken("", stands % {"state": claim.get_state_display().lower()})
    version = append(
        ClaimVersion(claim=claim, note=note, token=token or uuid.uuid4()),
        last=last,
        by=by,
        action="claim.saved",
        subject=claim,
        organisation=allocation.recipient.force,
        after=lambda row: {"version": row.number, "amount": str(total(lines.values()))},
        now=now,
    )
    ClaimLine.objects.bulk_create(
        ClaimLine(version=version, category=category, amount=amount, recorded_at=version.recorded_at)
        for category, amount in lines.items()
    )
    if forecast is not None:
        record_forecast(allocation=allocation, amount=forecast, by=by, now=version.recorded_at)
    return version


def _check_right(allocation, by) -> None:
    force = allocation.recipient.force
    if force is None or not can(by, RECORD_CLAIM, force):
        raise RuleBroken("", _("A claim is filled in by the force's lead or contributor, not by you."))


def _period(allocation, starts, today):
    terms = fund_years(AsAt(today))[allocation.fund_id, allocation.year]
    span = next((span for span in terms.periods if span.starts == starts), None)
    if span is None:
        raise RuleBroken("", _("No claim is due for this period."))
    if span.starts > today:
        raise RuleBroken("", _("This period begins on %(day)s.") % {"day": date_format(span.starts, "j F Y")})
    return span


def check_lines(kind: str, lines: Mapping[str, Decimal], note: str) -> None:
    """Raises RuleBroken. A claim has no negative line; a recovery is one and says why."""
    for category, amount in lines.items():
        if kind == ClaimKind.CLAIM and amount < 0:
            raise RuleBroken(category, _("Only a recovery may be below 0. To give money back, make a recovery."))
        if kind == ClaimKind.RECOVERY and amount > 0:
            raise RuleBroken(category, _("A recovery gives money back: enter it with a minus, like -500.00."))
    if kind == ClaimKind.RECOVERY and not total(lines.values()):
        raise RuleBroken("", _("Enter what is given back."))
    if kind == ClaimKind.RECOVERY and not note:
        raise RuleBroken("note", _("Say why the money is given back."))


@transaction.atomic
def record_forecast(
    *,
    allocation: Allocation,
    amount: Decimal,
    by,
    note: str = "",
    token: uuid.UUID | None = None,
    now: dt.datetime | None = None,
) -> Forecast:
    """One that says what the last one says is not recorded again. Raises RuleBroken."""
    _check_right(allocation, by)
    if amount < 0:
        raise RuleBroken("amount", _("A forecast cannot be below 0."))
    last = last_row(allocation.forecasts)
    if last and says(last, {"amount": amount, "note": note.strip()}):
        return last
    return append(
        Forecast(allocation=allocation, amount=amount, note=note.strip(), token=token or uuid.uuid4()),
        last=last,
        by=by,
        action="funding.forecast",
        organisation=allocation.recipient.force,
        after={"amount": str(amount)},
        now=now,
    )


@transaction.atomic
def add_evidence(
    *, claim: Claim, evidence: NewEvidence, by, token: uuid.UUID, now: dt.datetime | None = None
) -> ClaimEvidence:
    """At any time until it is approved: also to answer a query. Raises RuleBroken."""
    lock_ledger()
    _check_right(claim.allocation, by)
    claim.refresh_from_db()
    if there := ClaimEvidence.objects.filter(token=token, claim=claim).first():
        return there
    if claim.state in (State.APPROVED, State.PAID):
        raise RuleBroken("", _("This claim is %(state)s: nothing is added to it.")
                      % {"state": claim.get_state_display().lower()})  # fmt: skip
    now = now or timezone.now()
    row = attach(ClaimEvidence(claim=claim, received_at=now, recorded_by=by, token=token), evidence)
    after = {"title": row.title, "sha256": row.sha256}
    force = claim.allocation.recipient.force  # national bodies claim nothing here
    audit(by=by, action="claim.evidence", subject=claim, organisation=force.slug if force else "", after=after, now=now)
    return row


@transaction.atomic
def sign_statement(
    *,
    allocation: Allocation,
    spent: Decimal,
    by,
    base: int,
    today: dt.date,
    note: str = "",
    reason: str = "",
    now: dt.datetime | None = None,
) -> Statement:
    """`base` is the version that its signer knew, 0 for none. Raises EditConflict, RuleBroken."""
    force = allocation.recipient.force
    if force is None or not can(by, CERTIFY_CLAIM, force):
        raise RuleBroken("", _("A year-end statement is signed by the chief finance officer, not by you."))
    if not years.is_over(allocation.year, today):
        raise RuleBroken("", _("The statement is about a whole year: it can be signed from 1 April on."))
    last = last_row(allocation.statements)
    if last and sent_twice(last, {"spent": spent, "note": note}, by=by, base=base):
        return last
    check_base(last, base, _("%(who)s signed a statement while you had the page open. Read it, then sign yours."))
    if spent < 0:
        raise RuleBroken("spent", _("The year's spend cannot be below 0."))
    if last and not reason.strip():
        raise RuleBroken("reason", _("Say why the statement is corrected."))
    return append(
        Statement(allocation=allocation, spent=spent, note=note.strip(), reason=reason.strip() if last else ""),
        last=last,
        by=by,
        action="funding.statement",
        organisation=force,
        after={"spent": str(spent)},
        now=now,
    )
