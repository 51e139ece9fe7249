"""An inspection's milestones as a timeline in words."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from inspections.models import Inspection, Milestone
from inspections.queries import OwedComments
from inspections.queries.inspections import Steps
from inspections.statutory import comments_due, day_of
from inspections.words import day, month_or_day
from ledger.as_at import AsAt

Step = Milestone.Step


@dataclass(frozen=True)
class Entry:
    """`state` is "done", "late", "coming" or "unknown". `moves` are the moved dates, each with its reason."""

    step: str
    title: str
    state: str
    when: str
    details: list[str]
    moves: list[tuple[str, str]]
    source: str

    @property
    def may_change(self) -> bool:
        return self.step in Step.values


def timeline(inspection: Inspection, steps: Steps, as_at: AsAt, comments: Sequence[OwedComments]) -> list[Entry]:
    """Every step in its order, known or not; for HMICFRS the statutory response last."""
    entries = [_entry(step, steps.get(step.value, []), as_at.day) for step in Step]
    published = _done(steps.get(Step.PUBLICATION.value, []))
    if inspection.inspectorate == Inspection.Inspectorate.HMICFRS:
        entries.append(_statutory(published, comments, as_at.day))
    return entries


def is_late(row: Milestone, today: dt.date) -> bool:
    return row.done is None and row.due is not None and row.due < today


def _done(versions) -> dt.date | None:
    return versions[-1].done if versions else None


def _entry(step: Step, versions: list[Milestone], today: dt.date) -> Entry:
    if not versions:
        return Entry(step.value, step.label, "unknown", "", [], [], "")
    row = versions[-1]
    return Entry(
        step=step.value,
        title=step.label,
        state=_state(row, today),
        when=_when(row, today),
        details=_details(row),
        moves=[each for pair in pairwise(versions) for each in _moves(*pair)],
        source=row.source,
    )


def _state(row: Milestone, today: dt.date) -> str:
    if row.done:
        return "done"
    if row.expected is None:
        return "unknown"
    return "late" if is_late(row, today) else "coming"


def _when(row: Milestone, today: dt.date) -> str:
    if row.done:
        return month_or_day(row.done, row.precision)
    if row.expected is None:
        return ""
    said = {"day": month_or_day(row.expected, row.precision)}
    if is_late(row, today):
        return _("Was due %(day)s") % said
    return _("Forecast for %(day)s") % said if row.forecast else _("Planned for %(day)s") % said


def _details(row: Milestone) -> list[str]:
    found = [row.note] if row.note else []
    if row.days:
        found.append(ngettext("%d day allowed", "%d days allowed", row.days) % row.days)
    if row.planned and (row.done or row.forecast):
        found.append(_against_plan(row))
    return found


def _against_plan(row: Milestone) -> str:
    """How far from its plan, in days where both are known to the day."""
    days = ((row.done or row.forecast) - row.planned).days
    if not days:
        return _("As planned")
    said = _("Planned for %(day)s") % {"day": month_or_day(row.planned, row.precision)}
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
            said = {"what": label, "old": month_or_day(old, before.precision)}
            said["new"] = month_or_day(new, after.precision) if new else _("not known")
            found.append((_("%(what)s moved from %(old)s to %(new)s") % said, after.reason))
    return found


def _statutory(published: dt.date | None, comments: Sequence[OwedComments], today: dt.date) -> Entry:
    title = _("Statutory response of local policing bodies")
    if published is None:
        after = _("Due within 56 days beginning with publication")
        return Entry("statutory", title, "unknown", after, [], [], "")
    due = comments_due(published)
    said = sum(owed.said is not None for owed in comments)
    details = [_("56 days beginning with publication (Police Act 1996, section 55)")]
    if comments:
        counted = {"number": said, "total": len(comments)}
        details.append(_("%(number)d of %(total)d have published their comments") % counted)
    else:
        details.append(_("It is not recorded which forces the report is about"))
    if comments and said == len(comments):
        last = max(owed.said.published for owed in comments)
        return Entry("statutory", title, "done", day(last), details, [], "")
    if today > due:
        return Entry("statutory", title, "late", _("Was due %(day)s") % {"day": day(due)}, details, [], "")
    details.append(_("Today is day %(number)d of 56") % {"number": day_of(today, published)})
    return Entry("statutory", title, "coming", _("Due %(day)s") % {"day": day(due)}, details, [], "")
