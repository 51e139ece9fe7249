import django_tables2 as tables
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from govuk.tables import DateColumn, Table
from rollout.models import LogEntry


class LogTable(Table):
    """The log as a file. On the page it is a timeline."""

    happened_on = DateColumn(verbose_name=gettext_lazy("Date"))
    organisation = tables.Column(verbose_name=gettext_lazy("About"), empty_values=())
    kind = tables.Column(verbose_name=gettext_lazy("Kind"))
    text = tables.Column(verbose_name=gettext_lazy("What happened"))
    follow_up_on = DateColumn(verbose_name=gettext_lazy("Follow up on"))
    settled_on = DateColumn(verbose_name=gettext_lazy("Followed up on"))
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
