"""Inspections, their milestones and who was inspected: the Unit manager's."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.permissions import MANAGE_INSPECTIONS
from forces.access import check_right
from forces.models import Organisation
from inspections.actions.responses import FIRST
from inspections.models import Inspected, Inspection, Milestone
from ledger.actions import RuleBroken, append, audit, check_base, last_row, lock_ledger, says

DATES = ("planned", "forecast", "done")


@transaction.atomic
def add_inspection(
    *,
    code: str,
    inspectorate: str,
    kind: str,
    title: str,
    source: str,
    by,
    now: dt.datetime | None = None,
) -> Inspection:
    """Raises RuleBroken."""
    check_right(by, MANAGE_INSPECTIONS)
    lock_ledger()
    now = now or timezone.now()
    if Inspection.objects.filter(code=code).exists():
        raise RuleBroken("title", _("There is an inspection of this name already."))
    if (inspectorate, kind) == (Inspection.Inspectorate.HMCPSI, Inspection.Kind.FORCE):
        raise RuleBroken("kind", _("HMCPSI inspects the CPS. Select a thematic or an Area inspection."))
    if (inspectorate, kind) == (Inspection.Inspectorate.HMICFRS, Inspection.Kind.AREA):
        raise RuleBroken("kind", _("HMICFRS inspects police forces. Select a thematic or a force inspection."))
    inspection = Inspection.objects.create(
        code=code,
        inspectorate=inspectorate,
        kind=kind,
        title=title,
        source=source,
        known_from=timezone.localdate(now),
    )
    audit(by=by, action="inspection.added", subject=inspection, after={"code": code, "title": title}, now=now)
    return inspection


@transaction.atomic
def set_milestone(
    *,
    inspection: Inspection,
    step: str,
    base: int,
    by,
    today: dt.date,
    planned: dt.date | None = None,
    forecast: dt.date | None = None,
    done: dt.date | None = None,
    precision: str = Milestone.Precision.DAY,
    days: int | None = None,
    note: str = "",
    source: str = "",
    reason: str = "",
    now: dt.datetime | None = None,
) -> Milestone | None:
    """Another version of a step. A date that was there and moves needs a reason. None when it says what is there.
    Raises EditConflict, RuleBroken."""
    check_right(by, MANAGE_INSPECTIONS)
    last, now = last_row(inspection.milestones.filter(step=step)), now or timezone.now()
    values = {
        "planned": planned,
        "forecast": forecast,
        "done": done,
        "precision": precision,
        "days": days,
        "note": note.strip(),
    }
    if last and says(last, values):
        return None
    check_base(last, base, FIRST)
    if not any(values[name] for name in (*DATES, "days", "note")):
        raise RuleBroken("planned", _("Enter at least one date, or what is known of it."))
    if done and done > today:
        raise RuleBroken("done", _("The date it was done must be today or in the past."))
    if days and step != Milestone.Step.FACTUAL:
        raise RuleBroken("days", _("Only a factual accuracy check has a number of days."))
    if step == Milestone.Step.PUBLICATION and done and precision != Milestone.Precision.DAY:
        raise RuleBroken("precision", _("Give the day of publication: comments are due 56 days from it."))
    was = {name: getattr(last, name) for name in DATES} if last else {}
    if any(day and day != values[name] for name, day in was.items()) and not reason.strip():
        raise RuleBroken("reason", _("Say why the date moves."))
    why = {"source": source, "reason": reason.strip() if last else "", "known_from": timezone.localdate(now)}
    return append(
        Milestone(inspection=inspection, step=step, **values, **why),
        last=last,
        by=by,
        action="inspection.milestone",
        before=_dates(last) if last else None,
        after=_dates,
        now=now,
    )


def _dates(row: Milestone) -> dict[str, str]:
    return {name: str(getattr(row, name) or "") for name in DATES}


@transaction.atomic
def name_inspected(
    *, inspection: Inspection, organisations: Iterable[Organisation], source: str, by, now: dt.datetime | None = None
) -> list[Inspected]:
    """Those that are not named yet. Raises RuleBroken."""
    check_right(by, MANAGE_INSPECTIONS)
    lock_ledger()
    now = now or timezone.now()
    of_police = inspection.inspectorate == Inspection.Inspectorate.HMICFRS
    there = set(inspection.inspected.values_list("organisation", flat=True))
    new = [each for each in organisations if each.pk not in there]
    if wrong := [each for each in new if each.is_force != of_police]:
        said = {"inspectorate": inspection.get_inspectorate_display(), "organisation": wrong[0]}
        raise RuleBroken("organisations", _("%(inspectorate)s does not inspect %(organisation)s.") % said)
    if new and not source.strip():
        raise RuleBroken("source", _("Say who named them, where and when."))
    rows = [
        Inspected.objects.create(
            inspection=inspection, organisation=each, source=source.strip(), recorded_at=now, recorded_by=by
        )
        for each in new
    ]
    if rows:
        after = {"organisations": [each.slug for each in new]}
        audit(by=by, action="inspection.inspected", subject=inspection, after=after, now=now)
    return rows
