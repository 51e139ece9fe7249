"""Notes on a force's figures: written, changed and taken back, each as a row of its own."""

import datetime as dt
import uuid
from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.permissions import MANAGE_MEASURES
from forces.access import check_right
from forces.models import Organisation
from ledger.actions import Refused, append, audit, check_base, last_row
from measures.models import Measure, Note
from measures.quarters import FIRSTS, quarter_of

FIRST = gettext_lazy("%(who)s wrote a note first. Check what stands now, then send yours again if it is still right.")


@transaction.atomic
def write_note(
    *,
    organisation: Organisation,
    measures: Sequence[Measure],
    what: str,
    first: dt.date,
    last: dt.date | None,
    text: str,
    source: str,
    by,
    base: int | None = None,
    token: uuid.UUID | None = None,
    now: dt.datetime | None = None,
) -> list[Note]:
    """The same on each of the measures; it changes what is noted already of the same kind from the same quarter on.
    Sent twice it is one. `base`: the organisation's last row that the writer knew, 0 for none. Raises EditConflict,
    Refused."""
    check_right(by, MANAGE_MEASURES)
    before = last_row(Note.objects.filter(organisation=organisation))
    if there := list(Note.objects.filter(token=token)) if token else []:
        return there
    check_base(before, base, FIRST)
    now = now or timezone.now()
    _check(measures, what, first, last, text, source, now)
    said = {"last": last, "text": text.strip(), "source": source.strip()}
    new = []
    for measure in measures:
        row = _standing(organisation, measure, what, first)
        if row is None or said != {name: getattr(row, name) for name in said}:
            new.append(measure)
    if not new:
        raise Refused("text", _("That is noted already."))
    row = {"organisation": organisation, "what": what, "first": first, "token": token, **said}
    return _record(row, new, before, by, now)


@transaction.atomic
def take_note_back(
    *,
    note: Note,
    why: str,
    by,
    base: int | None = None,
    now: dt.datetime | None = None,
) -> Note:
    """What stands of its kind from its quarter on. Raises Refused."""
    check_right(by, MANAGE_MEASURES)
    before = last_row(Note.objects.filter(organisation=note.organisation))
    check_base(before, base, FIRST)
    standing = _standing(note.organisation, note.measure, note.what, note.first)
    if standing is None:
        raise Refused("", _("It has been taken back already."))
    if not why.strip():
        raise Refused("why", _("Say why it is taken back."))
    row = {name: getattr(standing, name) for name in ("organisation", "what", "first", "last", "source")}
    return _record(row | {"text": why.strip(), "stands": False}, [note.measure], before, by, now)[0]


def _standing(organisation, measure, what, first) -> Note | None:
    rows = Note.objects.filter(organisation=organisation, measure=measure, what=what, first=first)
    row = rows.order_by("-pk").first()
    return row if row and row.stands else None


def _check(measures, what, first, last, text, source, now):
    if not measures:
        raise Refused("measures", _("Select at least one measure."))
    if not all(quarter is None or (quarter.day == 1 and quarter.month in FIRSTS) for quarter in (first, last)):
        raise Refused("first", _("Select a quarter."))
    if first > quarter_of(timezone.localdate(now)):
        raise Refused("first", _("That quarter has not begun."))
    if last is None and what == Note.What.INCOMPLETE:
        raise Refused("last", _("Select the last quarter to leave out."))
    if last is not None and last < first:
        raise Refused("last", _("The last quarter must be the first one or come after it."))
    if not text.strip():
        raise Refused("text", _("Say what people need to know about these figures."))
    if not source.strip():
        raise Refused("source", _("Give the source."))


def _record(said, measures, before, by, now) -> list[Note]:
    """One audit event for all of them."""
    said = {"token": None, **said}
    token = said.pop("token") or uuid.uuid4()
    rows = [
        append(Note(**said, token=token, measure=measure), last=before, by=by, action=None, now=now)
        for measure in measures
    ]
    one = rows[0]
    after = {"measures": [measure.code for measure in measures], "what": one.what, "first": one.first.isoformat()}
    after |= {"last": one.last and one.last.isoformat(), "stands": one.stands}
    slug = one.organisation.slug
    audit(by=by, action="measure.noted", subject=one, organisation=slug, after=after, now=one.recorded_at)
    return rows
