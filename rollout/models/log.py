import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from forces.models import Organisation
from ledger.models import RecordedRow


class LogEntry(RecordedRow):
    """The Unit's log, a ledger: about one organisation, or the programme when there is none."""

    class Kind(models.TextChoices):
        VISIT = "visit", _("Visit")
        CALL = "call", _("Call")
        SUPPORT = "support", _("Support")
        DECISION = "decision", _("Decision")
        RISK = "risk", _("Risk")

    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="log",
        verbose_name=_("organisation"),
        help_text=_("Empty when it is about the programme."),
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    text = models.TextField(_("what happened"))
    happened_on = models.DateField(_("date"))
    follow_up_on = models.DateField(_("follow up on"), null=True, blank=True)
    follows = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="followed_by", verbose_name=_("follows up")
    )
    token = models.UUIDField(_("form"), default=uuid.uuid4, unique=True, editable=False)

    class Meta:
        verbose_name = _("log entry")
        verbose_name_plural = _("log entries")
        ordering = ["-happened_on", "-recorded_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="log_entry_says_something"),
            models.CheckConstraint(
                condition=Q(follow_up_on__isnull=True) | Q(follow_up_on__gte=models.F("happened_on")),
                name="log_entry_follow_up_comes_after",
            ),
        ]
        indexes = [models.Index(fields=["organisation", "recorded_at"], name="log_of_an_organisation")]

    def __str__(self):
        return f"{self.get_kind_display()}, {self.happened_on}"
