"""The Unit's pages: what went to whom and why, what waits, what failed, and who gets what when."""

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django_tables2 import RequestConfig

from accounts.permissions import MANAGE_REMINDERS
from forces.access import can, require
from govuk.tables import export_or_none
from reminders import rules
from reminders.forms import MessageFilter
from reminders.heartbeats import pulses
from reminders.models import Message
from reminders.people import held
from reminders.planning import everything_due
from reminders.queries import about, counts, nobody_added, unanswered, with_nobody
from reminders.queries import messages as all_messages
from reminders.scope import kinds_of
from reminders.tables import MessageTable
from reminders.views.deadlines import require_deadlines
from reminders.words import role_words, stage_words

NAMED = 2  # organisations of a mail, in its row


@require_safe
def reminders(request):
    require(request.user, MANAGE_REMINDERS)
    as_at = request.as_at
    chosen = MessageFilter(request.GET)
    found = list(chosen.narrow(all_messages(as_at.moment), as_at.day))
    places = about(found)
    table = MessageTable([_listed(message, places.get(message.pk, []), as_at) for message in found])
    RequestConfig(request).configure(table)
    if (file := export_or_none(request, table, f"reminders-{as_at.day}")) is not None:
        return file
    context = {"table": table, "filter": chosen, "manages": True}
    if not as_at.is_past:
        on_hold, due = held(as_at.day), everything_due(as_at)
        context |= {
            "counts": counts(as_at.day),
            "nobody": [(each, role_words(sorted(roles))) for each, roles in with_nobody(due, as_at.day)],
            "nobody_added": nobody_added(as_at.moment).count(),
            "unanswered": sum(not each.closed for each in unanswered(due, as_at)),
            "held": sorted(on_hold.values(), key=lambda row: row.until),
            "pulses": (found := pulses(timezone.now())),
            "silent": [pulse for pulse in found if pulse.is_silent],
        }
    return render(request, "reminders/reminders.html", context)


def _listed(message, places, as_at):
    shown = get_text_list([str(place) for place in places[:NAMED]], _("and"))
    if len(places) > NAMED:
        shown = _("%(names)s and %(n)d more") % {
            "names": ", ".join(str(place) for place in places[:NAMED]),
            "n": len(places) - NAMED,
        }
    ended = message.then in Message.ENDED
    return {
        "to": str(message.recipient),
        "url": as_at.link(reverse("message", args=[message.pk])),
        "day": message.day,
        "about": shown,
        "number": message.number,
        "state": Message.State(message.then).label,
        "code": message.then,
        "at": message.ended_at if ended else message.next_try_at,
        "said": message.said,
        "address": message.address,
        "subject": message.subject,
        "attempts": message.attempts,
        "reference": str(message.pk),
    }


@require_safe
def matrix(request):
    require_deadlines(request.user)
    context = {
        "rows": [row for kind in kinds_of(request.user) for row in _rows(kind)],
        "before": [stage_words(stage) for stage in rules.BEFORE],
        "after": stage_words(rules.WEEKLY_FROM[rules.Level.FIRST]),
        "chief": rules.WEEKLY_FROM[rules.Level.CHIEF],
        "unit": rules.WEEKLY_FROM[rules.Level.UNIT],
        "weeks": rules.CHASED_FOR.days // 7,
        "manages": can(request.user, MANAGE_REMINDERS),
    }
    return render(request, "reminders/matrix.html", context)


def _rows(kind):
    yield _row(kind, kind.label, kind.settle)
    for words, turn in kind.then:
        yield _row(kind, _("%(kind)s, %(when)s") % {"kind": kind.label, "when": words}, turn)


def _row(kind, words, turn):
    steps = {step.level: step for step in rules.chain(kind.permission, turn)}
    cells = [role_words(steps[level].roles) if level in steps else "" for level in rules.Level]
    return {"kind": words, "first": cells[0], "chief": cells[1], "unit": cells[2]}
