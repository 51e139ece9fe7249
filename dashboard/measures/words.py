"""The sentences of the measures' pages. No causal words: what changed and when, never why."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from dashboard.charts import year_ticks
from dashboard.measures import specs
from dashboard.measures.icons import assurance_words, variation_words
from measures import spc
from measures.models import Measure, Unit
from measures.process import FEW, FLAT, LIMITS, Piece, Process
from measures.words import exact_text, short_quarter, value_text

UNITS = {Unit.PERCENTAGE: "%", Unit.COUNT: "", Unit.DAYS: ""}
KINDS = {
    "usual": gettext_lazy("usual variation"),
    "better": gettext_lazy("improvement"),
    "worse": gettext_lazy("concern"),
    "high": gettext_lazy("unusually high"),
    "low": gettext_lazy("unusually low"),
}


def point_words(process: Process, at: int) -> str:
    kind = str(KINDS[specs.kind_of(process.types[at])])
    return kind[:1].upper() + kind[1:]


def headline(measure: Measure, process: Process | None) -> str:
    """The message: the last figure, and how its chart reads."""
    if process is None:
        return _("No figures are published")
    at = process.last_at
    said = {"value": value_text(measure, process.values[at]), "quarter": short_quarter(process.quarters[at])}
    said["reads"] = variation_words(process).lower()
    return _("%(value)s in %(quarter)s: %(reads)s") % said


def statistic(measure: Measure) -> str:
    return _("%(measure)s by quarter, XmR chart") % {"measure": measure.name}


def rules() -> str:
    said = {"rules": spc.RULES, "version": spc.VERSION}
    return _("Rules: %(rules)s, version %(version)d. Screening of moving ranges is on.") % said


def small_print(measure: Measure, process: Process) -> str:
    """Under each chart: rule set, version, number of points, screening."""
    points = ngettext("%(points)d point.", "%(points)d points.", process.points) % {"points": process.points}
    log = _("Average days are skewed, so the limits are worked out on their logarithm.") if measure.on_log else ""
    return " ".join(filter(None, [rules(), points, log]))


def reading(measure: Measure, process: Process) -> str:
    """How the last segment is to be read, and what of the target."""
    return " ".join(filter(None, [_limits(measure, process), against(measure, process)]))


def against(measure: Measure, process: Process) -> str:
    if process.target is None:
        return ""
    said = {"target": exact_text(measure, process.target), "reads": assurance_words(process).lower()}
    return _("The target is %(target)s: %(reads)s.") % said


def _limits(measure, process) -> str:
    piece = process.last
    if piece.kind == FEW:
        said = {"fewest": spc.FEWEST, "points": _present(process, piece), "median": value_text(measure, piece.centre)}
        return (
            _(
                "Too few points for limits: it takes %(fewest)d, and there are %(points)d here. The line is "
                "their median, %(median)s."
            )
            % said
        )
    if piece.kind == FLAT:
        return _("No variation: the figures do not differ enough for limits.")
    said = {
        "mean": value_text(measure, piece.centre),
        "lower": value_text(measure, max(0, piece.lower)),
        "upper": value_text(measure, piece.upper),
    }
    return _("The mean is %(mean)s. Quarters between %(lower)s and %(upper)s are usual for it.") % said


def _present(process, piece: Piece) -> int:
    return sum(value is not None for value in process.values[piece.start : piece.end])


def alternative(measure: Measure, process: Process | None) -> str:
    """What the picture shows, for whoever does not see it."""
    if process is None:
        return _("There is nothing to draw.")
    said = {
        "first": short_quarter(process.quarters[0]),
        "last": short_quarter(process.quarters[-1]),
        "points": process.points,
        "flagged": process.flagged,
        "least": value_text(measure, min(value for value in process.values if value is not None)),
        "most": value_text(measure, max(value for value in process.values if value is not None)),
    }
    text = (
        _(
            "Points by quarter from %(first)s to %(last)s, %(points)d in all, between %(least)s and %(most)s; "
            "%(flagged)d stand out from usual variation."
        )
        % said
    )
    return f"{text} {reading(measure, process)}"


def target_label(measure: Measure, value: float) -> str:
    """On the chart, beside the target's line."""
    return _("Target %(value)s") % {"value": exact_text(measure, value)}


def limits_text(measure: Measure, piece: Piece) -> str:
    if piece.kind != LIMITS:
        return _("no limits")
    said = {"lower": value_text(measure, max(0, piece.lower)), "upper": value_text(measure, piece.upper)}
    return _("%(lower)s to %(upper)s") % said


def ticks(quarters, *, most: int = 7):
    """At most so many years, evenly apart: more would run into each other on a narrow chart."""
    days = year_ticks(quarters)
    step = -(-len(days) // most) or 1
    return [(day, date_format(day, "Y")) for day in days[::step]]
