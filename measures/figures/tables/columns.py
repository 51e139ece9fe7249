import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from govuk.tables import NumberColumn
from measures.figures.icons import assurance_icon, assurance_words, variation_icon, variation_text
from measures.figures.notes import note_text, note_texts
from measures.figures.words import centre_name, limits_text

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
    return numbers | {"centre_is": centre_name(measure, piece), "usual": limits_text(measure, piece)}


class VariationColumn(tables.Column):
    """The icon of a force's measure (`Shown`) with its words; in the download the words."""

    empty_values = ()

    def render(self, value):
        return variation_icon(value)

    def value(self, value):
        return variation_text(value)


class AssuranceColumn(tables.Column):
    """The same of the target."""

    empty_values = ()

    def render(self, value):
        return assurance_icon(value)

    def value(self, value):
        return assurance_words(value)


class NotesColumn(tables.Column):
    """What notes on a force's figures are about; in the download in full."""

    empty_values = (None, (), [])

    def render(self, value):
        return "; ".join(map(note_text, value))

    def value(self, value):
        return note_texts(value)


def without_notes(rows) -> tuple[str, ...]:
    """The column to leave out where there is none."""
    return () if any(row["notes"] for row in rows) else ("notes",)


def without_targets(processes) -> tuple[str, ...]:
    """The columns to leave out: nobody needs to read 43 times that no target is set."""
    return () if any(process and process.target is not None for process in processes) else ("assurance",)
