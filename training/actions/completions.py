"""Monthly completions: several months and courses at once, all or none."""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.permissions import RECORD_TRAINING
from forces.access import check_right
from forces.models import Organisation
from ledger.actions import Refused, audit, lock_ledger
from training.actions.versions import next_version
from training.models import Completion, Course
from training.months import month_of


@dataclass(frozen=True)
class Entry:
    """`base` is the version of this figure that its writer knew, 0 for none."""

    course: Course
    month: dt.date
    number: int
    base: int = 0


@transaction.atomic
def record_completions(
    *,
    organisation: Organisation,
    entries: Iterable[Entry],
    by,
    today: dt.date,
    reason: str = "",
    token: uuid.UUID | None = None,
    now: dt.datetime | None = None,
) -> list[Completion]:
    """The figures that are new or differ; `reason` is for those that correct. Sent twice, the second adds nothing: it
    says what is there. Raises EditConflict, Refused."""
    check_right(by, RECORD_TRAINING, organisation)
    lock_ledger()
    check_force(organisation)
    common = {"by": by, "reason": reason, "token": token or uuid.uuid4(), "now": now or timezone.now()}
    rows = []
    for entry in entries:
        check_entry(entry, today)
        of = {"organisation": organisation, "course": entry.course, "month": entry.month}
        rows.append(next_version(Completion, of, {"number": entry.number}, base=entry.base, action=None, **common))
    added = [row for row in rows if row]
    if added:
        after = {f"{row.course.code} {row.month:%Y-%m}": row.number for row in added}
        slug, at = organisation.slug, common["now"]
        audit(by=by, action="training.completions", subject=Completion, organisation=slug, after=after, now=at)
    return added


def check_entry(entry: Entry, today: dt.date) -> None:
    """Raises Refused."""
    if entry.month > month_of(today):
        raise Refused("month", _("This month is in the future."))
    if entry.month < entry.course.first_month:
        raise Refused("month", _("%(course)s had not begun in this month.") % {"course": entry.course})
    if entry.number < 0:
        raise Refused("number", _("Completions cannot be fewer than 0."))


def check_force(organisation: Organisation) -> None:
    """Raises Refused."""
    if not organisation.is_force:
        raise Refused("organisation", _("Training is recorded for police forces. A CPS Area has none here."))
