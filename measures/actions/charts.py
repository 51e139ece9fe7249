"""What the Unit records about charts, each a ledger: notes on figures, from where on limits start anew, and targets."""

import datetime as dt
import uuid
from collections.abc import Sequence
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.permissions import MANAGE_MEASURES
from forces.access import check_right
from forces.models import Organisation
from ledger.actions import RuleBroken, append, audit, check_base, last_row, says
from measures.models import Measure, Note, Rebase, Target
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
    RuleBroken."""
    check_right(by, MANAGE_MEASURES)
    before = last_row(Note.objects.filter(organisation=organisation))
    if there := list(Note.objects.filter(token=token)) if token else []:
        return there
    check_base(before, base, FIRST)
    now = now or timezone.now()
    _check_note(measures, what, first, last, text, source, now)
    said: dict = {"last": last, "text": text.strip(), "source": source.strip()}
    rows = {measure: _standing_note(organisation, measure, what, first) for measure in measures}
    new = [measure for measure, row in rows.items() if row is None or not says(row, said)]
    if not new:
        raise RuleBroken("text", _("That is noted already."))
    said |= {"organisation": organisation, "what": what, "first": first, "token": token or uuid.uuid4()}
    return _append_notes(said, new, before, by, now)


@transaction.atomic
def take_note_back(
    *,
    note: Note,
    why: str,
    by,
    base: int | None = None,
    now: dt.datetime | None = None,
) -> Note:
    """What stands of its kind from its quarter on. Raises RuleBroken."""
    check_right(by, MANAGE_MEASURES)
    before = last_row(Note.objects.filter(organisation=note.organisation))
    check_base(before, base, FIRST)
    standing = _standing_note(note.organisation, note.measure, note.what, note.first)
    if standing is None:
        raise RuleBroken("", _("It has been taken back already."))
    if not why.strip():
        raise RuleBroken("why", _("Say why it is taken back."))
    said = {name: getattr(standing, name) for name in ("organisation", "what", "first", "last", "source")}
    said |= {"text": why.strip(), "stands": False, "token": uuid.uuid4()}
    return _append_notes(said, [note.measure], before, by, now)[0]


def _standing_note(organisation, measure, what, first) -> Note | None:
    rows = Note.objects.filter(organisation=organisation, measure=measure, what=what, first=first)
    row = rows.order_by("-pk").first()
    return row if row and row.stands else None


def _check_note(measures, what, first, last, text, source, now):
    if not measures:
        raise RuleBroken("measures", _("Select at least one measure."))
    if not all(quarter is None or (quarter.day == 1 and quarter.month in FIRSTS) for quarter in (first, last)):
        raise RuleBroken("first", _("Select a quarter."))
    if first > quarter_of(timezone.localdate(now)):
        raise RuleBroken("first", _("That quarter has not begun."))
    if last is None and what == Note.What.INCOMPLETE:
        raise RuleBroken("last", _("Select the last quarter to leave out."))
    if last is not None and last < first:
        raise RuleBroken("last", _("The last quarter must be the first one or come after it."))
    if not text.strip():
        raise RuleBroken("text", _("Say what people need to know about these figures."))
    if not source.strip():
        raise RuleBroken("source", _("Give the source."))


def _append_notes(said, measures, before, by, now) -> list[Note]:
    """One audit event for all of them."""
    rows = [append(Note(**said, measure=measure), last=before, by=by, action=None, now=now) for measure in measures]
    one = rows[0]
    after: dict = {"measures": [measure.code for measure in measures], "what": one.what, "first": one.first.isoformat()}
    after |= {"last": one.last and one.last.isoformat(), "stands": one.stands}
    slug = one.organisation.slug
    audit(by=by, action="measure.noted", subject=one, organisation=slug, after=after, now=one.recorded_at)
    return rows


@transaction.atomic
def rebase(
    *,
    organisation: Organisation,
    measure: Measure,
    quarter: dt.date,
    event: str,
    reason: str,
    by,
    stands: bool = True,
    base: int | None = None,
    now: dt.datetime | None = None,
) -> Rebase:
    """New limits from a quarter on, or (`stands` false) none after all. `base`: the chart's last row that the writer
    knew, 0 for none. Raises EditConflict, RuleBroken."""
    check_right(by, MANAGE_MEASURES)
    of_chart = Rebase.objects.filter(organisation=organisation, measure=measure)
    last, standing = last_row(of_chart), of_chart.filter(quarter=quarter).order_by("-pk").first()
    check_base(last, base, _("%(who)s changed this chart first. Check what stands now, then send yours again if it is "
                             "still right."))  # fmt: skip
    if not reason.strip():
        raise RuleBroken("reason", _("Say why."))
    if bool(standing and standing.stands) == stands:
        already = _("The chart has new limits from this quarter on already.")
        raise RuleBroken("quarter", already if stands else _("The chart has no new limits from this quarter on."))
    said = {"quarter": quarter, "event": event, "stands": stands, "reason": reason.strip()}
    return append(
        Rebase(organisation=organisation, measure=measure, **said),
        last=last,
        by=by,
        action="measure.rebased",
        organisation=organisation,
        after={"measure": measure.code, "quarter": quarter.isoformat(), "stands": stands},
        now=now,
    )


@transaction.atomic
def set_target(
    *,
    measure: Measure,
    organisation: Organisation | None,
    starts_on: dt.date,
    value: Decimal | None,
    reason: str,
    by,
    base: int | None = None,
    token: uuid.UUID | None = None,
    now: dt.datetime | None = None,
) -> Target:
    """A target from a day on, or (`value` None) none any more; for all forces without an `organisation`. Sent twice it
    is one. `base`: the measure's last row that the writer knew, 0 for none. Raises EditConflict, RuleBroken."""
    check_right(by, MANAGE_MEASURES)
    last = last_row(measure.targets)
    if there := Target.objects.filter(token=token).first() if token else None:
        return there
    check_base(last, base, _("%(who)s set a target first. Check what stands now, then send yours again if it is still "
                             "right."))  # fmt: skip
    if not measure.may_have_target:
        raise RuleBroken("", _("Neither way is better for this measure, so it cannot have a target."))
    if not reason.strip():
        raise RuleBroken("reason", _("Say who set it, and where that is written."))
    if value is not None and measure.is_percentage and value > 100:
        raise RuleBroken("value", _("The target must be a percentage from 0 to 100."))
    before = measure.targets.filter(organisation=organisation, starts_on__lte=starts_on)
    if before.order_by("starts_on", "pk").values_list("value", flat=True).last() == value:
        none = _("There is no target that day to end.")
        raise RuleBroken("starts_on", none if value is None else _("That is the target on that day already."))
    said = {"starts_on": starts_on, "value": value, "reason": reason.strip(), "token": token}
    return append(
        Target(measure=measure, organisation=organisation, **said),
        last=last,
        by=by,
        action="measure.target_set",
        organisation=organisation,
        after={"measure": measure.code, "from": starts_on.isoformat(), "value": None if value is None else str(value)},
        now=now,
    )
