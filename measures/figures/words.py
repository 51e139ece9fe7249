"""The sentences of the measures' pages. No causal words: what changed and when, never why."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from measures.figures.icons import assurance_words, variation_words
from measures.figures.notes import note_texts
from measures.figures.specs import process as specs
from measures.models import Measure, Unit
from measures.process import APART, FEW, FLAT, LIMITS, STEP, Piece, Process
from measures.queries.charts import Shown
from measures.words import exact_text, number_text, short_quarter, value_text
from stats import spc

UNITS = {Unit.PERCENTAGE: "%", Unit.COUNT: "", Unit.DAYS: ""}
KINDS = {
    specs.USUAL: gettext_lazy("Usual variation"),
    specs.BETTER: gettext_lazy("Improvement"),
    specs.WORSE: gettext_lazy("Concern"),
    specs.HIGH: gettext_lazy("Unusually high"),
    specs.LOW: gettext_lazy("Unusually low"),
    specs.NOTED: gettext_lazy("Left out by a note"),
}
RULES = {
    spc.ABOVE: gettext_lazy("Above the upper limit"),
    spc.BELOW: gettext_lazy("Below the lower limit"),
    spc.RISING: gettext_lazy("Trend: 7 or more points in a row rise"),
    spc.FALLING: gettext_lazy("Trend: 7 or more points in a row fall"),
    spc.NEAR_ABOVE: gettext_lazy("2 of 3 points in a row near the upper limit"),
    spc.NEAR_BELOW: gettext_lazy("2 of 3 points in a row near the lower limit"),
    spc.SHIFT_ABOVE: gettext_lazy("Shift: 7 or more points in a row above the mean"),
    spc.SHIFT_BELOW: gettext_lazy("Shift: 7 or more points in a row below the mean"),
}
STEPS = 3  # that a sentence names; what changes more often is counted


def point_words(process: Process, at: int) -> str:
    """Where there are no limits nothing is said of a point."""
    if process.quarters[at] in dict(process.noted):
        return _("left out by a note")
    if process.values[at] is None:
        return _("0, in no rule") if process.quarters[at] in process.zeros else _("a gap")
    if process.piece_of(at).kind != LIMITS:
        return _("not assessed")
    return str(KINDS[specs.KINDS[process.types[at]]])


def rule_words(process: Process, at: int) -> str | None:
    """The rule that flagged a point, None for none."""
    return str(RULES[process.causes[at]]) if process.causes[at] in RULES else None


def cases_text(shown: Shown) -> str:
    """Behind the last point of a share or an average: 12 of 300."""
    measure, point = shown.measure, shown.latest
    if measure.unit == Unit.COUNT or point is None:
        return ""
    if measure.is_percentage and point.denominator is not None:
        said = {"count": number_text(point.numerator), "total": number_text(point.denominator)}
        return _("%(count)s of %(total)s") % said
    if shown.cases is None:
        return _("of how many cases is not published")
    return ngettext("%(cases)s case", "%(cases)s cases", shown.cases) % {"cases": number_text(shown.cases)}


def headline(shown: Shown) -> str:
    """The message: the last figure, how many cases are behind it, and how its chart reads. Small numbers come first."""
    process = shown.process
    if process is None:
        if shown.noted:
            return _("Notes leave out the figures that a chart would show")
        if any(point.value is not None for point in shown.series.values()):  # which have no logarithm
            return _("Every figure is 0: there is no chart")
        return _("No figures are published")
    at, cases = process.last_at, cases_text(shown)
    value = value_text(shown.measure, process.values[at])
    said = {
        "value": f"{value} ({cases})" if cases else value,
        "quarter": short_quarter(process.quarters[at]),
        "reads": variation_words(process),
    }
    if shown.is_small:
        return _("%(value)s in %(quarter)s: small numbers; %(reads)s") % said
    return _("%(value)s in %(quarter)s: %(reads)s") % said


def statistic(measure: Measure, process: Process | None) -> str:
    if process is not None and all(piece.kind == FEW for piece in process.pieces):
        return _("%(measure)s by quarter, run chart") % {"measure": measure.name}
    return _("%(measure)s by quarter, XmR chart") % {"measure": measure.name}


def rules() -> str:
    said = {"rules": spc.RULES, "version": spc.VERSION}
    return _("Rules: %(rules)s, version %(version)d. Screening of moving ranges is on.") % said


def on_log(measure: Measure) -> str:
    if not measure.on_log:
        return ""
    return _("Average days are skewed, so limits are worked out on their logarithm: the middle is the geometric mean.")


def small_print(measure: Measure, process: Process) -> str:
    """Under each chart: rule set, version, number of points, screening. Of a run chart, that it is one."""
    if all(piece.kind == FEW for piece in process.pieces):
        return _("A run chart.")
    points = ngettext("%(points)d point.", "%(points)d points.", process.points) % {"points": process.points}
    few = ""
    if process.last.kind == FEW:
        few = _("A run chart from %(quarter)s on.") % {"quarter": short_quarter(process.quarters[process.last.start])}
    return " ".join(filter(None, [rules(), points, few, on_log(measure)]))


def reading(measure: Measure, process: Process) -> str:
    """How the last segment is to be read, what of the target, and what is not on the chart."""
    parts = [_limits(measure, process)]
    if process.target is not None:
        said = {"target": exact_text(measure, process.target), "reads": assurance_words(process)}
        parts.append(_("The target is %(target)s: %(reads)s.") % said)
    if process.zeros:
        zeros = _("Not on the chart, and in no rule, because a figure of 0 has no logarithm: %(quarters)s.")
        parts.append(zeros % {"quarters": ", ".join(map(short_quarter, process.zeros))})
    if process.noted:
        noted = _("Drawn hollow and in no limit and no rule, as a note says: %(quarters)s.")
        parts.append(noted % {"quarters": ", ".join(short_quarter(quarter) for quarter, _value in process.noted)})
    return " ".join(parts)


def _limits(measure, process) -> str:
    """Of the last segment: limits, too few points, no variation and no limits are different sentences."""
    piece = process.last
    if piece.kind == FEW:
        said = {"fewest": spc.FEWEST, "points": len(process.known(piece)), "median": value_text(measure, piece.centre)}
        few = _(
            "Too few points for limits: it takes %(fewest)d, and there are %(points)d here. The line is their median, "
            "%(median)s."
        )
        return few % said
    if piece.kind == FLAT:
        said = {"value": value_text(measure, piece.centre)}
        return _("No variation: the figures are all %(value)s, so there are no limits.") % said
    if piece.kind == STEP:
        said = {"steps": _steps(measure, process.changes(piece))}
        step = _(
            "No limits: the figures are the same from quarter to quarter but for a step, %(steps)s. What is usual "
            "cannot be worked out from that."
        )
        return step % said
    if piece.kind == APART:
        return _(
            "No limits: no two quarters in a row have figures that count, so nobody knows how far they usually differ."
        )
    said = {
        "centre": centre_name(measure, piece),
        "mean": value_text(measure, piece.centre),
        "lower": value_text(measure, piece.lower),
        "upper": value_text(measure, piece.upper),
    }
    return _("The %(centre)s is %(mean)s. Quarters between %(lower)s and %(upper)s are usual for it.") % said


def _steps(measure, changes) -> str:
    """from 10 to 20 in Apr to Jun 2016."""
    parts = []
    for quarter, *values in changes[:STEPS]:
        before, after = (value_text(measure, value) for value in values)
        if before == after:  # they differ in a decimal that is not shown elsewhere
            before, after = (exact_text(measure, value) for value in values)
        said = {"before": before, "after": after, "quarter": short_quarter(quarter)}
        parts.append(_("from %(before)s to %(after)s in %(quarter)s") % said)
    if (more := len(changes) - STEPS) > 0:
        parts.append(ngettext("%(more)d more change", "%(more)d more changes", more) % {"more": more})
    return ", ".join(parts)


def centre_name(measure: Measure, piece: Piece) -> str:
    if piece.kind == FEW:
        return _("median")
    return _("geometric mean") if measure.on_log else _("mean")


def alternative(shown: Shown) -> str:
    """What the picture shows, for whoever does not see it."""
    measure, process = shown.measure, shown.process
    if process is None:
        return _("There is nothing to draw.")
    known = [value for value in process.values if value is not None]
    said = {
        "first": short_quarter(process.quarters[0]),
        "last": short_quarter(process.quarters[-1]),
        "points": process.points,
        "least": value_text(measure, min(known)),
        "most": value_text(measure, max(known)),
    }
    text = _("Points by quarter from %(first)s to %(last)s, %(points)d in all, between %(least)s and %(most)s.") % said
    return " ".join(filter(None, [text, _flagged(process), reading(measure, process), note_texts(shown.notes)]))


def _flagged(process) -> str:
    """How many points stand out, by which rules; nothing where there are no limits."""
    if all(piece.kind != LIMITS for piece in process.pieces):
        return ""
    number = process.flagged
    text = ngettext(
        "%(number)d stands out from usual variation", "%(number)d stand out from usual variation", number
    ) % {"number": number}
    counted = Counter(cause for cause in process.causes if cause in RULES)
    by_rule = "; ".join(f"{RULES[cause]}: {times}" for cause, times in counted.items())
    return f"{text}. {by_rule}." if by_rule else f"{text}."


def line_texts(measure: Measure, piece: Piece) -> dict[str, str]:
    """What the lines of a piece are called on the chart, each with its value."""
    name = centre_name(measure, piece)
    texts = {"centre": f"{name[:1].upper()}{name[1:]} {value_text(measure, piece.centre)}"}
    if piece.kind == LIMITS:
        texts["upper"] = _("Upper limit %(value)s") % {"value": value_text(measure, piece.upper)}
        texts["lower"] = _("Lower limit %(value)s") % {"value": value_text(measure, piece.lower)}
    return texts


def target_label(measure: Measure, value: float) -> str:
    """On the chart, beside the target's line."""
    return _("Target %(value)s") % {"value": exact_text(measure, value)}


