"""Findings, what they ask for, and whom they are issued to: the Unit manager's."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.permissions import MANAGE_INSPECTIONS
from forces.access import check_right
from forces.models import Organisation, OrganisationKind
from inspections.actions.responses import FIRST
from inspections.models import Addressee, Finding, Inspection, Terms
from ledger.actions import RuleBroken, append, audit, check_base, last_row, lock_ledger, says
from rollout.models import Standard

Scope = Addressee.Scope


@transaction.atomic
def add_finding(
    *,
    inspection: Inspection,
    label: str,
    kind: str,
    by,
    parent: Finding | None = None,
    now: dt.datetime | None = None,
) -> Finding:
    """A slot: its text comes by `set_terms`. Raises RuleBroken."""
    check_right(by, MANAGE_INSPECTIONS)
    lock_ledger()
    now = now or timezone.now()
    if inspection.findings.filter(label__iexact=label).exists():
        raise RuleBroken("label", _("There is a finding with this number already."))
    if parent and (parent.inspection_id != inspection.pk or parent.kind not in Finding.CONCERNS):
        raise RuleBroken("parent", _("Only a cause of concern of the same inspection carries recommendations."))
    if parent and kind in Finding.CONCERNS:
        raise RuleBroken("parent", _("A cause of concern is carried by no other."))
    last = inspection.findings.aggregate(last=Max("order"))["last"] or 0
    finding = Finding.objects.create(
        inspection=inspection,
        label=label,
        kind=kind,
        parent=parent,
        order=last + 1,
        known_from=timezone.localdate(now),
    )
    audit(by=by, action="finding.added", subject=finding, after={"label": label, "kind": kind}, now=now)
    return finding


@transaction.atomic
def set_terms(
    *,
    finding: Finding,
    text: str,
    due: dt.date | None,
    standards: Iterable[Standard],
    source: str,
    base: int,
    by,
    reason: str = "",
    now: dt.datetime | None = None,
) -> Terms | None:
    """What it asks for, as another version; None when that is what stands. Raises EditConflict, RuleBroken."""
    check_right(by, MANAGE_INSPECTIONS)
    last = last_row(finding.terms)
    now, standards = now or timezone.now(), sorted(standards, key=lambda standard: standard.pk)
    asked = {each.pk for each in standards}
    same = {"text": text.strip(), "due": due, "source": source}
    if last and says(last, same) and asked == set(last.standards.values_list("pk", flat=True)):
        return None
    check_base(last, base, FIRST)
    if not text.strip():
        raise RuleBroken("text", _("Enter what it says."))
    if last and not reason.strip():
        raise RuleBroken("reason", _("Say why it changes."))
    why = {"source": source, "reason": reason.strip() if last else "", "known_from": timezone.localdate(now)}
    row = append(
        Terms(finding=finding, text=text.strip(), due=due, **why),
        last=last,
        by=by,
        action="finding.terms",
        after={"due": str(due or ""), "standards": [standard.code for standard in standards]},
        now=now,
    )
    row.standards.set(standards)
    return row


@transaction.atomic
def issue(
    *,
    finding: Finding,
    scope: str,
    by,
    today: dt.date,
    named: Iterable[Organisation] = (),
    bodies: Iterable[str] = (),
    now: dt.datetime | None = None,
) -> list[Addressee]:
    """Opens a response for each that it is not issued to yet. Raises RuleBroken."""
    check_right(by, MANAGE_INSPECTIONS)
    lock_ledger()
    now = now or timezone.now()
    rows = not_issued_to(finding=finding, scope=scope, today=today, named=named, bodies=bodies)
    for row in rows:
        row.recorded_at, row.recorded_by = now, by
    Addressee.objects.bulk_create(rows)
    if rows:
        audit(by=by, action="finding.issued", subject=finding, after={"to": [row.name for row in rows]}, now=now)
    return rows


def not_issued_to(
    *,
    finding: Finding,
    scope: str,
    today: dt.date,
    named: Iterable[Organisation] = (),
    bodies: Iterable[str] = (),
) -> list[Addressee]:
    """Whom issuing it would open a response for, not written yet. Raises RuleBroken."""
    if not finding.terms.exists():
        raise RuleBroken("", _("Nobody can answer a finding without its text. Enter it first."))
    organisations = _organisations(finding, scope, named, today)
    bodies = list(bodies) if scope == Scope.NATIONAL else []
    if not organisations and not bodies:
        said: dict[str, str] = {
            Scope.INSPECTED: _("It is not recorded who was inspected. Name them on the inspection's page first."),
            Scope.NAMED: _("Select at least one organisation."),
            Scope.NATIONAL: _("Select at least one national body."),
        }
        raise RuleBroken("scope", said.get(scope) or _("There is none to issue it to."))
    taken = set(finding.addressees.values_list("organisation", "body"))
    found = [Addressee(finding=finding, scope=scope, organisation=each) for each in organisations]
    found += [Addressee(finding=finding, scope=scope, body=body) for body in bodies]
    return [row for row in found if (row.organisation_id, row.body) not in taken]


def _organisations(finding, scope, named, today) -> list[Organisation]:
    there = Organisation.objects.filter(
        Q(active_from__isnull=True) | Q(active_from__lte=today), Q(active_to__isnull=True) | Q(active_to__gt=today)
    )
    if scope == Scope.NAMED:
        return list(named)
    if scope == Scope.INSPECTED:
        return list(there.filter(pk__in=finding.inspection.inspected.values("organisation")))
    kinds = {Scope.FORCES: OrganisationKind.FORCE, Scope.AREAS: OrganisationKind.CPS_AREA}
    return list(there.filter(kind=kinds[scope])) if scope in kinds else []
