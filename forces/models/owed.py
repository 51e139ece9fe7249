from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ledger.models import RecordedRow

EVERYTHING = "everything"  # the obligation of every one that has no day of its own


class OwedFrom(RecordedRow):
    """From which day on an obligation is owed, by every organisation. A ledger: the last row of an obligation counts;
    one without a day takes its day away again. Without any, each organisation owes from the day on which its first
    person was added: before, nobody could have reported."""

    obligation = models.SlugField(
        _("obligation"),
        max_length=60,
        help_text=_("“everything”, or the code of a quota, a schedule of returns, a fund or the like"),
    )
    day = models.DateField(
        _("owed from"),
        null=True,
        blank=True,
        help_text=_("What was over before it is not owed. Empty: by default again."),
    )
    reason = models.TextField(_("reason"))

    class Meta:
        verbose_name = _("day from which something is owed")
        verbose_name_plural = _("days from which something is owed")
        ordering = ["-recorded_at", "-pk"]
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="owed_from_has_a_reason")]

    def __str__(self):
        return f"{self.obligation}: {self.day}"
