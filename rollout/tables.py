import django_tables2 as tables
from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from govuk.tables import DateColumn, NumberColumn, OfColumn, Table
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


NOT_SIGNED, NOT_ACCEPTED = gettext_lazy("not signed"), gettext_lazy("not accepted")


class FirstColumn(tables.Column):
    """Text with the address that the row carries under `url`; in the download the text."""

    def render(self, value, record):
        return format_html('<a class="govuk-link" href="{}">{}</a>', record["url"], value)

    def value(self, value, **kwargs):
        return str(value)


class TemplateColumn(tables.Column):
    """Drawn by a template that has the row; in the download the value."""

    def __init__(self, template_name, **kwargs):
        super().__init__(**kwargs)
        self.template_name = template_name

    def render(self, record):
        return render_to_string(self.template_name, {"row": record})

    def value(self, value, **kwargs):
        return value


class ClockColumn(NumberColumn):
    """Working days; the clock that runs is marked by a word."""

    def render(self, value, record, bound_column):
        if record["running"] != bound_column.name:
            return value
        return format_html("<strong>{}</strong>, {}", value, _("running"))

    def value(self, value, **kwargs):
        return value


class BoardTable(Table):
    """At most seven columns on the page; the file has them all."""

    caption = gettext_lazy("Returns. The clocks are in working days.")
    organisation = FirstColumn(verbose_name=gettext_lazy("Organisation"))
    kind = tables.Column(verbose_name=gettext_lazy("Kind"), visible=False)
    state = TemplateColumn("rollout/_board_state.html", verbose_name=gettext_lazy("State"), order_by="order")
    lateness = tables.Column(verbose_name=gettext_lazy("Late"), default=gettext_lazy("not late"), visible=False)
    days_late = NumberColumn(
        verbose_name=gettext_lazy("Working days late"), default=gettext_lazy("not late"), visible=False
    )
    correction = tables.Column(verbose_name=gettext_lazy("Correction"), visible=False)
    draft = ClockColumn(verbose_name=gettext_lazy("In draft"))
    signed = ClockColumn(verbose_name=gettext_lazy("Awaiting review"))
    changes = ClockColumn(verbose_name=gettext_lazy("Changes asked for"))
    missing = OfColumn(of="standards", verbose_name=gettext_lazy("Missing"))
    standards = NumberColumn(verbose_name=gettext_lazy("Standards"), visible=False)
    last_contact = DateColumn(verbose_name=gettext_lazy("Last contact"), default=gettext_lazy("none"))
    due = DateColumn(verbose_name=gettext_lazy("Due"), visible=False)
    extended_from = DateColumn(
        verbose_name=gettext_lazy("Extended from"), default=gettext_lazy("not extended"), visible=False
    )
    signed_at = tables.Column(verbose_name=gettext_lazy("Signed"), default=NOT_SIGNED, visible=False)
    signed_by = tables.Column(verbose_name=gettext_lazy("Signed by"), default=NOT_SIGNED, visible=False)
    accepted_at = tables.Column(verbose_name=gettext_lazy("Accepted"), default=NOT_ACCEPTED, visible=False)
    accepted_by = tables.Column(verbose_name=gettext_lazy("Accepted by"), default=NOT_ACCEPTED, visible=False)
    sent_back = NumberColumn(verbose_name=gettext_lazy("Sent back, times"), visible=False)
    sent_back_by = tables.Column(
        verbose_name=gettext_lazy("Sent back by"), default=gettext_lazy("not sent back"), visible=False
    )

    class Meta:
        attrs = {"class": "app-table--board"}
        empty_text = gettext_lazy("No return fits what you chose. Take part of it away to see more.")

    def value_signed_at(self, value):
        return value

    def value_accepted_at(self, value):
        return value


class QueueTable(Table):
    caption = gettext_lazy("Returns that await review, those that wait longest first")
    organisation = FirstColumn(verbose_name=gettext_lazy("Organisation"))
    period = tables.Column(verbose_name=gettext_lazy("Period"), order_by="starts")
    age = NumberColumn(verbose_name=gettext_lazy("Waiting"))
    signed_at = DateColumn(verbose_name=gettext_lazy("Signed"))
    signed_by = tables.Column(verbose_name=gettext_lazy("Signed by"))
    reviewed = OfColumn(of="standards", verbose_name=gettext_lazy("Reviewed"))
    standards = NumberColumn(verbose_name=gettext_lazy("To review"), visible=False)
    queries = NumberColumn(verbose_name=gettext_lazy("Queries open"))

    def render_age(self, value):
        return ngettext("%d working day", "%d working days", value) % value

    def value_age(self, value):
        return value

    def value_period(self, value):
        return str(value)

    def value_signed_by(self, value):
        return str(value)


class PeriodTable(Table):
    caption = gettext_lazy("Reporting periods, the latest first")
    period = FirstColumn(verbose_name=gettext_lazy("Period"), order_by="starts")
    starts = DateColumn(verbose_name=gettext_lazy("First day"), visible=False)
    ends = DateColumn(verbose_name=gettext_lazy("Last day"), visible=False)
    due = TemplateColumn("rollout/_period_due.html", verbose_name=gettext_lazy("Return due"))
    days = NumberColumn(verbose_name=gettext_lazy("Working days until due"), visible=False)
    owed_by = tables.Column(verbose_name=gettext_lazy("Who owes it"))
    signed = OfColumn(of="owing", verbose_name=gettext_lazy("Signed"))
    accepted = OfColumn(of="owing", verbose_name=gettext_lazy("Accepted"))
    owing = NumberColumn(verbose_name=gettext_lazy("Returns owed"), visible=False)
    extensions = TemplateColumn("rollout/_period_extensions.html", verbose_name=gettext_lazy("Extensions"))
