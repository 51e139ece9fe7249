"""The sentences of the training page, from numbers."""

import datetime as dt
import math

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from dashboard.grid.words import day_text, number_text, of_text, share_text
from training.forecast import CHANCE_FROM, INTERVAL_FROM, NoForecast, Outlook, Yardstick, in_words
from training.learners import Learners
from training.progress import Progress


def month_text(month: dt.date) -> str:
    return date_format(month, "F Y")


def pace_text(pace: float) -> str:
    """Whole from ten on; below it a decimal says something."""
    return f"{pace:,.0f}" if pace >= 10 or pace == int(pace) else f"{pace:.1f}"


def sentence(now: Progress) -> str:
    """The answer first: "2,000 by 30 April 2024: 1,412 done by 31 January 2024, 588 remain, ..."."""
    asked = {"quota": number_text(now.quota), "due": day_text(now.due), "day": day_text(now.day)}
    asked |= {"done": number_text(now.done), "remain": number_text(now.outlook.remaining)}
    if now.is_over or not now.outlook.remaining:
        return _ended(now, asked)
    said = _("%(quota)s by %(due)s: %(done)s done by %(day)s, %(remain)s remain") % asked
    return f"{said}, {_pace(now.outlook)}."


def _ended(now, asked):
    if now.difference < 0:
        words = {"short": number_text(-now.difference), "share": share_text(-now.difference, now.quota)}
        return _("%(quota)s by %(due)s: missed. %(done)s done by then, %(short)s short (%(share)s).") % (asked | words)
    words = {"more": number_text(now.difference), "when": _("met")}
    if now.met:
        words["when"] = _("met in %(month)s") % {"month": month_text(now.met)}
    if now.is_over:
        return _("%(quota)s by %(due)s: %(when)s. %(done)s done by then, %(more)s more than asked.") % (asked | words)
    return _("%(quota)s by %(due)s: %(when)s. %(done)s done by %(day)s.") % (asked | words)


def _pace(now: Outlook) -> str:
    needed = _("no full month is left")
    if now.needed is not None:
        needed = _("%(number)s a month needed") % {"number": number_text(math.ceil(now.needed))}
    if now.pace_of_3 is None:
        return _("%(needed)s; fewer than three full months are reported, so there is no pace yet") % {"needed": needed}
    return _("%(needed)s, %(pace)s a month in the last three") % {"needed": needed, "pace": pace_text(now.pace_of_3)}


def late(now: Progress, reached: dt.date | None) -> str:
    """Of a quota that was missed: when it was reached after all."""
    if reached is None:
        return _("It has not been reached since.")
    months = (reached.year - now.due.year) * 12 + reached.month - now.due.month
    return ngettext(
        "It was reached in %(month)s, %(number)d month late.",
        "It was reached in %(month)s, %(number)d months late.",
        months,
    ) % {"month": month_text(reached), "number": months}


def coming_in(now: Progress, forces: int) -> str:
    """Why the last months are not in the pace."""
    months = now.coming_in
    if not months or now.is_over:
        return ""
    said = [
        _("%(month)s (%(number)d of %(forces)d forces)")
        % {"month": month_text(each.month), "number": each.reporters, "forces": forces}
        for each in months
    ]
    return _("Still coming in: %(months)s. The pace leaves out what is still coming in, and a forecast covers it.") % {
        "months": ", ".join(said)
    }


def reports(months: int, missing: list[int], forces: int, silent: int) -> str:
    """`missing`: of each force that has not reported all of the months, how many."""
    if not months:
        return _("No month is reported by most forces yet.")
    if not missing:
        return _("Every force has reported every month.")
    said = {"number": number_text(sum(missing)), "total": number_text(months * forces)}
    said |= {"some": len(missing), "forces": forces}
    text = _(
        "%(number)s of %(total)s monthly figures are not reported, by %(some)d of %(forces)d forces: "
        "more may have been completed than is known."
    )
    if not silent:
        return text % said
    never = ngettext("%(silent)d force has never reported.", "%(silent)d forces have never reported.", silent)
    return f"{text % said} {never % {'silent': silent}}"


def if_it_continues(months: int) -> str:
    return ngettext(
        "if the pace of the last %(number)d month continues",
        "if the pace of the last %(number)d months continues",
        months,
    ) % {"number": months}


CHANCES = {
    Yardstick.REMOTE: gettext_lazy("There is a remote chance"),
    Yardstick.HIGHLY_UNLIKELY: gettext_lazy("It is highly unlikely"),
    Yardstick.UNLIKELY: gettext_lazy("It is unlikely"),
    Yardstick.REALISTIC: gettext_lazy("There is a realistic possibility"),
    Yardstick.LIKELY: gettext_lazy("It is likely"),
    Yardstick.HIGHLY_LIKELY: gettext_lazy("It is highly likely"),
    Yardstick.ALMOST_CERTAIN: gettext_lazy("It is almost certain"),
}


