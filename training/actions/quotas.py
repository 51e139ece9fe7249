"""Courses, quotas and shares: the Unit manager's."""

import datetime as dt
from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.permissions import MANAGE_TRAINING
from forces.access import check_right
from forces.models import Organisation
from ledger.actions import Refused, append, audit, check_base, last_row, lock_ledger
from training.actions.completions import check_force
from training.models import Course, Quota, Share
from training.months import month_of
from training.spread import by_weight

__all__ = ["add_course", "set_quota", "share_out", "spread_by_officers", "spread_equally"]


@transaction.atomic
def add_course(
    *,
    code: str,
    name: str,
    audience: str,
    counts: bool,
    began: dt.date,
    source: str,
    by,
    now: dt.datetime | None = None,
) -> Course:
    """Raises Refused."""
    check_right(by, MANAGE_TRAINING)
    lock_ledger()
    now = now or timezone.now()
    if Course.objects.filter(code=code).exists():
        raise Refused("code", _("There is a course of this name already."))
    course = Course.objects.create(
        code=code,
        name=name,
        audience=audience,
        counts=counts,
        began=began and month_of(began),
        source=source,
        known_from=timezone.localdate(now),
    )
    audit(by=by, action="course.added", subject=course, after={"code": code, "counts": counts}, now=now)
    return course


@transaction.atomic
def set_quota(
    *,
    code: str,
    name: str,
    number: int,
    starts: dt.date,
    due: dt.date,
    source: str,
    by,
    reason: str = "",
    base: int | None = None,
    now: dt.datetime | None = None,
) -> Quota:
    """A new quota, or other terms of one that is there, with a reason. `base`: the row that its writer knew, 0 for
    none. Raises EditConflict, Refused."""
    check_right(by, MANAGE_TRAINING)
    last, now = last_row(Quota.objects.filter(code=code)), now or timezone.now()
    if last and base == 0:
        raise Refused("code", _("There is a quota of this name already."))
    check_base(last, base)
    if number < 1:
        raise Refused("number", _("A quota asks for at least 1."))
    if due < month_of(starts):
        raise Refused("due", _("The date must come after the quota starts."))
    if last and not reason.strip():
        raise Refused("reason", _("Say why the quota changes."))
    terms = {"number": number, "starts": month_of(starts), "due": due, "source": source}
    why = {"reason": reason.strip(), "known_from": timezone.localdate(now)}
    return append(
        Quota(code=code, name=name, **terms, **why),
        last=last,
        by=by,
        action="quota.set",
        before={"number": last.number, "due": str(last.due)} if last else None,
        after={"number": number, "due": str(due)},
        now=now,
    )


@transaction.atomic
def share_out(
    *,
    quota: Quota,
    numbers: Mapping[Organisation, int],
    basis: str,
    by,
    base: int | None = None,
    now: dt.datetime | None = None,
) -> list[Share]:
    """A share for each force that is named. They need not add up to the quota: the pages say how far they do. `base`:
    the quota's last share that its writer knew, 0 for none. Raises EditConflict, Refused."""
    check_right(by, MANAGE_TRAINING)
    check_base(last_row(Share.objects.filter(quota=quota.code)), base)
    now = now or timezone.now()
    for organisation, number in numbers.items():
        check_force(organisation)
        if number < 0:
            raise Refused(organisation.slug, _("A share cannot be fewer than 0."))
    rows = [
        Share(quota=quota.code, organisation=each, number=number, basis=basis, recorded_at=now, recorded_by=by)
        for each, number in numbers.items()
    ]
    Share.objects.bulk_create(rows)
    after = {row.organisation.slug: row.number for row in rows}
    audit(by=by, action="quota.shared", subject=quota, after={"basis": basis, "shares": after}, now=now)
    return rows


def spread_equally(number: int, forces: list[Organisation]) -> dict[Organisation, int]:
    return by_weight(number, dict.fromkeys(forces, 1))


def spread_by_officers(number: int, officers: Mapping[Organisation, int]) -> dict[Organisation, int]:
    """`officers` of those forces that have stated them."""
    return by_weight(number, officers)
