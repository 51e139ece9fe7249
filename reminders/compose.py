"""The words of a mail: grouped by organisation, overdue first, each with its link. Plain text and HTML say the same."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.mail import foot, named
from forces.deadlines import kinds
from reminders.rules import Level, chain_of
from reminders.words import day_words, when_words

MOST = 10  # lines of a mail, the most pressing: a longer list is on the page


@dataclass(frozen=True)
class Line:
    title: str
    due: dt.date
    when: str
    url: str
    overdue: bool


@dataclass(frozen=True)
class Group:
    """Of one organisation, or of the programme."""

    name: str
    lines: list[Line]

    @property
    def overdue(self) -> list[Line]:
        return [line for line in self.lines if line.overdue]

    @property
    def coming(self) -> list[Line]:
        return [line for line in self.lines if not line.overdue]


@dataclass(frozen=True)
class Composed:
    subject: str
    text: str
    html: str


def compose(person, found: Iterable[tuple[object, str]], today: dt.date) -> Composed:
    """`found`: deadlines, each with the step of the chain through which the person hears of it."""
    found = list(found)
    groups, others = _groups(found, today), max(0, len(found) - MOST)
    overdue = sum(deadline.is_overdue(today) for deadline, _level in found)
    summary = _summary(overdue, len(found) - overdue)
    context = {
        "person": person,
        "groups": groups,
        "others": _others(others) if others else "",
        "summary": summary,
        "what_to_do": _what_to_do(found),
        "why": _why(found),
        "deadlines_url": absolute(reverse("deadlines")),
        "settings_url": absolute(reverse("reminder_settings")),
        "foot": foot(),
    }
    one_place = len({deadline.organisation_id for deadline, _level in found}) == 1
    subject = f"{summary}, {groups[0].name}" if one_place else summary
    return Composed(named(subject)[:250], _text(context), render_to_string("reminders/mail.html", context))


def document(subject: str, html: str) -> str:
    """What of a mail is kept is shown on a page too: as a mail it is a document of its own."""
    return render_to_string("reminders/mail_document.html", {"subject": subject, "html": html})


def absolute(path: str) -> str:
    return settings.SITE_URL + path


def _groups(found, today) -> list[Group]:
    """The ten most pressing: what is theirs to do before what they are told as well, then what has been due longest.
    By organisation, those with the oldest first; the deadlines soonest first, so what is overdue leads."""
    pressing = sorted(found, key=lambda pair: (pair[1] != Level.FIRST, pair[0].due, pair[0].title))[:MOST]
    by_place: dict = {}
    for deadline, _level in sorted(pressing, key=lambda pair: (pair[0].due, pair[0].title)):
        when, late = when_words(deadline.due, today), deadline.is_overdue(today)
        line = Line(deadline.title, deadline.due, when, absolute(deadline.url), late)
        by_place.setdefault(deadline.organisation, []).append(line)
    return [Group(str(place) if place else settings.PROGRAMME_NAME, lines) for place, lines in by_place.items()]


def _others(number: int) -> str:
    return ngettext("%(n)d other is not listed here.", "%(n)d others are not listed here.", number) % {"n": number}


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
        parts.append(group.name.upper())
        for heading, lines in ((_("Overdue"), group.overdue), (_("Due soon"), group.coming)):
            if lines:
                parts.append("\n".join([heading, *map(_line, lines)]))
    if context["others"]:
        parts.append(f"{context['others']} {context['deadlines_url']}")
    parts.append(context["what_to_do"])
    parts.append("\n".join(context["why"]))
    parts.append(_("Everything that is due: %(url)s") % {"url": context["deadlines_url"]})
    parts.append(_("How often we write to you: %(url)s") % {"url": context["settings_url"]})
    parts.append(context["foot"])
    return "\n\n".join(parts) + "\n"


def _line(line: Line) -> str:
    said = {"title": line.title, "due": day_words(line.due), "when": line.when, "url": line.url}
    return _("* %(title)s, due %(due)s (%(when)s): %(url)s") % said
