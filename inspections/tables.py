"""The lists, and the rows of those that several pages show: small dicts, for what they show is read from the ledger."""

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.translation import gettext as _text
from django.utils.translation import gettext_lazy as _

from govuk.tables import DateColumn, LinkColumn, NumberColumn, Table
from govuk.templatetags.govuk import tag
from inspections.moves import WORDS
from inspections.queries import OwedComments
from inspections.scales import Stage
from inspections.standing import ResponseStanding
from ledger.as_at import AsAt

STAGE_COLOURS = {"awaiting": "grey", "progress": "blue", "pending": "purple", "complete": "green", "not_ours": "grey"}
NOT_ISSUED = _("not issued")


class StageColumn(tables.Column):
    """What the addressee says, and whether it is overdue."""

    def __init__(self, **kwargs):
        super().__init__(verbose_name=_("It says"), order_by="stage_order", **kwargs)

    def render(self, value, record):
        late = format_html("<br>{}", tag(_text("Overdue"), "red")) if record["overdue"] else ""
        return format_html("{}{}", tag(value, STAGE_COLOURS[record["stage"]]), late)

    def value(self, value, **kwargs):
        return str(value)


class CountsTable(Table):
    """A row for a finding or an organisation."""

    addressed = NumberColumn(_("Responses"))
    open = NumberColumn(_("Open"))
    unanswered = NumberColumn(_("Not answered"))
    overdue = NumberColumn(_("Overdue"))
    unverified = NumberColumn(_("Complete, not verified"))
    verified = NumberColumn(_("Verified"))
    not_ours = NumberColumn(_("Not ours"), visible=False)
    moved = tables.Column(_("Since then"), orderable=False, default=_("nothing moved"))


class FindingCountsTable(CountsTable):
    caption = _("How many responses stand where, by finding")
    finding = LinkColumn(_("Finding"), order_by="order")
    inspection = tables.Column(_("Inspection"), visible=False)
    text = tables.Column(_("What it asks for"), visible=False)
    due = DateColumn(_("Due"), default=_("no date"))

    class Meta:
        sequence = ("finding", "inspection", "text", "due", "...")
        empty_text = _("No finding was issued by this day.")

    def render_finding(self, value, record):
        link = format_html('<a class="govuk-link" href="{}">{}</a>', record["url"], value)
        words = '{}<br><span class="govuk-!-font-weight-regular">{}</span><br><span class="app-muted">{}</span>'
        return format_html(words, link, record["text"], record["inspection"])

    def value_finding(self, value):
        return value


class OrganisationCountsTable(CountsTable):
    caption = _("How many responses stand where, by organisation")
    organisation = LinkColumn(_("Organisation"))

    class Meta:
        sequence = ("organisation", "...")
        empty_text = _("No finding was issued by this day.")


class InspectionTable(Table):
    caption = _("Every inspection and where it is")
    title = LinkColumn(_("Inspection"))
    inspectorate = tables.Column(_("By"))
    kind = tables.Column(_("Kind"))
    stands = tables.Column(_("Where it is"), orderable=False)
    findings = NumberColumn(_("Findings"))
    source = tables.Column(_("Source"), visible=False)

    class Meta:
        empty_text = _("No inspection was known on this day.")


class FindingTable(Table):
    """Of one inspection: also what is not issued, and slots without a text."""

    caption = _("Every finding and how many have answered it")
    finding = LinkColumn(_("Finding"), order_by="order")
    kind = tables.Column(_("Kind"))
    text = tables.Column(_("What it asks for"))
    due = DateColumn(_("Due"), default=_("no date"))
    addressed = NumberColumn(_("Issued to"), default=NOT_ISSUED)
    open = NumberColumn(_("Open"), default=NOT_ISSUED)
    unanswered = NumberColumn(_("Not answered"), default=NOT_ISSUED)
    unverified = NumberColumn(_("Complete, not verified"), default=NOT_ISSUED, visible=False)
    verified = NumberColumn(_("Verified"), default=NOT_ISSUED)

    class Meta:
        empty_text = _("No finding was known on this day.")

    def render_finding(self, value, record):
        link = format_html('<a class="govuk-link" href="{}">{}</a>', record["url"], value)
        under = format_html('<br><span class="app-muted">{}</span>', record["under"]) if record["under"] else ""
        return format_html("{}{}", link, under)

    def value_finding(self, value):
        return value

    def render_text(self, value, record):
        return value if record["is_known"] else format_html('<span class="app-muted">{}</span>', value)


class MilestoneTable(Table):
    """For the download only, every version of every step: the page shows a timeline."""

    caption = _("Milestones, each with its former dates")
    step = tables.Column(_("Step"), accessor="get_step_display")
    version = NumberColumn(_("Version"))
    planned = DateColumn(_("Planned"), default=_("not set"))
    forecast = DateColumn(_("Forecast"), default=_("not set"))
    done = DateColumn(_("Done"), default=_("not known to be done"))
    precision = tables.Column(_("Dates known to the"), accessor="get_precision_display")
    days = NumberColumn(_("Days allowed"), default=_("not set"))
    note = tables.Column(_("What is known of it"), default=_("nothing more"))
    reason = tables.Column(_("Why a date moved"), default=_("no date moved"))
    source = tables.Column(_("Source"))
    known_from = DateColumn(_("Known from"))


class ResponseTable(Table):
    """What each addressee says of one finding, or one organisation of each."""

    caption = _("What is said, and whether it is verified")
    name = LinkColumn(_("Addressed to"))
    text = tables.Column(_("What it asks for"))
    due = DateColumn(_("Due"), default=_("no date"))
    expected = DateColumn(_("Expects it by"), default=_("not said"))
    says = StageColumn()
    verdict = tables.Column(_("Verified"))
    updated = DateColumn(_("Last answered"), default=_("never"))

    class Meta:
        empty_text = _("It is not issued to anybody yet.")


def response_row(standing: ResponseStanding, as_at: AsAt, *, name: str) -> dict:
    return {
        "name": name,
        "url": as_at.link(standing.addressee.get_absolute_url()),
        "text": standing.text,
        "due": standing.due,
        "expected": standing.expected,
        "stage": standing.stage.value,
        "stage_order": list(Stage).index(standing.stage),
        "says": WORDS[standing.stage],
        "overdue": standing.is_overdue(as_at.day),
        "verdict": standing.verdict_words or (_text("nothing yet") if standing.is_open else _text("no verdict")),
        "updated": standing.response and standing.response.recorded_at,
    }


class CommentsTable(Table):
    caption = _("Comments on reports, when and where")
    organisation = LinkColumn(_("Force"))
    due = DateColumn(_("Due"))
    published = DateColumn(_("Published"), default=_("not recorded"))
    where = tables.Column(_("Where"), default=_("not recorded"), orderable=False)
    late = tables.Column(_("In time"), default=_("not due yet"))

    class Meta:
        empty_text = _("Nobody owes comments: there is no report, or it is not recorded which forces it is about.")

    def render_where(self, value):
        return format_html(
            '<a class="govuk-link" rel="noreferrer noopener external" href="{}">{}</a>', value, _text("Read them")
        )

    def value_where(self, value):
        return value


def comments_row(owed: OwedComments, as_at: AsAt, *, url: str, name: str) -> dict:
    if owed.said:
        late = _text("late") if owed.is_late else _text("in time")
    else:
        late = _text("overdue") if owed.is_overdue(as_at.day) else None
    return {
        "organisation": name,
        "url": as_at.link(url),
        "due": owed.due,
        "published": owed.said and owed.said.published,
        "where": owed.said and owed.said.where,
        "late": late,
    }
