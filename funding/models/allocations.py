import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from funding import years
from funding.ceiling import WithinAllocation
from funding.models.funds import Fund, Recipient, money
from funding.scales import Category
from ledger.models import LedgerRow, RecordedRow


class Allocation(RecordedRow):
    """What a recipient is given of a fund for a year. A ledger: what changes it is a Variation. The database keeps
    claims within it (funding/ceiling.py)."""

    fund = models.ForeignKey(Fund, models.PROTECT, related_name="allocations", verbose_name=_("fund"))
    year = models.PositiveSmallIntegerField(_("financial year"))
    recipient = models.ForeignKey(Recipient, models.PROTECT, related_name="allocations", verbose_name=_("recipient"))
    amount = money(_("amount"))
    source = models.CharField(_("source"), max_length=200)

    class Meta:
        verbose_name = _("allocation")
        ordering = ["fund", "year", "recipient"]
        constraints = [
            models.UniqueConstraint(fields=["fund", "year", "recipient"], name="one_allocation_per_recipient"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="allocation_is_an_amount"),
        ]

    def __str__(self):
        return f"{self.recipient}: {self.fund}, {years.name(self.year)}"


class Variation(RecordedRow):
    """So much more or less of an allocation, with a reason. A ledger."""

    numbered_by = "number"

    allocation = models.ForeignKey(Allocation, models.PROTECT, related_name="variations", verbose_name=_("allocation"))
    number = models.PositiveSmallIntegerField(_("number"))
    change = money(_("change"))
    reason = models.TextField(_("reason"))
    token = models.UUIDField(_("form"), default=uuid.uuid4, unique=True, editable=False)

    triggers = (WithinAllocation("funding_variation", "INSERT"),)

    class Meta:
        verbose_name = _("variation")
        ordering = ["allocation", "number"]
        constraints = [
            models.UniqueConstraint(fields=["allocation", "number"], name="one_variation_per_number"),
            models.CheckConstraint(condition=~Q(change=0), name="variation_changes_something"),
            models.CheckConstraint(condition=~Q(reason=""), name="variation_has_a_reason"),
        ]

    def __str__(self):
        return f"{self.allocation}, variation {self.number}"


class Plan(RecordedRow):
    """How an allocation is meant to be spent, by period and category. A ledger: another plan is a further version."""

    numbered_by = "version"

    allocation = models.ForeignKey(Allocation, models.PROTECT, related_name="plans", verbose_name=_("allocation"))
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    reason = models.TextField(_("reason for the change"), blank=True)

    class Meta:
        verbose_name = _("plan")
        ordering = ["allocation", "version"]
        constraints = [
            models.UniqueConstraint(fields=["allocation", "version"], name="one_plan_per_version"),
            models.CheckConstraint(condition=Q(version=1) | ~Q(reason=""), name="plan_changed_with_a_reason"),
        ]

    def __str__(self):
        return f"{self.allocation}, plan {self.version}"


class PlannedSpend(LedgerRow):
    """One box of a plan. A ledger, like the plan it belongs to."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="lines", verbose_name=_("plan"))
    starts = models.DateField(_("first day of the period"))
    category = models.CharField(_("category"), max_length=12, choices=Category)
    amount = money(_("amount"))

    class Meta:
        verbose_name = _("planned spend")
        verbose_name_plural = _("planned spends")
        ordering = ["plan", "starts", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "starts", "category"], name="one_planned_spend_per_category"),
            models.CheckConstraint(condition=Q(amount__gte=0), name="planned_spend_is_not_negative"),
            models.CheckConstraint(condition=Q(category__in=Category.values), name="planned_spend_category_is_known"),
        ]

    def __str__(self):
        return f"{self.plan}, {self.starts}, {self.get_category_display()}"


class Forecast(RecordedRow):
    """What a force thinks it will have spent by the year's end. A ledger: the last one counts."""

    numbered_by = "number"

    allocation = models.ForeignKey(Allocation, models.PROTECT, related_name="forecasts", verbose_name=_("allocation"))
    number = models.PositiveSmallIntegerField(_("number"))
    amount = money(_("spend of the whole year"))
    note = models.TextField(_("note"), blank=True)
    token = models.UUIDField(_("form"), default=uuid.uuid4, editable=False)

    class Meta:
        verbose_name = _("forecast")
        ordering = ["allocation", "number"]
        constraints = [
            models.UniqueConstraint(fields=["allocation", "number"], name="one_forecast_per_number"),
            models.CheckConstraint(condition=Q(amount__gte=0), name="forecast_is_not_negative"),
        ]

    def __str__(self):
        return f"{self.allocation}, forecast {self.number}"


class Statement(RecordedRow):
    """A year-end statement, signed by the chief finance officer: what the year's eligible spend was. A ledger."""

    numbered_by = "version"

    allocation = models.ForeignKey(Allocation, models.PROTECT, related_name="statements", verbose_name=_("allocation"))
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    spent = money(_("eligible spend of the year"))
    note = models.TextField(_("note"), blank=True)
    reason = models.TextField(_("reason for the correction"), blank=True)
    recorded_at = models.DateTimeField(_("signed"))

    class Meta:
        verbose_name = _("year-end statement")
        ordering = ["allocation", "version"]
        constraints = [
            models.UniqueConstraint(fields=["allocation", "version"], name="one_statement_per_version"),
            models.CheckConstraint(condition=Q(spent__gte=0), name="statement_is_not_negative"),
            models.CheckConstraint(condition=Q(version=1) | ~Q(reason=""), name="statement_corrected_with_a_reason"),
        ]

    def __str__(self):
        return f"{self.allocation}, statement {self.version}"
