"""The sentences of the training page, from numbers."""

import datetime as dt
import math
from collections import Counter
from collections.abc import Iterable

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from govuk.numbers import day_text, month_text, number_text, of_text, share_text
from stats.forecast import CHANCE_FROM, INTERVAL_FROM, NoForecast, Yardstick, in_words
from training.months import months_between
from training.national.headcount_coverage import HeadcountCoverage
from training.progress import Progress, QuotaVerdict
from training.words import needed_text, runs


def pace_text(pace: float) -> str:
    """Whole from ten on; below it a decimal says something."""
    return f"{pace:,.0f}" if pace >= 10 or pace == int(pace) else f"{pace:.1f}"


def sentence(now: Progress) -> str:
    """The answer first: "2,000 by 30 April 2024: 1,412 done by 31 January 2024, 588 remain, ...", and of how many."""
    asked = {"quota": number_text(now.quota), "due": day_text(now.due), "day": day_text(now.day), "forces": now.forces}
    if now.done is None:
        return _nothing(now, asked)
    gap = {"more": number_text(now.difference), "short": number_text(-now.difference)}
    asked |= {"done": number_text(now.done), **gap}
    of = _("%(some)d of %(forces)d forces have reported at least one month.")
    return f"{_answer(now, asked)} {of % {'some': now.reporters, 'forces': now.forces}}"


def _answer(now, asked):
    match now.verdict:
        case QuotaVerdict.COMING_IN:
            said = _("%(done)s are reported so far, %(short)s fewer than asked.") % asked
            return f"{_not_known_yet(now, asked)} {said}"
        case QuotaVerdict.MISSED:
            asked |= {"share": share_text(-now.difference, now.quota)}
            return _("%(quota)s by %(due)s: missed. %(done)s done by then, %(short)s short (%(share)s).") % asked
        case QuotaVerdict.OPEN:
            return _("%(quota)s by %(due)s: %(done)s done by %(day)s, %(short)s remain") % asked + f", {_pace(now)}."
    said = _("%(quota)s by %(due)s: met in %(month)s.") % (asked | {"month": month_text(now.met)})
    if now.awaited:
        more = _("%(done)s are reported so far, %(more)s more than asked: %(coming_in)s.")
        return f"{said} {more % (asked | {'coming_in': _coming_in(now)})}"
    if now.is_over:
        return f"{said} {_('%(done)s done by then, %(more)s more than asked.') % asked}"
    return f"{said} {_('%(done)s done by %(day)s.') % asked}"


def _nothing(now, asked):
    match now.verdict:
        case QuotaVerdict.COMING_IN:
            return f"{_not_known_yet(now, asked)} {_('Nothing is reported so far.')}"
        case QuotaVerdict.UNKNOWN:
            return _("%(quota)s by %(due)s: not known. None of %(forces)d forces has reported.") % asked
    said = _("%(quota)s by %(due)s: none of %(forces)d forces has reported by %(day)s") % asked
    return f"{said}, {_pace(now)}."


def _not_known_yet(now, asked):
    said = _("Whether %(quota)s was reached by %(due)s is not known yet: %(coming_in)s.")
    return said % (asked | {"coming_in": _coming_in(now)})


def _coming_in(now):
    """The sentence has the year."""
    said = {"month": date_format(now.awaited.month, "F"), "some": now.awaited.reporters, "forces": now.forces}
    return _("%(month)s is still coming in, %(some)d of %(forces)d forces") % said


def _pace(now: Progress) -> str:
    needed = _("no full month is left") if now.outlook.needed is None else needed_text(now)
    if now.outlook.pace_of_3 is None:
        return _("%(needed)s; fewer than three full months are reported, so there is no pace yet") % {"needed": needed}
    said = {"needed": needed, "pace": pace_text(now.outlook.pace_of_3)}
    return _("%(needed)s, %(pace)s a month in the last three reported") % said


def share_of(now: Progress) -> str:
    """What came of a force's share, or what is to come."""
    match now.verdict:
        case QuotaVerdict.MET:
            return _("met in %(month)s") % {"month": date_format(now.met, "M Y")}
        case QuotaVerdict.MISSED:
            return _("missed by %(number)s") % {"number": number_text(-now.difference)}
        case QuotaVerdict.COMING_IN:
            return _("not known yet")
        case QuotaVerdict.UNKNOWN:
            return _("not known")
    if now.done is None:
        return _("nothing reported")
    return _("%(number)s remain") % {"number": number_text(-now.difference)}


