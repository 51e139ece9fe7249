from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from forces.models.organisations import Organisation, OrganisationKind
from forces.periods import DAY
from ledger.as_at import end_of
from ledger.models import RecordedRow


class OwedBy(models.TextChoices):
    EVERYONE = "everyone", gettext_lazy("Police forces and CPS Areas")
    FORCES = "force", gettext_lazy("Police forces")
    AREAS = "cps_area", gettext_lazy("CPS Areas")

    @property
    def kinds(self) -> list[str]:
        return OrganisationKind.values if self == OwedBy.EVERYONE else [self.value]


class ReportingPeriodQuerySet(models.QuerySet):
    def known_at(self, moment):
        """Those planned before the moment and not withdrawn by then; None is now."""
        if moment is None:
            return self.filter(withdrawn_at__isnull=True)
        still = Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gte=moment)
        return self.filter(still, planned_at__lt=moment)

    def owed_by(self, organisation):
        return self.filter(owed_by__in=[OwedBy.EVERYONE, organisation.kind])


class ReportingPeriod(models.Model):
    """A stretch of days for which organisations sign a return. Never changed: a schedule that changes withdraws the
    future periods of the old one, and a due date moves by an Extension."""

    starts = models.DateField(gettext_lazy("first day"))
    ends = models.DateField(gettext_lazy("last day"))
    due = models.DateField(gettext_lazy("return due"), help_text=_("By the end of this day."))
    owed_by = models.CharField(
        gettext_lazy("who owes a return"), max_length=10, choices=OwedBy, default=OwedBy.EVERYONE
    )
    planned_at = models.DateTimeField(
        gettext_lazy("planned"), help_text=_("Pages as at an earlier day leave the period out.")
    )
    planned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=gettext_lazy("planned by")
    )
    withdrawn_at = models.DateTimeField(
        gettext_lazy("withdrawn"), null=True, blank=True, help_text=_("Pages as at an earlier day still show it.")
    )
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=gettext_lazy("withdrawn by"),
    )

    objects = ReportingPeriodQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("reporting period")
        ordering = ["starts", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ends__gte=F("starts")), name="period_ends_after_it_starts"),
            models.CheckConstraint(condition=Q(due__gte=F("starts")), name="period_due_after_it_starts"),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
                name="period_withdrawn_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gte=F("planned_at")),
                name="period_withdrawn_after_it_was_planned",
            ),
            models.UniqueConstraint(
                fields=["starts", "owed_by"],
                condition=Q(withdrawn_at__isnull=True),
                name="one_period_from_a_day",
            ),
        ]

    def __str__(self):
        """ "October to December 2022" for whole months, else with days."""
        starts, ends = self.starts, self.ends
        if starts.day != 1 or (ends + DAY).day != 1:
            return _("%(starts)s to %(ends)s") % {
                "starts": date_format(starts, "j F" if starts.year == ends.year else "j F Y"),
                "ends": date_format(ends, "j F Y"),
            }
        if (starts.year, starts.month) == (ends.year, ends.month):
            return date_format(starts, "F Y")
        first = date_format(starts, "F" if starts.year == ends.year else "F Y")
        return _("%(starts)s to %(ends)s") % {"starts": first, "ends": date_format(ends, "F Y")}

    @property
    def opens_at(self):
        """The midnight in London at which its first day begins."""
        return end_of(self.starts - DAY)

    def has_ended(self, day) -> bool:
        return self.ends < day


class Extension(RecordedRow):
    """A later due date for one organisation, or for all who owe the period's return, with a reason. A ledger."""

    period = models.ForeignKey(
        ReportingPeriod, models.PROTECT, related_name="extensions", verbose_name=gettext_lazy("period")
    )
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="extensions",
        verbose_name=gettext_lazy("organisation"),
        help_text=_("Empty for all who owe the return."),
    )
    due = models.DateField(gettext_lazy("return due"), help_text=_("Never before the planned day."))
    reason = models.TextField(gettext_lazy("reason"))

    class Meta:
        verbose_name = gettext_lazy("extension")
        ordering = ["-recorded_at", "-pk"]
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="extension_has_a_reason")]

    def __str__(self):
        return f"{self.period}, {self.organisation or ''}: {self.due}"