NAMES = {
    Yardstick.REMOTE: gettext_lazy("remote chance"),
    Yardstick.HIGHLY_UNLIKELY: gettext_lazy("highly unlikely"),
    Yardstick.UNLIKELY: gettext_lazy("unlikely"),
    Yardstick.REALISTIC: gettext_lazy("realistic possibility"),
    Yardstick.LIKELY: gettext_lazy("likely"),
    Yardstick.HIGHLY_LIKELY: gettext_lazy("highly likely"),
    Yardstick.ALMOST_CERTAIN: gettext_lazy("almost certain"),
}


def chance_name(chance: float) -> str:
    return f"{NAMES[in_words(chance)]} ({_per_cent(chance)})"


def _per_cent(chance: float) -> str:
    """Never 0% or 100%: the formula knows nothing of what is new."""
    if chance < 0.01:
        return _("under 1%")
    return _("over 99%") if chance > 0.99 else f"{100 * chance:.0f}%"


def forecast(now: Progress) -> list[str]:
    """The forecast with its interval, or the plain reason there is none."""
    ahead = now.outlook
    if ahead.at_the_end is None:
        return [no_forecast(now)]
    end, due, continues = ahead.at_the_end, day_text(now.due), if_it_continues(ahead.months)
    numbers = {"central": round(end.central), "lower": round(end.lower), "upper": round(end.upper)}
    words = {name: number_text(number) for name, number in numbers.items()} | {"due": due, "continues": continues}
    said = _(
        "About %(central)s by %(due)s %(continues)s. The 80%% interval is %(lower)s to %(upper)s: "
        "what comes lies in it 8 times in 10 when the pace is steady."
    )
    return [said % words, _chance(now, continues)]


def _chance(now: Progress, continues: str) -> str:
    ahead = now.outlook
    if ahead.prediction.chance is not None:
        chance = ahead.prediction.chance
        words = {"chance": CHANCES[in_words(chance)], "share": _per_cent(chance), "quota": number_text(now.quota)}
        words |= {"due": day_text(now.due), "continues": continues}
        return _("%(chance)s (%(share)s) that %(quota)s will be reached by %(due)s, %(continues)s.") % words
    if ahead.months < CHANCE_FROM:
        return _(
            "How likely that makes the quota is not said: it takes %(number)d months, and there are %(months)d."
        ) % {
            "number": CHANCE_FROM,
            "months": ahead.months,
        }
    return _("How likely that makes the quota is not said: more months lie ahead than are behind.")


def no_forecast(now: Progress) -> str:
    ahead = now.outlook
    if now.is_over:
        return _("There is no forecast: the date has passed.")
    match ahead.reason:
        case NoForecast.DONE:
            return _("There is no forecast: the number is reached.")
        case NoForecast.OVER:
            return _("There is no forecast: no full month is left before the date.")
        case NoForecast.FEW:
            return ngettext(
                "There is no forecast yet: it takes %(needed)d full months, and %(number)d is reported.",
                "There is no forecast yet: it takes %(needed)d full months, and %(number)d are reported.",
                ahead.months,
            ) % {"needed": INTERVAL_FROM, "number": ahead.months}
        case NoForecast.STALE:
            return _("There is no forecast: the last month that was reported is more than two full months ago.")
    return _("There is no forecast: the months show a trend or a break, so the past pace does not say what comes next.")


def difference(published: int, ledger: int) -> str:
    said = {"number": number_text(abs(published - ledger))}
    if published == ledger:
        return _("None")
    if published > ledger:
        return _("%(number)s more were published than the ledger holds") % said
    return _("%(number)s more are in the ledger than were published") % said


def trained(each: Learners) -> str:
    forces = {"stated": each.stated, "forces": each.forces}
    said = _("No force has stated a headcount, so there is no share.")
    if each.stated:
        said = _("%(count)s, over the %(stated)d of %(forces)d forces that have stated a headcount (%(days)s).") % {
            "count": of_text(each.trained, each.headcount),
            "days": _days(each.first, each.last),
            **forces,
        }
    if each.elsewhere:
        more = _("%(number)s more are trained in forces that have stated none.")
        said = f"{said} {more % {'number': number_text(each.elsewhere)}}"
    return said


def _days(first, last) -> str:
    if first == last:
        return _("as on %(day)s") % {"day": day_text(first)}
    return _("as on days from %(first)s to %(last)s") % {"first": day_text(first), "last": day_text(last)}
