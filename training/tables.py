import django_tables2 as tables
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from govuk.tables import DateColumn, NumberColumn, Table


class QuotaTable(Table):
    caption = _("Quotas as they stand")
    name = tables.Column(verbose_name=_("Quota"))
    number = NumberColumn(verbose_name=_("Asks for"))
    starts = DateColumn(verbose_name=_("Counts from"))
    due = DateColumn(verbose_name=_("Due by"))
    shared = NumberColumn(verbose_name=_("Shared out"), empty_values=(), default=_("not shared out"))
    source = tables.Column(verbose_name=_("Source"))

    class Meta:
        empty_text = _("No quota was known on this day.")

    def render_name(self, value, record):
        return format_html('<a class="govuk-link" href="{}">{}</a>', record["url"], value)

    def render_number(self, value):
        return f"{value:,}"

    def value_number(self, value):
        return value

    def render_shared(self, value, record):
        text = self.columns["shared"].default if value is None else f"{value:,}"
        return format_html('<a class="govuk-link" href="{}">{}</a>', record["shares_url"], text)

    def value_shared(self, value):
        return value


class CourseTable(Table):
    caption = _("Courses")
    name = tables.Column(verbose_name=_("Course"))
    audience = tables.Column(verbose_name=_("For"), accessor="get_audience_display")
    counts = tables.Column(verbose_name=_("Counts towards quotas"))
    began = DateColumn(verbose_name=_("First month"), default=_("not known"))
    source = tables.Column(verbose_name=_("Source"))

    def render_counts(self, value):
        return _("yes") if value else _("no")

    def value_counts(self, value):
        return str(self.render_counts(value))
