"""Stages, days and roles in words; and the words of a mail: grouped by organisation, overdue first, each with its link.
Plain text and HTML say the same."""

import datetime as dt
from collections.abc import Iterable

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.mail import foot, named
from accounts.permissions import UNIT
from forces.deadlines import kinds
from forces.models import Membership
from forces.periods import working_days
from govuk.numbers import day_text
from reminders.rules import Level, chain_of

MOST = 10  # lines of a mail, the most pressing: a longer list is on the page


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


def role_words(roles) -> str:
    """ "lead and finance officer"; the Unit's roles are one."""
    if UNIT in roles:
        return settings.UNIT_NAME
    return get_text_list([str(Membership.Role(role).label) for role in roles], _("and"))


def absolute(path: str) -> str:
    return settings.SITE_URL + path


def compose(person, found: Iterable[tuple[object, str]], today: dt.date) -> tuple[str, str, str]:
    """Subject, text and HTML. `found`: deadlines, each with the step of the chain through which the person hears of
    it."""
    found = list(found)
    overdue, others = sum(deadline.is_overdue(today) for deadline, _level in found), len(found) - MOST
    summary, groups = _summary(overdue, len(found) - overdue), _groups(found, today)
    not_listed = ngettext("%(n)d other is not listed here.", "%(n)d others are not listed here.", others)
    context = {
        "person": person,
        "groups": groups,
        "others": not_listed % {"n": others} if others > 0 else "",
        "summary": summary,
        "what_to_do": _what_to_do(found),
        "why": _why(found),
        "deadlines_url": absolute(reverse("deadlines")),
        "settings_url": absolute(reverse("reminder_settings")),
        "foot": foot(),
    }
    one_place = len({deadline.organisation_id for deadline, _level in found}) == 1
    subject = f"{summary}, {groups[0]['name']}" if one_place else summary
    return named(subject)[:250], _text(context), render_to_string("reminders/mail.html", context)


def document(subject: str, html: str) -> str:
    """What of a mail is kept is shown on a page too: as a mail it is a document of its own."""
    return render_to_string("reminders/mail_document.html", {"subject": subject, "html": html})


def _groups(found, today) -> list[dict]:
    """The ten most pressing: what is theirs to do before what they are told as well, then what has been due longest.
    By organisation, or the programme, those with the oldest first; the deadlines soonest first."""
    pressing = sorted(found, key=lambda pair: (pair[1] != Level.FIRST, pair[0].due, pair[0].title))[:MOST]
    by_place: dict = {}
    for deadline, _level in sorted(pressing, key=lambda pair: (pair[0].due, pair[0].title)):
        name = str(deadline.organisation) if deadline.organisation else settings.PROGRAMME_NAME
        group = by_place.setdefault(deadline.organisation, {"name": name, "overdue": [], "coming": []})
        line = {"title": deadline.title, "due": deadline.due, "url": absolute(deadline.url)}
        line["when"] = when_words(deadline.due, today)
        group["overdue" if deadline.is_overdue(today) else "coming"].append(line)
    return list(by_place.values())


def _summary(overdue: int, coming: int) -> str:
    late = ngettext("%d overdue", "%d overdue", overdue) % overdue
    soon = ngettext("%d due soon", "%d due soon", coming) % coming
    if overdue and coming:
        return _("%(late)s and %(soon)s") % {"late": late, "soon": soon}
    return late if overdue else soon


def _what_to_do(found) -> str:
    """An organisation's people say where it stands; chief officers and the Unit are told of it."""
    known = kinds()
    asked = (deadline for deadline, level in found if level == Level.FIRST and not known[deadline.kind].passes)
    if any(chain_of(deadline, known)[0].of_organisation for deadline in asked):
        return _("Open a link and tell us where it stands. What is settled drops out of the next mail.")
    return _("Open a link to see where it stands. What is settled drops out of the next mail.")


def _why(found) -> list[str]:
    known = kinds()
    levels = {None if known[deadline.kind].passes else level for deadline, level in found}
    said = {
        Level.FIRST: _("You get this because what is listed is yours to do."),
        Level.CHIEF: _("What has been overdue for 5 working days is told to the chief officer too."),
        Level.UNIT: _("What has been overdue for 10 working days is told to the Unit too."),
        None: _("Some of it is a date to know of, which nobody has to settle."),
    }
    return [words for level, words in said.items() if level in levels]


def _text(context) -> str:
    parts = [_("Hello %(name)s,") % {"name": context["person"]}, f"{context['summary']}."]
    for group in context["groups"]:
        parts.append(group["name"].upper())
        for heading, lines in ((_("Overdue"), group["overdue"]), (_("Due soon"), group["coming"])):
            said = [
                _("* %(title)s, due %(due)s (%(when)s): %(url)s") % (line | {"due": day_text(line["due"])})
                for line in lines
            ]
            parts += ["\n".join([heading, *said])] if said else []
    if context["others"]:
        parts.append(f"{context['others']} {context['deadlines_url']}")
    parts += [
        context["what_to_do"],
        "\n".join(context["why"]),
        _("Everything that is due: %(url)s") % {"url": context["deadlines_url"]},
        _("How often we write to you: %(url)s") % {"url": context["settings_url"]},
        context["foot"],
    ]
    return "\n\n".join(parts) + "\n"
