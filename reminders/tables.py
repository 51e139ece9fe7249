"""Their rows are small dicts: what they show is read from the feed or from the messages."""

import django_tables2 as tables
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from govuk.clock import clock
from govuk.tables import DateColumn, LinkColumn, NumberColumn, Table
from govuk.templatetags.govuk import tag

COLOURS = {"queued": "blue", "sending": "blue", "sent": "green", "failed": "red", "cancelled": "grey"}


class StateColumn(tables.Column):
    def render(self, value, record):
        return tag(value, COLOURS[record["code"]])

    def value(self, value, **kwargs):
        return value


class TimeColumn(tables.Column):
    """When in words; a real time in the download."""

    def render(self, value):
        return format_html("{}, {}", clock(value), date_format(localtime(value), "j F Y"))

    def value(self, value, **kwargs):
        return value


class DeadlineTable(Table):
    caption = _("What is due, overdue first")
    title = LinkColumn(verbose_name=_("What"))
    organisation = tables.Column(verbose_name=_("Organisation"))
    kind = tables.Column(verbose_name=_("Kind"))
    due = DateColumn(verbose_name=_("Due"))
    when = tables.Column(verbose_name=_("When"), order_by="due", exclude_from_export=True)
    days = NumberColumn(verbose_name=_("Working days until then"), visible=False)

    class Meta:
        attrs = {"class": "app-table--deadlines"}
        empty_text = _("Nothing is due that fits what you chose.")

    def render_when(self, value, record):
        return tag(value, "red") if record["overdue"] else value


class MessageTable(Table):
    """At most seven columns on the page; the file has them all."""

    caption = _("Mails, the latest first")
    to = LinkColumn(verbose_name=_("To"))
    day = DateColumn(verbose_name=_("Day"))
    about = tables.Column(verbose_name=_("About"), orderable=False, default=_("nothing any more"))
    number = NumberColumn(verbose_name=_("Reminders"))
    state = StateColumn(verbose_name=_("State"))
    at = TimeColumn(verbose_name=_("Sent, or tried again"), default=_("not yet"))
    said = tables.Column(verbose_name=_("What the mail server said"), orderable=False, default=_("nothing"))
    address = tables.Column(verbose_name=_("Address"), visible=False)
    subject = tables.Column(verbose_name=_("Subject"), visible=False)
    attempts = NumberColumn(verbose_name=_("Attempts"), visible=False)
    reference = tables.Column(verbose_name=_("Reference"), visible=False)

    class Meta:
        empty_text = _("No mail fits what you chose.")


class OwnMessageTable(Table):
    caption = _("Mails that we sent you, the latest first")
    subject = LinkColumn(verbose_name=_("Subject"))
    day = DateColumn(verbose_name=_("Day"))
    number = NumberColumn(verbose_name=_("Reminders"))

    class Meta:
        empty_text = _("We have sent you none yet.")


class HoldTable(Table):
    caption = _("Organisations, those on hold first")
    organisation = LinkColumn(verbose_name=_("Organisation"))
    until = DateColumn(verbose_name=_("On hold until"), default=_("not on hold"))
    reason = tables.Column(verbose_name=_("Why"), default=_("not on hold"))
    by = tables.Column(verbose_name=_("By"), default=_("not on hold"))


class UnansweredTable(Table):
    """At most seven columns on the page; the file has them all."""

    caption = _("What was chased without an answer, the longest overdue first")
    title = LinkColumn(verbose_name=_("What"))
    organisation = tables.Column(verbose_name=_("Organisation"))
    kind = tables.Column(verbose_name=_("Kind"))
    due = DateColumn(verbose_name=_("Due"))
    mails = NumberColumn(verbose_name=_("Mails about it"))
    mailed = DateColumn(verbose_name=_("The last on"), default=_("none was sent"))
    note = tables.Column(verbose_name=_("What was done"), orderable=False, default=_("nothing yet"))
    late = NumberColumn(verbose_name=_("Working days late"), visible=False)
    by = tables.Column(verbose_name=_("Written by"), visible=False, default=_("nobody yet"))
    at = TimeColumn(verbose_name=_("Written"), visible=False, default=_("not yet"))

    class Meta:
        empty_text = _("Nothing was chased for so long.")


class OwedTable(Table):
    caption = _("From when it is owed")
    what = LinkColumn(verbose_name=_("What"))
    day = tables.Column(verbose_name=_("Owed from"))
    reason = tables.Column(verbose_name=_("Why"), default=_("not set"))
    by = tables.Column(verbose_name=_("Set by"), default=_("not set"))
    at = TimeColumn(verbose_name=_("Set"), default=_("not set"))


class OutboxTable(Table):
    caption = _("Mails that the demonstration would have sent, the latest first")
    subject = LinkColumn(verbose_name=_("Subject"))
    to = tables.Column(verbose_name=_("To"))
    address = tables.Column(verbose_name=_("Address"))
    at = TimeColumn(verbose_name=_("Sent"), default=_("not yet"))

    class Meta:
        empty_text = _("Nothing has been sent yet. Mails of the day go from 7 in the morning on working days.")
