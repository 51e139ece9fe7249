"""What is recorded of training: completions, posts and headcounts by forces, quotas, shares and courses by the Unit."""

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.permissions import MANAGE_TRAINING, RECORD_TRAINING
from forces.access import check_right, is_on_behalf
from forces.models import Organisation
from ledger.actions import RuleBroken, append, audit, check_base, last_row, lock_ledger, says
from training.models import Completion, Course, Headcount, Quota, Share, Workforce
from training.months import month_of


@dataclass(frozen=True)
class CompletionEntry:
    """`base` is the version of this figure that its writer knew, 0 for none."""

    course: Course
    month: dt.date
    number: int
    base: int = 0


@transaction.atomic
def record_completions(
    *,
    organisation: Organisation,
    entries: Iterable[CompletionEntry],
    by,
    today: dt.date,
    reason: str = "",
    token: uuid.UUID | None = None,
    now: dt.datetime | None = None,
) -> list[Completion]:
    """The figures that are new or differ; `reason` is for those that correct. Sent twice, the second adds nothing: it
    says what is there. Raises EditConflict, RuleBroken."""
    check_right(by, RECORD_TRAINING, organisation)
    lock_ledger()
    _check_force(organisation)
    common = {"by": by, "reason": reason, "token": token or uuid.uuid4(), "now": now or timezone.now()}
    rows = []
    for entry in entries:
        check_entry(entry, today)
        of = {"organisation": organisation, "course": entry.course, "month": entry.month}
        rows.append(_next_version(Completion, of, {"number": entry.number}, base=entry.base, action=None, **common))
    added = [row for row in rows if row]
    if added:
        after = {f"{row.course.code} {row.month:%Y-%m}": row.number for row in added}
        slug, at = organisation.slug, common["now"]
        audit(by=by, action="training.completions", subject=Completion, organisation=slug, after=after, now=at)
    return added


def check_entry(entry: CompletionEntry, today: dt.date) -> None:
    """Raises RuleBroken."""
    if entry.month > month_of(today):
        raise RuleBroken("month", _("This month is in the future."))
    if entry.month < entry.course.first_month:
        raise RuleBroken("month", _("%(course)s had not begun in this month.") % {"course": entry.course})
    if entry.number < 0:
        raise RuleBroken("number", _("Completions cannot be fewer than 0."))


def _check_force(organisation):
    if not organisation.is_force:
        raise RuleBroken("organisation", _("Training is recorded for police forces. A CPS Area has none here."))


POSTS = ("established", "filled", "qualified", "in_training", "abstracted")


@transaction.atomic
def record_workforce(
    *,
    organisation: Organisation,
    day: dt.date,
    posts: dict[str, int],
    by,
    today: dt.date,
    base: int = 0,
    reason: str = "",
    now: dt.datetime | None = None,
) -> Workforce | None:
    """`posts` has a whole number for each of POSTS. None when it says what is there. Raises EditConflict,
    RuleBroken."""
    check_posts(posts)
    _check_day(organisation, day, by, today)
    of, values = {"organisation": organisation, "day": day}, {name: posts[name] for name in POSTS}
    return _next_version(Workforce, of, values, base=base, by=by, reason=reason, action="training.workforce", now=now)


def check_posts(posts: dict[str, int]) -> None:
    """Raises RuleBroken."""
    if min(posts.values()) < 0:
        raise RuleBroken("filled", _("Numbers of posts cannot be fewer than 0."))
    if posts["qualified"] + posts["in_training"] > posts["filled"]:
        raise RuleBroken("qualified", _("Qualified people and those in training cannot be more than the filled posts."))
    if posts["abstracted"] > posts["filled"]:
        raise RuleBroken("abstracted", _("People abstracted to other work cannot be more than the filled posts."))


@transaction.atomic
def record_headcount(
    *,
    organisation: Organisation,
    kind: str,
    day: dt.date,
    number: int,
    by,
    today: dt.date,
    base: int = 0,
    reason: str = "",
    now: dt.datetime | None = None,
) -> Headcount | None:
    """None when it says what is there. Raises EditConflict, RuleBroken."""
    if number < 0:
        raise RuleBroken("number", _("A headcount cannot be fewer than 0."))
    _check_day(organisation, day, by, today)
    of, values = {"organisation": organisation, "kind": kind, "day": day}, {"number": number}
    return _next_version(Headcount, of, values, base=base, by=by, reason=reason, action="training.headcount", now=now)


def _check_day(organisation, day, by, today):
    check_right(by, RECORD_TRAINING, organisation)
    lock_ledger()
    _check_force(organisation)
    if day > today:
        raise RuleBroken("day", _("The date must be today or in the past."))


def _next_version(model, of: dict, values: dict, *, base: int, by, reason: str, action: str | None, now, token=None):
    """Adds a version with `values` of what `of` names, and None when it says what the last says. `base` is the version
    that the writer knew, 0 for none. Raises EditConflict, RuleBroken."""
    last = last_row(model.objects.filter(**of))
    if last and says(last, values):
        return None
    check_base(last, base, _("%(who)s recorded this first: %(what)s."))
    if last and not reason.strip():
        raise RuleBroken("reason", _("Say why a figure that was recorded before is corrected."))
    organisation = of["organisation"]
    said = {"reason": reason.strip() if last else "", "token": token}
    return append(
        model(**of, **values, **said, on_behalf=is_on_behalf(by, RECORD_TRAINING, organisation)),
        last=last,
        by=by,
        action=action,
        organisation=organisation,
        after=values,
        now=now,
    )


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
    """Raises RuleBroken."""
    check_right(by, MANAGE_TRAINING)
    lock_ledger()
    now = now or timezone.now()
    if Course.objects.filter(code=code).exists():
        raise RuleBroken("code", _("There is a course of this name already."))
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
    none. Raises EditConflict, RuleBroken."""
    check_right(by, MANAGE_TRAINING)
    last, now = last_row(Quota.objects.filter(code=code)), now or timezone.now()
    if last and base == 0:
        raise RuleBroken("code", _("There is a quota of this name already."))
    check_base(last, base)
    if number < 1:
        raise RuleBroken("number", _("A quota asks for at least 1."))
    if due < month_of(starts):
        raise RuleBroken("due", _("The date must come after the quota starts."))
    if last and not reason.strip():
        raise RuleBroken("reason", _("Say why the quota changes."))
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
    the quota's last share that its writer knew, 0 for none. Raises EditConflict, RuleBroken."""
    check_right(by, MANAGE_TRAINING)
    check_base(last_row(Share.objects.filter(quota=quota.code)), base)
    now = now or timezone.now()
    for organisation, number in numbers.items():
        _check_force(organisation)
        if number < 0:
            raise RuleBroken(organisation.slug, _("A share cannot be fewer than 0."))
    rows = [
        Share(quota=quota.code, organisation=each, number=number, basis=basis, recorded_at=now, recorded_by=by)
        for each, number in numbers.items()
    ]
    Share.objects.bulk_create(rows)
    after = {row.organisation.slug: row.number for row in rows}
    audit(by=by, action="quota.shared", subject=quota, after={"basis": basis, "shares": after}, now=now)
    return rows
