from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from forces.models import Organisation
from ledger.models import PublicRow, RecordedRow
from training.months import figures_due, month_of


class Quota(PublicRow):
    """So many completions nationally by a day. A ledger: an edit is a further row of the same code."""

    code = models.SlugField(_("code"), max_length=30)
    name = models.CharField(_("name"), max_length=120)
    number = models.PositiveIntegerField(_("number"))
    starts = models.DateField(_("counts from"), help_text=_("First day of a month."))
    due = models.DateField(_("by"), help_text=_("By the end of this day."))
    source = models.CharField(_("source"), max_length=200)
    reason = models.TextField(_("reason for the change"), blank=True)

    class Meta:
        verbose_name = _("quota")
        ordering = ["due", "code", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(number__gte=1), name="quota_asks_for_something"),
            models.CheckConstraint(condition=Q(due__gte=F("starts")), name="quota_due_after_it_starts"),
            models.CheckConstraint(condition=Q(starts__day=1), name="quota_starts_with_a_month"),
        ]

    def __str__(self):
        return self.name

    @property
    def figures_due(self):
        """By the end of this day the figures of its last month are due."""
        return figures_due(month_of(self.due))

    def is_awaited(self, day):
        """The date is over and the last month's figures may still come: who has not reported it has not missed it."""
        return self.due < day <= self.figures_due


class Share(RecordedRow):
    """A force's part of a quota. A ledger: the last row of a force counts; 0 takes its share away."""

    class Basis(models.TextChoices):
        OFFICERS = "officers", _("by officer numbers")
        EQUALLY = "equally", _("equally")
        BY_HAND = "by_hand", _("by hand")

    quota = models.SlugField(_("quota"), max_length=30, help_text=_("The quota's code."))
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="training_shares", verbose_name=_("organisation")
    )
    number = models.PositiveIntegerField(_("number"))
    basis = models.CharField(_("basis"), max_length=10, choices=Basis)

    class Meta:
        verbose_name = _("share of a quota")
        verbose_name_plural = _("shares of quotas")
        ordering = ["quota", "organisation", "recorded_at"]
        indexes = [models.Index(fields=["quota", "organisation", "recorded_at"], name="share_as_at")]

    def __str__(self):
        return f"{self.organisation}: {self.number}"
