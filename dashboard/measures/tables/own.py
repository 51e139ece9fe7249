"""The lists of an organisation's measures."""

import django_tables2 as tables
from django.utils.translation import gettext as _text
from django.utils.translation import gettext_lazy as _

from dashboard.measures import words
from dashboard.measures.tables.columns import AssuranceColumn, VariationColumn
from govuk.tables import DateColumn, LinkColumn, NumberColumn, Table
from measures.process import LIMITS
from measures.words import exact_text, number_text, short_quarter, value_text

NO_FIGURES, NO_LIMITS, NOT_PUBLISHED = _("no figures"), _("no limits"), _("not published")


class OwnTable(Table):
    caption = _("Each measure, and how its chart ends")
    measure = LinkColumn(verbose_name=_("Measure"))
    latest = tables.Column(verbose_name=_("Last figure"), default=NO_FIGURES)
    unit = tables.Column(verbose_name=_("In"), default=NO_FIGURES, visible=False)
    quarter = tables.Column(verbose_name=_("Quarter"), default=NO_FIGURES)
    process = VariationColumn(verbose_name=_("Variation"))
    assurance = AssuranceColumn(verbose_name=_("Assurance"), accessor="process")
    usual = tables.Column(verbose_name=_("Usual between"), default=NO_LIMITS, exclude_from_export=True)
    lower = NumberColumn(verbose_name=_("Usual from"), default=NO_LIMITS, visible=False)
    upper = NumberColumn(verbose_name=_("Usual to"), default=NO_LIMITS, visible=False)

    def render_latest(self, value, record):
        return value_text(record["of_measure"], value)

    def value_latest(self, value):
        return value

    def value_quarter(self, value):
        return value


def own_row(shown, url) -> dict:
    process = shown.process
    row = {"measure": shown.measure.name, "url": url, "process": process}
    if process is None:
        return row
    quarter = process.quarters[process.last_at]
    return row | {
        "of_measure": shown.measure,
        "latest": shown.series[quarter].value,
        "unit": shown.measure.get_unit_display(),
        "quarter": short_quarter(quarter),
        **usual_cells(shown.measure, process.last),
    }


def usual_cells(measure, piece) -> dict:
    """The limits in words for the page, as numbers for the file."""
    lower, upper = (round(max(0, piece.lower), 3), round(piece.upper, 3)) if piece.kind == LIMITS else (None, None)
    return {"usual": words.limits_text(measure, piece), "lower": lower, "upper": upper}


class QuarterTable(Table):
    caption = _("The numbers behind the chart")
    quarter = tables.Column(verbose_name=_("Quarter"))
    value = NumberColumn(verbose_name=_("Figure"), default=NOT_PUBLISHED)
    counts = NumberColumn(
        verbose_name=_("Count, and of how many"), default=NOT_PUBLISHED, accessor="numerator", exclude_from_export=True
    )
    numerator = NumberColumn(verbose_name=_("Count"), default=NOT_PUBLISHED, visible=False)
    denominator = NumberColumn(verbose_name=_("Of"), default=NOT_PUBLISHED, visible=False)
    reads = tables.Column(verbose_name=_("Reads as"))
    usual = tables.Column(verbose_name=_("Usual between"), exclude_from_export=True)
    lower = NumberColumn(verbose_name=_("Usual from"), default=NO_LIMITS, visible=False)
    upper = NumberColumn(verbose_name=_("Usual to"), default=NO_LIMITS, visible=False)
    target = NumberColumn(verbose_name=_("Target"), default=_("not set"))
    earlier = NumberColumn(verbose_name=_("Published before"), default=_("nothing else"))

    def __init__(self, shown, **kwargs):
        self.measure, targets = shown.measure, shown.process.targets if shown.process else ()
        none = all(target is None for target in targets)
        super().__init__(quarter_rows(shown), exclude=("target",) if none else (), orderable=False, **kwargs)

    def render_quarter(self, value):
        return short_quarter(value)

    def value_quarter(self, value):
        return value

    def render_value(self, value):
        return value_text(self.measure, value)

    def value_value(self, value):
        return value

    def render_counts(self, value, record):
        said = {"count": number_text(value), "total": number_text(record["denominator"])}
        return _text("%(count)s of %(total)s") % said

    def render_target(self, value):
        return exact_text(self.measure, value)

    def value_target(self, value):
        return value

    def render_earlier(self, value):
        return value_text(self.measure, value)

    def value_earlier(self, value):
        return value


def quarter_rows(shown) -> list[dict]:
    """The last first; a gap has a row that says so."""
    process, rows = shown.process, []
    for at, quarter in enumerate(process.quarters if process else ()):
        point = shown.series.get(quarter)
        piece = next(piece for piece in process.pieces if piece.start <= at < piece.end)
        rows.append(
            {
                "quarter": quarter,
                "value": point and point.value,
                "numerator": point and point.numerator,
                "denominator": point and point.denominator,
                "reads": words.point_words(process, at) if process.values[at] is not None else _text("a gap"),
                **usual_cells(shown.measure, piece),
                "target": process.targets[at],
                "earlier": point and point.earlier,
            }
        )
    return rows[::-1]


class InPlaceTable(Table):
    caption = _("Standards and when each was first reported in place")
    formats = ()  # two lists on one page: its downloads have an address of their own
    day = DateColumn(verbose_name=_("Reported in place"), attrs={})
    standard = tables.Column(verbose_name=_("Standard"))