def shares(all_of_them: Iterable[Progress]) -> str:
    """How many of those forces that have a share have met it, and what is known of the others."""
    found = Counter((now.verdict, now.done is None) for now in all_of_them)
    parts = [
        (_("%(number)d met it"), found[QuotaVerdict.MET, False]),
        (_("%(number)d missed it"), found[QuotaVerdict.MISSED, False]),
        (_("%(number)d are still below it"), found[QuotaVerdict.OPEN, False]),
        (
            _("of %(number)d it is not known yet"),
            found[QuotaVerdict.COMING_IN, False] + found[QuotaVerdict.COMING_IN, True],
        ),
        (_("%(number)d reported nothing"), found[QuotaVerdict.UNKNOWN, True] + found[QuotaVerdict.OPEN, True]),
    ]
    said = ", ".join(part % {"number": number} for part, number in parts if number)
    return _("Of %(total)d forces with a share %(parts)s.") % {"total": found.total(), "parts": said}


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


def coming_in(now: Progress) -> str:
    """Why the last months are not in the pace. Once the date is over the sentence says it."""
    months = now.coming_in
    if not months or now.is_over or now.done is None:
        return ""
    said = [
        _("%(month)s (%(number)d of %(forces)d forces)")
        % {"month": month_text(each.month), "number": each.reporters, "forces": now.forces}
        for each in months
    ]
    return _(
        "Still coming in: %(months)s. The pace of the last months leaves out what is still coming in; "
        "the pace needed and the forecast cover it."
    ) % {"months": ", ".join(said)}


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
    return [f"{said % words} {_same_months(now)}", _chance(now, continues)]


def _same_months(now: Progress) -> str:
    """What the headline's pace needed and the forecast are about, so that one can be held against the other."""
    ahead = now.outlook
    (_first, months), *_rest = runs(months_between(now.needed_from, now.due))
    said = {"months": months, "needed": pace_text(math.ceil(ahead.needed))}
    said["pace"] = pace_text(ahead.prediction.central / ahead.ahead)
    return _("It is for %(months)s, as the pace needed is: %(pace)s a month so far, %(needed)s needed.") % said


def paces(now: Progress) -> str:
    """What is always said of an open quota: the months left, and the pace of the last 3 and 12 months."""
    if now.verdict != QuotaVerdict.OPEN:
        return ""
    ahead = now.outlook
    left = ngettext("%(number)d month is left", "%(number)d months are left", ahead.months_left)
    late = len(now.coming_in)
    more = ngettext(", and %(late)d is still coming in", ", and %(late)d are still coming in", late)
    said = [f"{left % {'number': ahead.months_left}}{more % {'late': late} if late else ''}."]
    for months, pace in ((3, ahead.pace_of_3), (12, ahead.pace_of_12)):
        of = {"months": months, "reported": ahead.months, "pace": pace is not None and pace_text(pace)}
        known = _("The pace of the last %(months)d reported months is %(pace)s a month.")
        unknown = _("There is no pace of the last %(months)d months: %(reported)d are reported.")
        said.append((unknown if pace is None else known) % of)
    return " ".join(said)


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


def difference(published: int, ledger: int | None) -> str:
    if ledger is None:
        return _("Not known: nothing is reported here")
    said = {"number": number_text(abs(published - ledger))}
    if published == ledger:
        return _("None")
    if published > ledger:
        return _("%(number)s more were published than the ledger holds") % said
    return _("%(number)s more are in the ledger than were published") % said


def trained(each: HeadcountCoverage) -> str:
    forces, said = {"stated": each.stated, "forces": each.forces}, []
    if not each.reported:
        said.append(_("None of %(forces)d forces has reported.") % forces)
    elif each.stated:
        share = _(
            "%(count)s, over the %(stated)d of %(forces)d forces that have reported and stated a headcount (%(days)s)."
        )
        count, days = of_text(each.trained, each.headcount), _days(each.first, each.last)
        said.append(share % (forces | {"count": count, "days": days}))
    else:
        said.append(_("No force that has reported has stated a headcount, so there is no share."))
    if others := each.reported - each.stated:
        more = ngettext(
            "%(number)s more are trained in %(others)d force that has stated none.",
            "%(number)s more are trained in %(others)d forces that have stated none.",
            others,
        )
        said.append(more % {"number": number_text(each.elsewhere), "others": others})
    if each.unreported:
        gap = ngettext(
            "%(number)d force has stated a headcount and not reported how many are trained.",
            "%(number)d forces have stated a headcount and not reported how many are trained.",
            each.unreported,
        )
        said.append(gap % {"number": each.unreported})
    return " ".join(said)


def _days(first, last) -> str:
    if first == last:
        return _("as on %(day)s") % {"day": day_text(first)}
    return _("as on days from %(first)s to %(last)s") % {"first": day_text(first), "last": day_text(last)}
