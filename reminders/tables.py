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
    title = LinkColumn(_("What"))
    organisation = tables.Column(_("Organisation"))
    kind = tables.Column(_("Kind"))
    due = DateColumn(_("Due"))
    when = tables.Column(_("When"), order_by="due", exclude_from_export=True)
    days = NumberColumn(_("Working days until then"), visible=False)

    class Meta:
        attrs = {"class": "app-table--deadlines"}
        empty_text = _("Nothing is due that fits what you chose.")

    def render_when(self, value, record):
        return tag(value, "red") if record["overdue"] else value


class MessageTable(Table):
    """At most seven columns on the page; the file has them all."""

    caption = _("Mails, the latest first")
    to = LinkColumn(_("To"))
    day = DateColumn(_("Day"))
    about = tables.Column(_("About"), orderable=False, default=_("nothing any more"))
    number = NumberColumn(_("Reminders"))
    state = StateColumn(_("State"))
    at = TimeColumn(_("Sent, or tried again"), default=_("not yet"))
    said = tables.Column(_("What the mail server said"), orderable=False, default=_("nothing"))
    address = tables.Column(_("Address"), visible=False)
    subject = tables.Column(_("Subject"), visible=False)
    attempts = NumberColumn(_("Attempts"), visible=False)
    reference = tables.Column(_("Reference"), visible=False)

    class Meta:
        empty_text = _("No mail fits what you chose.")


class OwnMessageTable(Table):
    caption = _("Mails that we sent you, the latest first")
    subject = LinkColumn(_("Subject"))
    day = DateColumn(_("Day"))
    number = NumberColumn(_("Reminders"))

    class Meta:
        empty_text = _("We have sent you none yet.")


class HoldTable(Table):
    caption = _("Organisations, those on hold first")
    organisation = LinkColumn(_("Organisation"))
    until = DateColumn(_("On hold until"), default=_("not on hold"))
    reason = tables.Column(_("Why"), default=_("not on hold"))
    by = tables.Column(_("By"), default=_("not on hold"))


class UnansweredTable(Table):
    """At most seven columns on the page; the file has them all."""

    caption = _("What was chased without an answer, the longest overdue first")
    title = LinkColumn(_("What"))
    organisation = tables.Column(_("Organisation"))
    kind = tables.Column(_("Kind"))
    due = DateColumn(_("Due"))
    mails = NumberColumn(_("Mails about it"))
    mailed = DateColumn(_("The last on"), default=_("none was sent"))
    note = tables.Column(_("What was done"), orderable=False, default=_("nothing yet"))
    late = NumberColumn(_("Working days late"), visible=False)
    by = tables.Column(_("Written by"), visible=False, default=_("nobody yet"))
    at = TimeColumn(_("Written"), visible=False, default=_("not yet"))

    class Meta:
        empty_text = _("Nothing was chased for so long.")


class OwedTable(Table):
    caption = _("From when it is owed")
    what = LinkColumn(_("What"))
    day = tables.Column(_("Owed from"))
    reason = tables.Column(_("Why"), default=_("not set"))
    by = tables.Column(_("Set by"), default=_("not set"))
    at = TimeColumn(_("Set"), default=_("not set"))


class OutboxTable(Table):
    caption = _("Mails that the demonstration would have sent, the latest first")
    subject = LinkColumn(_("Subject"))
    to = tables.Column(_("To"))
    address = tables.Column(_("Address"))
    at = TimeColumn(_("Sent"), default=_("not yet"))

    class Meta:
        empty_text = _("Nothing has been sent yet. Mails of the day go from 7 in the morning on working days.")
