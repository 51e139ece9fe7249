"""The lists of measures: those of the country, and those of an organisation."""

import django_tables2 as tables
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _text
from django.utils.translation import gettext_lazy as _

from govuk.tables import DateColumn, LinkColumn, NumberColumn, OfColumn, Table
from measures.figures import words
from measures.figures.icons import assurance_icon, assurance_words, variation_icon, variation_text
from measures.figures.notes import note_text, note_texts
from measures.models import Unit
from measures.words import exact_text, number_text, short_quarter, value_text

NO_FIGURES, NO_LIMITS, NO_NOTE, NOT_PUBLISHED = _("no figures"), _("no limits"), _("no note"), _("not published")


def line_columns() -> list[tuple[str, tables.Column]]:
    """The lines of a chart, each a number of its own in the file, as `line_cells` fills them."""
    return [
        ("centre", NumberColumn(verbose_name=_("Middle line"), default=NO_FIGURES, visible=False)),
        ("centre_is", tables.Column(verbose_name=_("Middle line is the"), default=NO_FIGURES, visible=False)),
        ("lower", NumberColumn(verbose_name=_("Lower limit"), default=NO_LIMITS, visible=False)),
        ("near_lower", NumberColumn(verbose_name=_("Lower near line"), default=NO_LIMITS, visible=False)),
        ("near_upper", NumberColumn(verbose_name=_("Upper near line"), default=NO_LIMITS, visible=False)),
        ("upper", NumberColumn(verbose_name=_("Upper limit"), default=NO_LIMITS, visible=False)),
    ]


def line_cells(measure, piece) -> dict:
    """The limits in words for the page, every line as a number for the file."""
    lines = {name: getattr(piece, name) for name in ("centre", "lower", "near_lower", "near_upper", "upper")}
    numbers = {name: None if line is None else round(line, 3) for name, line in lines.items()}
    return numbers | {"centre_is": words.centre_name(measure, piece), "usual": words.limits_text(measure, piece)}


class FigureColumn(NumberColumn):
    """A figure of the measure that its row is `of_measure`, with its unit; in the download the number."""

    def __init__(self, *args, text=value_text, **kwargs):
        self.text = text
        super().__init__(*args, **kwargs)

    def render(self, value, record):
        return self.text(record["of_measure"], value)

    def value(self, value, **kwargs):
        return value


class QuarterColumn(tables.Column):
    """A quarter in words; in the download its first day."""

    def render(self, value):
        return short_quarter(value)

    def value(self, value, **kwargs):
        return value


class VariationColumn(tables.Column):
    """The icon of a force's measure (`Shown`) with its words; in the download the words."""

    empty_values = ()

    def render(self, value):
        return variation_icon(value)

    def value(self, value, **kwargs):
        return variation_text(value)


class AssuranceColumn(tables.Column):
    """The same of the target."""

    empty_values = ()

    def render(self, value):
        return assurance_icon(value)

    def value(self, value, **kwargs):
        return capfirst(assurance_words(value))


class NotesColumn(tables.Column):
    """What notes on a force's figures are about; in the download in full."""

    empty_values = (None, (), [])

    def render(self, value):
        return "; ".join(map(note_text, value))

    def value(self, value, **kwargs):
        return note_texts(value)


def without_notes(rows) -> tuple[str, ...]:
    """The column to leave out where there is none."""
    return () if any(row["notes"] for row in rows) else ("notes",)


def without_targets(processes) -> tuple[str, ...]:
    """The columns to leave out: nobody needs to read 43 times that no target is set."""
    return () if any(process and process.target is not None for process in processes) else ("assurance",)


class MeasureTable(Table):
    caption = _("Measures")
    measure = LinkColumn(verbose_name=_("Measure"))
    definition = tables.Column(verbose_name=_("What it counts"), orderable=False)
    source = tables.Column(verbose_name=_("Source"))
    until = tables.Column(verbose_name=_("Published until"), default=NO_FIGURES)
    forces = OfColumn(of="of", verbose_name=_("Forces with figures"))
    of = NumberColumn(verbose_name=_("Forces"), visible=False)


class EndingsTable(Table):
    """How charts end: what `ending` says of each."""

    latest = FigureColumn(verbose_name=_("Last figure"), default=NO_FIGURES, orderable=False)
    unit = tables.Column(verbose_name=_("In"), default=NO_FIGURES, visible=False)
    counts = NumberColumn(
        verbose_name=_("Cases behind it"), default=NOT_PUBLISHED, orderable=False, exclude_from_export=True
    )
    count = NumberColumn(verbose_name=_("Count"), default=NOT_PUBLISHED, visible=False)
    total = NumberColumn(verbose_name=_("Of"), default=NOT_PUBLISHED, visible=False)
    quarter = tables.Column(verbose_name=_("Quarter"), default=NO_FIGURES, orderable=False)
    variation = VariationColumn(verbose_name=_("Variation"), orderable=False)
    rule = tables.Column(verbose_name=_("Rule"), default=_("no rule"), orderable=False)
    assurance = AssuranceColumn(verbose_name=_("Assurance"), accessor="process", orderable=False)
    usual = tables.Column(verbose_name=_("Usual between"), default=NO_LIMITS, exclude_from_export=True)
    notes = NotesColumn(verbose_name=_("Notes"), default=NO_NOTE)

    def __init__(self, rows, exclude=(), **kwargs):
        super().__init__(rows, extra_columns=line_columns(), exclude=(*exclude, *without_notes(rows)), **kwargs)


