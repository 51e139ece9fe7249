from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from forces.models.organisations import Organisation, OrganisationKind
from forces.periods import DAY
from govuk.numbers import day_text, months_text
from ledger.as_at import end_of
from ledger.models import RecordedRow

EVERYTHING = "everything"  # the obligation of every one that has no day of its own


class OwedBy(models.TextChoices):
    EVERYONE = "everyone", _("Police forces and CPS Areas")
    FORCES = "force", _("Police forces")
    AREAS = "cps_area", _("CPS Areas")

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

    starts = models.DateField(_("first day"))
    ends = models.DateField(_("last day"))
    due = models.DateField(_("return due"), help_text=_("By the end of this day."))
    owed_by = models.CharField(_("who owes a return"), max_length=10, choices=OwedBy, default=OwedBy.EVERYONE)
    planned_at = models.DateTimeField(_("planned"), help_text=_("Pages as at an earlier day leave the period out."))
    planned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("planned by")
    )
    withdrawn_at = models.DateTimeField(
        _("withdrawn"),
        null=True,
        blank=True,
        help_text=_("Pages as at an earlier day still show it."),
    )
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("withdrawn by"),
    )

    objects = ReportingPeriodQuerySet.as_manager()

    class Meta:
        verbose_name = _("reporting period")
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
        if starts.day == 1 and (ends + DAY).day == 1:
            return months_text(starts, ends)
        first = date_format(starts, "j F") if starts.year == ends.year else day_text(starts)
        return gettext("%(starts)s to %(ends)s") % {"starts": first, "ends": day_text(ends)}

    @property
    def opens_at(self):
        """The midnight in London at which its first day begins."""
        return end_of(self.starts - DAY)

    def has_ended(self, day) -> bool:
        return self.ends < day


class Extension(RecordedRow):
    """A later due date for one organisation, or for all who owe the period's return, with a reason. A ledger."""

    period = models.ForeignKey(ReportingPeriod, models.PROTECT, related_name="extensions", verbose_name=_("period"))
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="extensions",
        verbose_name=_("organisation"),
        help_text=_("Empty for all who owe the return."),
    )
    due = models.DateField(_("return due"), help_text=_("Never before the planned day."))
    reason = models.TextField(_("reason"))

    class Meta:
        verbose_name = _("extension")
        ordering = ["-recorded_at", "-pk"]
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="extension_has_a_reason")]

    def __str__(self):
        return f"{self.period}, {self.organisation or ''}: {self.due}"


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
