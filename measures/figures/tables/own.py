"""The lists of an organisation's measures."""

import django_tables2 as tables
from django.utils.translation import gettext as _text
from django.utils.translation import gettext_lazy as _

from govuk.tables import DateColumn, LinkColumn, NumberColumn, Table
from measures.figures import words
from measures.figures.notes import note_texts
from measures.figures.tables.columns import (
    NO_FIGURES,
    NO_LIMITS,
    NO_NOTE,
    NOT_PUBLISHED,
    AssuranceColumn,
    NotesColumn,
    VariationColumn,
    line_cells,
    line_columns,
    without_notes,
)
from measures.models import Unit
from measures.words import exact_text, number_text, short_quarter, value_text


class OwnTable(Table):
    caption = _("Each measure, and how its chart ends")
    measure = LinkColumn(verbose_name=_("Measure"))
    latest = tables.Column(verbose_name=_("Last figure"), default=NO_FIGURES)
    unit = tables.Column(verbose_name=_("In"), default=NO_FIGURES, visible=False)
    cases = tables.Column(verbose_name=_("Cases behind it"), default=_("a count itself"), exclude_from_export=True)
    numerator = NumberColumn(verbose_name=_("Count"), default=NOT_PUBLISHED, visible=False)
    denominator = NumberColumn(verbose_name=_("Of"), default=NOT_PUBLISHED, visible=False)
    quarter = tables.Column(verbose_name=_("Quarter"), default=NO_FIGURES)
    variation = VariationColumn(verbose_name=_("Variation"))
    rule = tables.Column(verbose_name=_("Rule"), default=_("no rule"))
    assurance = AssuranceColumn(verbose_name=_("Assurance"), accessor="process")
    usual = tables.Column(verbose_name=_("Usual between"), default=NO_LIMITS, exclude_from_export=True)
    notes = NotesColumn(verbose_name=_("Notes"), default=NO_NOTE)

    def __init__(self, rows, exclude=(), **kwargs):
        super().__init__(rows, extra_columns=line_columns(), exclude=(*exclude, *without_notes(rows)), **kwargs)

    def render_latest(self, value, record):
        return value_text(record["of_measure"], value)

    def value_latest(self, value):
        return value

    def value_quarter(self, value):
        return value


def own_row(shown, url) -> dict:
    process = shown.process
    row = {"measure": shown.measure.name, "url": url, "variation": shown, "process": process, "notes": shown.notes}
    if process is None:
        return row
    return row | {
        "of_measure": shown.measure,
        "latest": shown.latest.value,
        "unit": shown.measure.get_unit_display(),
        "cases": words.cases_text(shown),
        "numerator": shown.cases,
        "denominator": _text("not a share") if shown.measure.unit == Unit.COUNT else shown.latest.denominator,
        "quarter": short_quarter(process.quarters[process.last_at]),
        "rule": words.rule_words(process, process.last_at),
        **line_cells(shown.measure, process.last),
    }


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
    rule = tables.Column(verbose_name=_("Rule"), default=_("no rule"))
    usual = tables.Column(verbose_name=_("Usual between"), exclude_from_export=True)
    target = NumberColumn(verbose_name=_("Target"), default=_("not set"))
    earlier = NumberColumn(verbose_name=_("Published before"), default=_("nothing else"))
    note = tables.Column(verbose_name=_("Note"), default=NO_NOTE)

    def __init__(self, shown, **kwargs):
        self.measure, targets = shown.measure, shown.process.targets if shown.process else ()
        none = all(target is None for target in targets)
        left_out = ("target",) if none else ()
        if self.measure.unit == Unit.COUNT:
            left_out += ("counts", "numerator", "denominator")
        if not shown.notes:
            left_out += ("note",)
        super().__init__(quarter_rows(shown), extra_columns=line_columns(), exclude=left_out, orderable=False, **kwargs)

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
        rows.append(
            {
                "quarter": quarter,
                "value": point and point.value,
                "numerator": point and point.numerator,
                "denominator": point and point.denominator,
                "reads": words.point_words(process, at),
                "rule": words.rule_words(process, at),
                **line_cells(shown.measure, process.piece_of(at)),
                "target": process.targets[at],
                "earlier": point and point.earlier,
                "note": note_texts([note for note in shown.notes if quarter in (note.first, *note.quarters)]),
            }
        )
    return rows[::-1]


class InPlaceTable(Table):
    caption = _("Standards and when each was first reported in place")
    formats = ()  # two lists on one page: its downloads have an address of their own
    day = DateColumn(verbose_name=_("Reported in place"), attrs={})
    standard = tables.Column(verbose_name=_("Standard"))
