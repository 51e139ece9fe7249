import django_tables2 as tables
from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from govuk.tables import DateColumn, LinkColumn, NumberColumn, OfColumn, Table
from rollout.models import LogEntry


class WholeColumn(tables.Column):
    """In the download the value itself, not its text."""

    def value(self, value, **kwargs):
        return value


class TemplateColumn(WholeColumn):
    """Drawn by a template that has the row."""

    def __init__(self, template_name, **kwargs):
        super().__init__(**kwargs)
        self.template_name = template_name

    def render(self, record):
        return render_to_string(self.template_name, {"row": record})


class ClockColumn(WholeColumn, NumberColumn):
    """Working days; the clock that runs is marked by a word."""

    def render(self, value, record, bound_column):
        if record["running"] != bound_column.name:
            return value
        return format_html("<strong>{}</strong>, {}", value, _("running"))


class LogTable(Table):
    """The log as a file. On the page it is a timeline."""

    happened_on = DateColumn(verbose_name=_("Date"))
    organisation = tables.Column(verbose_name=_("About"), empty_values=())
    kind = tables.Column(verbose_name=_("Kind"))
    text = tables.Column(verbose_name=_("What happened"))
    follow_up_on = DateColumn(verbose_name=_("Follow up on"), default=_("not set"))
    settled_on = DateColumn(verbose_name=_("Followed up on"), default=_("not followed up"))
    recorded_by = tables.Column(verbose_name=_("Recorded by"))
    recorded_at = WholeColumn(verbose_name=_("Recorded"))

    class Meta:
        model = LogEntry
        fields = (
            "happened_on", "organisation", "kind", "text", "follow_up_on", "settled_on", "recorded_by", "recorded_at"
        )  # fmt: skip
        orderable = False

    def value_organisation(self, value):
        return str(value or _("The programme"))


class ReturnsTable(Table):
    """One organisation's."""

    caption = _("Returns, the latest first")
    period = LinkColumn(verbose_name=_("Period"), order_by="starts")
    state = tables.TemplateColumn(
        '{% include "rollout/_return_state.html" with state=value %}', verbose_name=_("State")
    )
    revision = NumberColumn(verbose_name=_("Revision"))
    due = DateColumn(verbose_name=_("Due"))
    extended_from = DateColumn(verbose_name=_("Extended from"), default=_("not extended"), visible=False)
    signed = DateColumn(verbose_name=_("Signed off"), default=_("not signed off"))
    accepted = DateColumn(verbose_name=_("Accepted"), default=_("not accepted"))

    class Meta:
        empty_text = _("No period has begun yet. The Unit plans them; your returns stand here then.")

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


class ProgrammeMilestoneTable(Table):
    """For the download only: the page shows a timeline."""

    day = DateColumn(verbose_name=_("Date"))
    precision = tables.Column(verbose_name=_("Date known to the"), accessor="get_precision_display")
    title = tables.Column(verbose_name=_("What"))
    source = tables.Column(verbose_name=_("Source"))
    known_from = DateColumn(verbose_name=_("Known from"))


class BoardTable(Table):
    """At most seven columns on the page; the file has them all."""

    caption = _("Returns. The clocks are in working days.")
    organisation = LinkColumn(verbose_name=_("Organisation"))
    kind = tables.Column(verbose_name=_("Kind"), visible=False)
    state = TemplateColumn("rollout/_board_state.html", verbose_name=_("State"), order_by="order")
    lateness = tables.Column(verbose_name=_("Late"), default=_("not late"), visible=False)
    days_late = NumberColumn(verbose_name=_("Working days late"), default=_("not late"), visible=False)
    correction = tables.Column(verbose_name=_("Correction"), visible=False)
    draft = ClockColumn(verbose_name=_("In draft"))
    signed = ClockColumn(verbose_name=_("Awaiting review"))
    changes = ClockColumn(verbose_name=_("Changes asked for"))
    missing = OfColumn(of="standards", verbose_name=_("Missing"))
    standards = NumberColumn(verbose_name=_("Standards"), visible=False)
    last_contact = DateColumn(verbose_name=_("Last contact"), default=_("none"))
    due = DateColumn(verbose_name=_("Due"), visible=False)
    extended_from = DateColumn(verbose_name=_("Extended from"), default=_("not extended"), visible=False)
    signed_at = WholeColumn(verbose_name=_("Signed"), default=_("not signed"), visible=False)
    signed_by = tables.Column(verbose_name=_("Signed by"), default=_("not signed"), visible=False)
    accepted_at = WholeColumn(verbose_name=_("Accepted"), default=_("not accepted"), visible=False)
    accepted_by = tables.Column(verbose_name=_("Accepted by"), default=_("not accepted"), visible=False)
    sent_back = NumberColumn(verbose_name=_("Sent back, times"), visible=False)
    sent_back_by = tables.Column(verbose_name=_("Sent back by"), default=_("not sent back"), visible=False)

    class Meta:
        attrs = {"class": "app-table--board"}
        empty_text = _("No return fits what you chose. Take part of it away to see more.")


class QueueTable(Table):
    caption = _("Returns that await review, those that wait longest first")
    organisation = LinkColumn(verbose_name=_("Organisation"))
    period = tables.Column(verbose_name=_("Period"), order_by="starts")
    age = NumberColumn(verbose_name=_("Waiting"))
    signed_at = DateColumn(verbose_name=_("Signed"))
    signed_by = tables.Column(verbose_name=_("Signed by"))
    reviewed = OfColumn(of="standards", verbose_name=_("Reviewed"))
    standards = NumberColumn(verbose_name=_("To review"), visible=False)
    queries = NumberColumn(verbose_name=_("Queries open"))

    def render_age(self, value):
        return ngettext("%d working day", "%d working days", value) % value

    def value_age(self, value):
        return value


class PeriodTable(Table):
    caption = _("Reporting periods, the latest first")
    period = LinkColumn(verbose_name=_("Period"), order_by="starts")
    starts = DateColumn(verbose_name=_("First day"), visible=False)
    ends = DateColumn(verbose_name=_("Last day"), visible=False)
    due = TemplateColumn("rollout/_period_due.html", verbose_name=_("Return due"))
    days = NumberColumn(verbose_name=_("Working days until due"), visible=False)
    owed_by = tables.Column(verbose_name=_("Who owes it"))
    signed = OfColumn(of="owing", verbose_name=_("Signed"))
    accepted = OfColumn(of="owing", verbose_name=_("Accepted"))
    owing = NumberColumn(verbose_name=_("Returns owed"), visible=False)
    extensions = TemplateColumn("rollout/_period_extensions.html", verbose_name=_("Extensions"))
