"""What people have chosen: how often they are mailed, and whose mails wait."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from forces.models import Organisation
from ledger.models import RecordedRow


class Preferences(models.Model):
    """A person's. Without a row: a mail on each working day that has something new, about everything."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        primary_key=True,
        related_name="reminder_preferences",
        verbose_name=_("person"),
    )
    weekly = models.BooleanField(_("one mail a week"), default=False)
    off = models.JSONField(_("kinds of which there is no reminder before the day"), default=list, blank=True)
    changed_at = models.DateTimeField(_("changed"))

    class Meta:
        verbose_name = verbose_name_plural = _("preferences")

    def __str__(self):
        return str(self.user)


class Hold(RecordedRow):
    """No reminder of what an organisation owes, up to and including a day. A ledger: the last row of an organisation
    counts; one without a day ends the hold."""

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="reminder_holds", verbose_name=_("organisation")
    )
    until = models.DateField(_("until"), null=True, blank=True)
    reason = models.TextField(_("reason"))

    class Meta:
        verbose_name = _("hold")
        ordering = ["-pk"]
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="hold_has_a_reason")]

    def __str__(self):
        return f"{self.organisation}, {self.until}"
