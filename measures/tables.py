from math import isfinite

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from govuk.tables import DateColumn, NumberColumn, Table
from measures import words
from measures.figures.tables import QuarterColumn
from stats.compare import Proportions


class PairTable(Table):
    """Table 1 as a list, for the download: a row a cell pair."""

    caption = _("Table 1 of the announcement, as printed")
    force = tables.Column(verbose_name=_("Force"))
    measure = tables.Column(verbose_name=_("Measure"))
    before = NumberColumn(verbose_name=_("The quarter before joining"))
    latest = NumberColumn(verbose_name=_("October to December 2022"))


NO_SHARE, A_SHARE = _("not a share"), _("a share")
IN_FIGURES = [  # what the page says in one cell, for the file: name, heading, and the word for none
    ("before_count", _("Before: count"), ""),
    ("before_least", _("Before: out of, at least"), NO_SHARE),
    ("before_most", _("Before: out of, at most"), NO_SHARE),
    ("latest_count", _("October to December 2022: count"), ""),
    ("latest_least", _("October to December 2022: out of, at least"), NO_SHARE),
    ("latest_most", _("October to December 2022: out of, at most"), NO_SHARE),
    ("points", _("Difference, percentage points"), NO_SHARE),
    ("points_lower", _("Lower end of its 95% interval"), NO_SHARE),
    ("points_upper", _("Upper end of its 95% interval"), NO_SHARE),
    ("boschloo", _("Boschloo, p"), NO_SHARE),
    ("fisher", _("Fisher, p"), NO_SHARE),
    ("ratio", _("Ratio, times as many"), A_SHARE),
    ("ratio_lower", _("Lower end of the ratio's 95% interval"), A_SHARE),
    ("ratio_upper", _("Upper end of the ratio's 95% interval"), A_SHARE),
    ("poisson", _("Poisson, p"), A_SHARE),
]


class ComparedTable(Table):
    caption = _("Two quarters of each force compared: counts, what they are out of, interval, exact test")
    formats = ()
    force = tables.Column(verbose_name=_("Force"))
    measure = tables.Column(verbose_name=_("Measure"))
    before = NumberColumn(verbose_name=_("Before"), exclude_from_export=True)
    latest = NumberColumn(verbose_name=_("October to December 2022"), exclude_from_export=True)
    difference = tables.Column(verbose_name=_("Difference"), exclude_from_export=True)
    test = tables.Column(verbose_name=_("Exact test"), exclude_from_export=True)
    plainly = tables.Column(verbose_name=_("In plain words"))

    def __init__(self, rows, **kwargs):
        figures = [
            (name, NumberColumn(verbose_name=heading, default=none, visible=False))
            for name, heading, none in IN_FIGURES
        ]
        super().__init__(rows, extra_columns=figures, **kwargs)


def compared_row(force, each) -> dict:
    result, is_share = each.result, isinstance(each.result, Proportions)
    row = {
        "force": force.short_name,
        "measure": each.measure.name,
        "before": words.side_text(each.before, is_share),
        "latest": words.side_text(each.latest, is_share),
        "difference": words.difference_text(result),
        "test": words.test_text(result),
        "plainly": words.plainly(each),
    }
    for name, (count, out_of) in {"before": each.before, "latest": each.latest}.items():
        least, most = out_of or (None, None)
        row |= {f"{name}_count": count, f"{name}_least": least, f"{name}_most": most}
    if is_share:
        points = [round(100 * share, 1) for share in (result.difference, *result.newcombe)]
        row |= dict(zip(("points", "points_lower", "points_upper"), points, strict=True))
        return row | {"boschloo": round(result.boschloo_p, 4), "fisher": round(result.fisher_p, 4)}
    lower, upper = (round(end, 2) if isfinite(end) else _("no limit") for end in result.interval)
    ratio = _("none before") if result.ratio is None else round(result.ratio, 2)
    return row | {"ratio": ratio, "ratio_lower": lower, "ratio_upper": upper, "poisson": round(result.p, 4)}


class ReleaseTable(Table):
    caption = _("Releases, the last published first")
    name = tables.Column(verbose_name=_("File"))
    kind = tables.Column(verbose_name=_("Kind"), accessor="get_kind_display")
    published_on = DateColumn(verbose_name=_("Published"))
    figures = NumberColumn(verbose_name=_("Figures"))
    recorded_at = DateColumn(verbose_name=_("Brought in"))
    recorded_by = tables.Column(verbose_name=_("By"), default=_("a command"))

    class Meta:
        empty_text = _("No release has been brought in.")

    def render_name(self, value, record):
        return format_html('<a class="govuk-link" href="{}">{}</a>', record.url, value)

    def value_name(self, value):
        return value


class SpellingTable(Table):
    caption = _("Spellings, the last mapped first")
    written = tables.Column(verbose_name=_("As the publisher writes it"))
    what = tables.Column(verbose_name=_("Of"), accessor="get_what_display")
    ours = tables.Column(verbose_name=_("To us"), accessor="measure", empty_values=())
    stands = tables.Column(verbose_name=_("Says"))
    recorded_at = DateColumn(verbose_name=_("Recorded"))
    recorded_by = tables.Column(verbose_name=_("By"))

    class Meta:
        empty_text = _("No spelling has been mapped.")

    def render_ours(self, record):
        return record.measure or record.organisation or _("not one of the 43 forces")

    def value_ours(self, record):
        return str(self.render_ours(record))

    def render_stands(self, value):
        return _("is read so") if value else _("taken back")

    def value_stands(self, value):
        return str(self.render_stands(value))


class ObservationTable(Table):
    caption = _("Figures as this release has them")
    organisation = tables.Column(verbose_name=_("Force"), accessor="organisation__short_name")
    measure = tables.Column(verbose_name=_("Measure"), accessor="measure__name")
    quarter = QuarterColumn(verbose_name=_("Quarter"))
    value = NumberColumn(verbose_name=_("Figure"), default=_("not published"))
    numerator = NumberColumn(verbose_name=_("Count"), default=_("not published"))
    denominator = NumberColumn(verbose_name=_("Of"), default=_("not published"))

    class Meta:
        order_by = ("organisation", "measure", "quarter")

    def render_value(self, value, record):
        return words.value_text(record.measure, value)

    def value_value(self, value):
        return value