def names_of(shown: Sequence[Shown], *, with_values: bool = False) -> specs.ChartKey:
    """The key of a picture of these, as far as something of it is drawn; `with_values`, where a picture is too narrow
    to write them beside its lines, those of the last segment."""
    read = [each.process for each in shown if each.process]
    pieces, measure = [piece for process in read for piece in process.pieces], shown[0].measure
    centres = sorted({centre_name(measure, piece) for piece in pieces}, key=lambda name: name == _("median"))
    centre = _(", or ").join(centres)
    lines = {"figures": _("Figures by quarter"), "centre": centre[:1].upper() + centre[1:]}
    if any(piece.kind == LIMITS for piece in pieces):
        lines["limits"] = _("Limits")
    if any(target is not None for process in read for target in process.targets):
        lines["target"] = _("Target")
    if with_values:
        last, target = read[0].last, read[0].target
        lines["centre"] = line_texts(measure, last)["centre"]
        if last.kind == LIMITS:
            lines["limits"] = _("Limits %(limits)s") % {"limits": limits_text(measure, last)}
        if target is not None:
            lines["target"] = target_label(measure, target)
    kinds, words = {specs.kind_at(process, at) for process in read for at in range(len(process.types))}, {}
    for kind, is_high in specs.SHAPES:
        if (kind, is_high) in kinds:
            side = {"words": KINDS[kind], "side": _("high") if is_high else _("low")}
            has_side = kind in (specs.BETTER, specs.WORSE)
            words[kind, is_high] = _("%(words)s, %(side)s") % side if has_side else str(KINDS[kind])
    if any(piece.kind != LIMITS for piece in pieces):
        words[specs.USUAL, False] = _("Usual variation, or not assessed") if "limits" in lines else _("Not assessed")
    return specs.ChartKey(lines, words)


def limits_text(measure: Measure, piece: Piece) -> str:
    if piece.kind != LIMITS:
        return _("no limits")
    said = {"lower": value_text(measure, piece.lower), "upper": value_text(measure, piece.upper)}
    return _("%(lower)s to %(upper)s") % said


def ticks(quarters: Sequence[dt.date], *, most: int = 7) -> list[tuple[dt.date, str]]:
    """A tick at each quarter. Where there is room each is named, else years are: at most so many, evenly apart."""
    if len(quarters) <= most:
        return [(day, f"{date_format(day, 'M')} {date_format(day, 'Y')}") for day in quarters]
    days = [day for day in quarters if day.month == 1] or [quarters[0]]
    step = -(-len(days) // most)
    named = set(days[::step])
    return [(day, date_format(day, "Y") if day in named else "") for day in quarters]
