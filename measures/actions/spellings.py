"""What a publisher's spelling is to us: mapped by a Unit manager, and taken back."""

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.permissions import MANAGE_MEASURES
from forces.access import check_right
from forces.models import Organisation
from ledger.actions import Refused, append, lock_ledger
from measures.importing.forces import spelling
from measures.importing.found import METRIC
from measures.models import Measure, Spelling, Stage, Upload
from measures.queries.spellings import standing

Ours = Organisation | Measure | None  # None: a body that is not one of the 43 forces


@transaction.atomic
def map_spellings(*, upload: Upload, ours: dict[tuple[str, str], Ours], by, now: dt.datetime | None = None) -> None:
    """By (what it is of, as the file writes it), of what the file has that we did not know. The file is read again.
    Raises Refused."""
    check_right(by, MANAGE_MEASURES)
    lock_ledger()
    now = now or timezone.now()
    if not ours:
        raise Refused("", _("Choose what at least one of them is."))
    waiting = Upload.objects.filter(pk=upload.pk, stage__in=[Stage.READ, Stage.REFUSED])
    there = {(what, name) for what, name, *_rest in upload.report.get("unknown", ())}
    again = {"stage": Stage.WAITING, "report": {}, "done": 0, "doing": "", "moved_at": now}
    if not ours.keys() <= there or not waiting.update(**again):
        raise Refused("", _("This file has been read again meanwhile. Look at what it says now."))
    known = standing()
    for (what, name), mapped in ours.items():
        _record(what, name, mapped, known, by, now)


def _record(what, name, ours, known, by, now):
    if not (plain := spelling(what, name)):
        raise Refused("", _("“%(name)s” has no letters or figures to know it by.") % {"name": name})
    measure, organisation = (ours, None) if what == METRIC else (None, ours)
    if there := known.get((what, plain)):
        if (there.measure, there.organisation) != (measure, organisation):
            said = _("%(who)s has mapped “%(name)s” already. Take that back first, if it is wrong.")
            raise Refused("", said % {"who": there.recorded_by, "name": name})
        return
    append(
        Spelling(what=what, written=name, plain=plain, organisation=organisation, measure=measure),
        last=None,
        by=by,
        action="spelling.mapped",
        after={what: name, "ours": measure.code if measure else organisation.slug if organisation else "none"},
        now=now,
    )


@transaction.atomic
def take_back(*, spelling: Spelling, by, now: dt.datetime | None = None) -> Spelling:
    """What was read with it stays as it is: a release never changes. Raises Refused."""
    check_right(by, MANAGE_MEASURES)
    lock_ledger()
    if standing().get((spelling.what, spelling.plain)) != spelling:
        raise Refused("", _("This does not stand any more."))
    names = ("what", "written", "plain", "organisation", "measure")
    return append(
        Spelling(stands=False, **{name: getattr(spelling, name) for name in names}),
        last=spelling,
        by=by,
        action="spelling.taken_back",
        before={spelling.what: spelling.written},
        now=now,
    )
