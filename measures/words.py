"""Numbers and quarters of measures in words. No causal words: what changed is said, never why."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from measures.models import Measure, Unit
from measures.quarters import last_day
from measures.queries.ledgers import TargetRow
from measures.table_one import Compared
from stats import compare

MINUS = "\u2212"


def quarter_text(quarter: dt.date) -> str:
    """October to December 2022."""
    last = last_day(quarter)
    return _("%(first)s to %(last)s") % {"first": date_format(quarter, "F"), "last": date_format(last, "F Y")}


def short_quarter(quarter: dt.date) -> str:
    """Oct to Dec 2022."""
    last = last_day(quarter)
    return _("%(first)s to %(last)s") % {"first": date_format(quarter, "M"), "last": date_format(last, "M Y")}


def number_text(number) -> str:
    return f"{number:,}".replace("-", MINUS)


def value_text(measure: Measure, value) -> str:
    """With its unit: 1,234, or 5.7%, or 381 days."""
    if value is None:
        return _("not published")
    if measure.unit == Unit.PERCENTAGE:
        return f"{float(value):.1f}%"
    if measure.unit == Unit.DAYS:
        return _("%(number)s days") % {"number": number_text(round(value))}
    return number_text(round(value))


def exact_text(measure: Measure, value) -> str:
    """A target with its unit and the decimals it was set with: 7.25%, or 12.5, or 300 days."""
    number = f"{Decimal(str(value)).normalize():,f}"
    if measure.unit == Unit.DAYS:
        return _("%(number)s days") % {"number": number}
    return f"{number}%" if measure.is_percentage else number


def unit_hint(measure: Measure) -> str:
    return {Unit.PERCENTAGE: _("In per cent."), Unit.DAYS: _("In days."), Unit.COUNT: _("A number a quarter.")}[
        measure.unit
    ]


def target_text(measure: Measure, row: TargetRow) -> str:
    """A row of the ledger of targets in words."""
    said = {
        "force": row.force or _("All forces"),
        "day": date_format(row.starts_on, "j F Y"),
        "value": "" if row.value is None else exact_text(measure, row.value),
    }
    if row.value is None:
        return _("%(force)s: no target from %(day)s.") % said
    return _("%(force)s: %(value)s from %(day)s.") % said


def printed(value: Decimal, measure: Measure) -> str:
    """A cell as it was printed: with one decimal where it is a percentage."""
    return f"{value:.1f}" if measure.is_percentage else number_text(int(value))


def range_text(found: tuple[int, int] | None) -> str:
    if found is None:
        return _("none")
    first, last = (number_text(number) for number in found)
    if found[1] - found[0] > 1:
        return _("%(first)s to %(last)s") % {"first": first, "last": last}
    return first if first == last else _("%(first)s or %(last)s") % {"first": first, "last": last}


def p_text(p: float) -> str:
    return _("p below 0.001") if p < 0.001 else f"p = {p:.3f}" if p < 0.1 else f"p = {p:.2f}"


def side_text(side: tuple[int, tuple[int, int] | None], share: bool) -> str:
    """20 of 984, 2.0%."""
    count, out_of = side
    if not share:
        return number_text(count)
    said = {"count": number_text(count), "total": range_text(out_of), "share": f"{100 * count / out_of[1]:.1f}%"}
    return _("%(count)s of %(total)s, %(share)s") % said


def difference_text(result) -> str:
    """The difference of two shares in percentage points, or the ratio of two counts, with its 95% interval."""
    if isinstance(result, compare.Proportions):
        lower, upper = result.newcombe
        said = {"difference": _points(result.difference), "lower": _points(lower), "upper": _points(upper)}
        return _("%(difference)s percentage points (95%% interval %(lower)s to %(upper)s)") % said
    lower, upper = result.interval
    if result.ratio is None:
        return _("no ratio: none before")
    said = {"ratio": f"{result.ratio:.2f}", "lower": f"{lower:.2f}", "upper": f"{upper:.2f}"}
    return _("%(ratio)s times as many (95%% interval %(lower)s to %(upper)s)") % said


def _points(share: float) -> str:
    return f"{100 * share:+.1f}".replace("-", MINUS)


def test_text(result) -> str:
    if isinstance(result, compare.Proportions):
        said = {"boschloo": p_text(result.boschloo_p), "fisher": p_text(result.fisher_p)}
        return _("Boschloo %(boschloo)s; Fisher %(fisher)s") % said
    return _("Poisson %(p)s") % {"p": p_text(result.p)}


def plainly(each: Compared) -> str:
    """The sentence of a pair of quarters."""
    result = each.result
    parts = [_verdict(result, each.latest[0], each.before[0])]
    if result.is_small:
        parts.append(_("Small numbers."))
    if each.own:
        parts.append(_("The shares of the later quarter do not agree with each other, so this is approximate."))
    return " ".join(parts)


def by_chance(results: Sequence[compare.Proportions | compare.Counts]) -> str:
    """How many of so many comparisons would stand out although nothing differed."""
    expected = len(results) * (1 - compare.LEVEL)
    visible = sum(result.verdict == compare.VISIBLE for result in results)
    said = {"total": len(results), "visible": visible, "level": "5%", "expected": f"{expected:.0f}"}
    return (
        _(
            "These are %(total)d comparisons, and each is held to a level of %(level)s: up to about %(expected)s would "
            "stand out by chance, even if nothing had changed anywhere. %(visible)d do."
        )
        % said
    )


def _verdict(result, latest, before) -> str:
    if result.verdict == compare.NOT_VISIBLE:
        return _("No difference is visible: chance alone gives quarters that differ as much as these.")
    if result.verdict == compare.EDGE:
        return _("On the edge: the interval and the tests do not agree on whether there is a difference.")
    rising = result.difference > 0 if isinstance(result, compare.Proportions) else latest > before
    if rising:
        return _("A difference is visible: higher than before.")
    return _("A difference is visible: lower than before.")
