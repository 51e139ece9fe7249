from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ledger.models import RecordedRow
from reminders.models.messages import Matter


class TakenUp(RecordedRow):
    """What the Unit did about a matter that was chased without an answer. A ledger: the last row that is no mere note
    says whether it is chased again, for twelve weeks from that day, or closed."""

    class Decision(models.TextChoices):
        NOTE = "note", _("Note what was done, and keep it here")
        RESUME = "resume", _("Chase again for twelve weeks")
        CLOSE = "close", _("Close it: nobody chases it any more")

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="taken_up", verbose_name=_("matter"))
    decision = models.CharField(_("decision"), max_length=6, choices=Decision)
    note = models.TextField(_("what was done"))

    class Meta:
        verbose_name = _("matter taken up")
        verbose_name_plural = _("matters taken up")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(note=""), name="taken_up_says_what_was_done"),
            models.CheckConstraint(
                condition=Q(decision__in=["note", "resume", "close"]), name="taken_up_decision_is_known"
            ),
        ]

    def __str__(self):
        return f"{self.matter}: {self.get_decision_display()}"
