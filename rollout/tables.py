import django_tables2 as tables
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from govuk.tables import DateColumn, NumberColumn, Table
from rollout.models import LogEntry


class LogTable(Table):
    """The log as a file. On the page it is a timeline."""

    happened_on = DateColumn(verbose_name=gettext_lazy("Date"))
    organisation = tables.Column(verbose_name=gettext_lazy("About"), empty_values=())
    kind = tables.Column(verbose_name=gettext_lazy("Kind"))
    text = tables.Column(verbose_name=gettext_lazy("What happened"))
    follow_up_on = DateColumn(verbose_name=gettext_lazy("Follow up on"), default=gettext_lazy("not set"))
    settled_on = DateColumn(verbose_name=gettext_lazy("Followed up on"), default=gettext_lazy("not followed up"))
    recorded_by = tables.Column(verbose_name=gettext_lazy("Recorded by"))
    recorded_at = tables.Column(verbose_name=gettext_lazy("Recorded"))

    class Meta:
        model = LogEntry
        fields = (
            "happened_on", "organisation", "kind", "text", "follow_up_on", "settled_on", "recorded_by", "recorded_at"
        )  # fmt: skip
        orderable = False

    def value_organisation(self, value):
        return str(value) if value else _("The programme")

    def value_recorded_at(self, value):
        return value


class ReturnsTable(Table):
    """One organisation's."""

    caption = gettext_lazy("Returns, the latest first")
    period = tables.Column(verbose_name=gettext_lazy("Period"), order_by="starts")
    state = tables.TemplateColumn(
        '{% include "rollout/_return_state.html" with state=value %}', verbose_name=gettext_lazy("State")
    )
    revision = NumberColumn(verbose_name=gettext_lazy("Revision"))
    due = DateColumn(verbose_name=gettext_lazy("Due"))
    extended_from = DateColumn(
        verbose_name=gettext_lazy("Extended from"), default=gettext_lazy("not extended"), visible=False
    )
    signed = DateColumn(verbose_name=gettext_lazy("Signed off"), default=gettext_lazy("not signed off"))
    accepted = DateColumn(verbose_name=gettext_lazy("Accepted"), default=gettext_lazy("not accepted"))

    class Meta:
        empty_text = gettext_lazy("No period has begun yet. The Unit plans them; your returns stand here then.")

    def render_period(self, value, record):
        return format_html('<a class="govuk-link" href="{}">{}</a>', record["url"], value)

    def value_period(self, value):
        return str(value)

    def render_due(self, value, record):
        day = date_format(value, "j F Y")
        if not record["extended_from"]:
            return day
        return format_html('{}<br><span class="app-muted">{}</span>', day, _("extended"))

    def value_due(self, value):
        return value


class PilotTable(Table):
    caption = _("Who took part in the pilot, and how that is known")
    formats = ()  # the page has another list to download
    organisation = tables.Column(verbose_name=_("Organisation"), accessor="short_name")
    cohort = tables.Column(verbose_name=_("Took part as"), accessor="get_cohort_display")
    joined = DateColumn(verbose_name=_("Joined"), default=_("not known"))
    basis = tables.Column(verbose_name=_("Source"), accessor="cohort_basis", default=_("not known"))

    def render_joined(self, value):
        return date_format(value, "F Y")


class MilestoneTable(Table):
    """For the download only: the page shows a timeline."""

    day = DateColumn(verbose_name=_("Date"))
    precision = tables.Column(verbose_name=_("Date known to the"), accessor="get_precision_display")
    title = tables.Column(verbose_name=_("What"))
    source = tables.Column(verbose_name=_("Source"))
    known_from = DateColumn(verbose_name=_("Known from"))
