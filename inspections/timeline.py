"""An inspection's milestones as a timeline in words."""

import datetime as dt
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from govuk.numbers import day_text
from inspections.models import Inspection, Milestone
from inspections.queries import OwedComments, Steps
from inspections.statutory import comments_due, day_of
from ledger.as_at import AsAt

Step = Milestone.Step


class Entry(NamedTuple):
    """`state` is "done", "late", "coming" or "unknown". `moves` are the moved dates, each with its reason."""

    step: str
    title: str
    state: str
    when: str
    details: Sequence[str] = ()
    moves: Sequence[tuple[str, str]] = ()
    source: str = ""

    @property
    def may_change(self) -> bool:
        return self.step in Step.values


def timeline(inspection: Inspection, steps: Steps, as_at: AsAt, comments: Sequence[OwedComments]) -> list[Entry]:
    """Every step in its order, known or not; for HMICFRS the statutory response last."""
    entries = [_entry(step, steps.get(step.value, []), as_at.day) for step in Step]
    if inspection.inspectorate == Inspection.Inspectorate.HMICFRS:
        publication = steps.get(Step.PUBLICATION.value)
        entries.append(_statutory(publication and publication[-1].done, comments, as_at.day))
    return entries


def is_late(row: Milestone, today: dt.date) -> bool:
    return row.done is None and row.due is not None and row.due < today


def _entry(step: Step, versions: list[Milestone], today: dt.date) -> Entry:
    if not versions:
        return Entry(step.value, step.label, "unknown", "")
    row = versions[-1]
    details = [row.note] if row.note else []
    if row.days:
        details.append(ngettext("%d day allowed", "%d days allowed", row.days) % row.days)
    if row.planned and (row.done or row.forecast):
        details.append(_against_plan(row))
    moves = [each for pair in pairwise(versions) for each in _moves(*pair)]
    return Entry(step.value, step.label, *_state_and_when(row, today), details, moves, row.source)


def _state_and_when(row: Milestone, today: dt.date) -> tuple[str, str]:
    if row.done:
        return "done", _date(row.done, row)
    if row.expected is None:
        return "unknown", ""
    said = {"day": _date(row.expected, row)}
    if is_late(row, today):
        return "late", _("Was due %(day)s") % said
    return "coming", (_("Forecast for %(day)s") if row.forecast else _("Planned for %(day)s")) % said


def _date(date: dt.date, row: Milestone) -> str:
    return date_format(date, "F Y" if row.precision == Milestone.Precision.MONTH else "j F Y")


def _against_plan(row: Milestone) -> str:
    """How far from its plan, in days where both are known to the day."""
    days = ((row.done or row.forecast) - row.planned).days
    if not days:
        return _("As planned")
    said = _("Planned for %(day)s") % {"day": _date(row.planned, row)}
    if row.precision != Milestone.Precision.DAY:
        return said
    if days > 0:
        return said + ngettext(": %d day later", ": %d days later", days) % days
    return said + ngettext(": %d day earlier", ": %d days earlier", -days) % -days


def _moves(before: Milestone, after: Milestone) -> list[tuple[str, str]]:
    names = {"planned": _("Plan"), "forecast": _("Forecast"), "done": _("Date done")}
    found = []
    for name, label in names.items():
        old, new = getattr(before, name), getattr(after, name)
        if old and old != new:
            said = {"what": label, "old": _date(old, before), "new": _date(new, after) if new else _("not known")}
            found.append((_("%(what)s moved from %(old)s to %(new)s") % said, after.reason))
    return found


def _statutory(published: dt.date | None, comments: Sequence[OwedComments], today: dt.date) -> Entry:
    what = "statutory", _("Statutory response of local policing bodies")
    if not published:
        return Entry(*what, "unknown", _("Due within 56 days beginning with publication"))
    due = comments_due(published)
    said = [owed.said.published for owed in comments if owed.said]
    details = [_("56 days beginning with publication (Police Act 1996, section 55)")]
    if comments:
        counted = {"number": len(said), "total": len(comments)}
        details.append(_("%(number)d of %(total)d have published their comments") % counted)
    else:
        details.append(_("It is not recorded which forces the report is about"))
    if comments and len(said) == len(comments):
        return Entry(*what, "done", day_text(max(said)), details)
    if today > due:
        return Entry(*what, "late", _("Was due %(day)s") % {"day": day_text(due)}, details)
    details.append(_("Today is day %(number)d of 56") % {"number": day_of(today, published)})
    return Entry(*what, "coming", _("Due %(day)s") % {"day": day_text(due)}, details)
