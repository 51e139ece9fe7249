"""Sentences of the pages: answers first."""

import datetime as dt

from django.conf import settings
from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from inspections.counts import Counts, Movement
from inspections.models import Inspection, Milestone, Verification
from inspections.standing import Standing

Voice = Verification.Voice


def day(date: dt.date) -> str:
    return date_format(date, "j F Y")


def sentence(counts: Counts) -> str:
    if counts.addressed == 1:
        return _one(counts)
    words = _("%(open)d of %(number)d responses are open")
    words += _(", %(overdue)d of them overdue") if counts.open else ""
    words += _(" and %(unanswered)d not answered at all.") if counts.unanswered else "."
    if counts.unverified:
        words += " " + ngettext(
            "%(unverified)d is complete, its organisation says, and not verified.",
            "%(unverified)d are complete, their organisations say, and not verified.",
            counts.unverified,
        )
    return words % {
        "open": counts.open,
        "number": counts.addressed,
        "overdue": counts.overdue,
        "unanswered": counts.unanswered,
        "unverified": counts.unverified,
    }


def _one(counts: Counts) -> str:
    if counts.unanswered:
        late = _("The one response is open and overdue, and not answered at all.")
        return late if counts.overdue else _("The one response is open, and not answered at all.")
    if counts.open:
        return _("The one response is open and overdue.") if counts.overdue else _("The one response is open.")
    if counts.not_ours:
        return _("The one response: not ours, it says.")
    if counts.verified:
        return _("The one response is complete and verified.")
    return _("The one response is complete, its organisation says, and not verified.")


def moved(movement: Movement) -> str:
    """Like "3 completed, 1 verified"; empty for nothing."""
    parts = (
        (movement.issued, _("%d issued")),
        (movement.completed, _("%d completed")),
        (movement.verified, _("%d verified")),
        (movement.reopened, _("%d opened again")),
    )
    return ", ".join(words % number for number, words in parts if number)


def who(voice: str, inspection: Inspection) -> str:
    return settings.UNIT_NAME if voice == Voice.UNIT else inspection.get_inspectorate_display()


def verdicts(standing: Standing) -> str:
    """Like "HMICFRS: verified; Joint Unit: not verified"; empty for none."""
    inspection = standing.finding.inspection
    found = [standing.verdicts[voice] for voice in (Voice.INSPECTORATE, Voice.UNIT) if voice in standing.verdicts]
    return "; ".join(f"{who(each.voice, inspection)}: {held(each.verified)}" for each in found)


def held(verified: bool) -> str:
    return _("verified") if verified else _("not verified")


def month_or_day(date: dt.date, precision: str) -> str:
    return date_format(date, "F Y" if precision == Milestone.Precision.MONTH else "j F Y")


def listed(names) -> str:
    return get_text_list(list(names), _("and"))
