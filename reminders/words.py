"""Stages and steps of the chain in words."""

import datetime as dt

from django.conf import settings
from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.permissions import UNIT
from forces.models import Membership
from forces.periods import working_days
from reminders.rules import Level


def stage_words(stage: int) -> str:
    """ "5 working days before", "on the day", "1 working day after"."""
    if stage == 0:
        return _("on the day")
    if stage < 0:
        return ngettext("%d working day before", "%d working days before", -stage) % -stage
    return ngettext("%d working day after", "%d working days after", stage) % stage


def level_words(level: str) -> str:
    said = {Level.FIRST: _("first to hear"), Level.CHIEF: _("escalated to the chief officer")}
    return said.get(level) or _("escalated to the Unit")


def when_words(due: dt.date, today: dt.date) -> str:
    """ "today", "5 working days late", "in 3 working days"."""
    days = working_days(today, due)
    if due == today:
        return _("today")
    if due > today:
        # Over a weekend or a holiday no working day lies between.
        if days:
            return ngettext("in %d working day", "in %d working days", days) % days
        return _("before the next working day")
    if days:
        return ngettext("%d working day late", "%d working days late", -days) % -days
    return _("late, by no working day yet")


def day_words(day: dt.date) -> str:
    return date_format(day, "j F Y")


def role_words(roles) -> str:
    """ "lead and finance officer"; the Unit's roles are one."""
    if UNIT in roles:
        return settings.UNIT_NAME
    return get_text_list([str(Membership.Role(role).label) for role in roles], _("and"))