def ending(shown, **row) -> dict:
    process = shown.process
    row |= {"variation": shown, "process": process, "notes": shown.notes}
    if process is None:
        return row
    return row | {
        "of_measure": shown.measure,
        "latest": shown.latest.value,
        "unit": shown.measure.get_unit_display(),
        "counts": words.cases_text(shown),
        "count": shown.latest.numerator,
        "total": shown.latest.denominator,
        "quarter": short_quarter(process.quarters[process.last_at]),
        "rule": words.rule_words(process, process.last_at),
        **line_cells(shown.measure, process.last),
    }


class NationalTable(EndingsTable):
    """In the order of names and never ranked: no figure can be sorted by."""

    caption = _("Forces by name, and how each chart ends")
    force = LinkColumn(verbose_name=_("Force"))
    cohort = tables.Column(verbose_name=_("Cohort"))
    notes = NotesColumn(verbose_name=_("Notes"), default=NO_NOTE, visible=False)  # the page lists them above it

    class Meta:
        sequence = ("force", "cohort", "...")

    def __init__(self, rows):
        left_out = ("usual", *without_targets(row["process"] for row in rows))
        if all(row["variation"].measure.unit == Unit.COUNT for row in rows):
            left_out += ("counts", "count", "total")
        super().__init__(rows, exclude=left_out)


def national_row(force, shown, as_at) -> dict:
    url = as_at.link(reverse("organisation_measure", args=[force.slug, shown.measure.code]))
    return ending(shown, force=force.short_name, cohort=force.get_cohort_display(), url=url)


class OwnTable(EndingsTable):
    caption = _("Each measure, and how its chart ends")
    measure = LinkColumn(verbose_name=_("Measure"))
    latest = FigureColumn(verbose_name=_("Last figure"), default=NO_FIGURES, attrs={})
    counts = tables.Column(verbose_name=_("Cases behind it"), default=_("a count itself"), exclude_from_export=True)

    class Meta:
        sequence = ("measure", "...")


def own_row(shown, url) -> dict:
    row = ending(shown, measure=shown.measure.name, url=url)
    if shown.process and shown.measure.unit == Unit.COUNT:
        return row | {"count": shown.cases, "total": _text("not a share")}
    return row | {"count": shown.cases}


class QuarterTable(Table):
    caption = _("The numbers behind the chart")
    quarter = QuarterColumn(verbose_name=_("Quarter"))
    value = FigureColumn(verbose_name=_("Figure"), default=NOT_PUBLISHED)
    counts = NumberColumn(
        verbose_name=_("Count, and of how many"), default=NOT_PUBLISHED, accessor="numerator", exclude_from_export=True
    )
    numerator = NumberColumn(verbose_name=_("Count"), default=NOT_PUBLISHED, visible=False)
    denominator = NumberColumn(verbose_name=_("Of"), default=NOT_PUBLISHED, visible=False)
    reads = tables.Column(verbose_name=_("Reads as"))
    rule = tables.Column(verbose_name=_("Rule"), default=_("no rule"))
    usual = tables.Column(verbose_name=_("Usual between"), exclude_from_export=True)
    target = FigureColumn(text=exact_text, verbose_name=_("Target"), default=_("not set"))
    earlier = FigureColumn(verbose_name=_("Published before"), default=_("nothing else"))
    note = tables.Column(verbose_name=_("Note"), default=NO_NOTE)

    def __init__(self, shown):
        """The last quarter first; a gap has a row that says so."""
        rows = [] if shown.process is None else [_quarter(shown, at) for at in range(len(shown.process.quarters))]
        left_out = () if any(row["target"] is not None for row in rows) else ("target",)
        if shown.measure.unit == Unit.COUNT:
            left_out += ("counts", "numerator", "denominator")
        if not shown.notes:
            left_out += ("note",)
        super().__init__(rows[::-1], extra_columns=line_columns(), exclude=left_out, orderable=False)

    def render_counts(self, value, record):
        said = {"count": number_text(value), "total": number_text(record["denominator"])}
        return _text("%(count)s of %(total)s") % said


def _quarter(shown, at) -> dict:
    process, quarter = shown.process, shown.process.quarters[at]
    point = shown.series.get(quarter)
    return {
        "of_measure": shown.measure,
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


class InPlaceTable(Table):
    caption = _("Standards and when each was first reported in place")
    formats = ()  # two lists on one page: its downloads have an address of their own
    day = DateColumn(verbose_name=_("Reported in place"), attrs={})
    standard = tables.Column(verbose_name=_("Standard"))
