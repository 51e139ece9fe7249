import django_tables2 as tables
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from govuk.tables import DateColumn, NumberColumn, Table
from measures import words


class PairTable(Table):
    """Table 1 as a list, for the download: a row a cell pair."""

    caption = _("Table 1 of the announcement, as printed")
    force = tables.Column(verbose_name=_("Force"))
    measure = tables.Column(verbose_name=_("Measure"))
    before = NumberColumn(verbose_name=_("The quarter before joining"))
    latest = NumberColumn(verbose_name=_("October to December 2022"))


class ComparedTable(Table):
    caption = _("Two quarters of each force compared: counts, what they are out of, interval, exact test")
    formats = ()
    force = tables.Column(verbose_name=_("Force"))
    measure = tables.Column(verbose_name=_("Measure"))
    before = NumberColumn(verbose_name=_("Before"))
    latest = NumberColumn(verbose_name=_("October to December 2022"))
    difference = tables.Column(verbose_name=_("Difference"))
    test = tables.Column(verbose_name=_("Exact test"))
    plainly = tables.Column(verbose_name=_("In plain words"))


def compared_row(row, each) -> dict:
    share = each.before[1] is not None
    return {
        "force": row.force.short_name,
        "measure": each.measure.name,
        "before": words.side_text(each.before, share),
        "latest": words.side_text(each.latest, share),
        "difference": words.difference_text(each.result),
        "test": words.test_text(each.result),
        "plainly": words.plainly(each),
    }


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


class ObservationTable(Table):
    caption = _("Figures as this release has them")
    organisation = tables.Column(verbose_name=_("Force"), accessor="organisation__short_name")
    measure = tables.Column(verbose_name=_("Measure"), accessor="measure__name")
    quarter = tables.Column(verbose_name=_("Quarter"))
    value = NumberColumn(verbose_name=_("Figure"), default=_("not published"))
    numerator = NumberColumn(verbose_name=_("Count"), default=_("not published"))
    denominator = NumberColumn(verbose_name=_("Of"), default=_("not published"))

    class Meta:
        order_by = ("organisation", "measure", "quarter")

    def render_quarter(self, value):
        return words.short_quarter(value)

    def value_quarter(self, value):
        return value

    def render_value(self, value, record):
        return words.value_text(record.measure, value)

    def value_value(self, value):
        return value
