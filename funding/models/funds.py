from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from forces.models import Organisation
from funding import years
from funding.scales import RecipientKind
from ledger.models import RecordedRow


def money(words, **options):
    """Pounds and pence. Decimal all the way, and never more than a float's 15 digits: SQLite keeps it as one."""
    return models.DecimalField(words, max_digits=12, decimal_places=2, **options)


class Fund(models.Model):
    """Money with a purpose. Its words may be put right, and the audit keeps the former ones."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=120)
    purpose = models.TextField(_("purpose"))
    legal_power = models.CharField(
        _("legal power"), max_length=200, blank=True, help_text=_("Empty when no source names it.")
    )
    source = models.CharField(_("source"), max_length=200)
    known_from = models.DateField(_("known from"), help_text=_("Pages as at an earlier day leave this fund out."))

    class Meta:
        verbose_name = _("fund")
        ordering = ["name"]

    def __str__(self):
        return self.name


class FundYear(RecordedRow):
    """What a fund has for a financial year, and how it is claimed. A ledger: a change is a further version."""

    numbered_by = "version"

    fund = models.ForeignKey(Fund, models.PROTECT, related_name="years", verbose_name=_("fund"))
    year = models.PositiveSmallIntegerField(_("financial year"), help_text=_("Its first: 2026 is 2026 to 2027."))
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    total = money(_("total"))
    months = models.PositiveSmallIntegerField(
        _("months of a claim"), choices=[(each, str(each)) for each in (1, 3, 6, 12)], default=3
    )
    due_after = models.PositiveSmallIntegerField(_("claims due, working days after the period"), default=20)
    statement_due = models.DateField(_("year-end statement due"))
    source = models.CharField(_("source"), max_length=200)
    reason = models.TextField(_("reason for the change"), blank=True)

    class Meta:
        verbose_name = _("fund year")
        ordering = ["fund", "year", "version"]
        constraints = [
            models.UniqueConstraint(fields=["fund", "year", "version"], name="one_fund_year_per_version"),
            models.CheckConstraint(condition=Q(total__gt=0), name="fund_year_has_a_total"),
            models.CheckConstraint(condition=Q(months__in=[1, 3, 6, 12]), name="fund_year_claims_fit_a_year"),
            models.CheckConstraint(condition=Q(due_after__gte=1), name="fund_year_claims_due_after_the_period"),
            models.CheckConstraint(condition=Q(version=1) | ~Q(reason=""), name="fund_year_changed_with_a_reason"),
        ]

    def __str__(self):
        return f"{self.fund}, {years.name(self.year)}"

    @property
    def year_name(self):
        return years.name(self.year)

    @property
    def periods(self):
        return years.periods(self.year, self.months, self.due_after)


class Recipient(models.Model):
    """Who is given money: a force's local policing body, never the force; or a national body, which claims nothing
    here because it has no organisation here."""

    code = models.SlugField(_("code"), max_length=70, unique=True)
    name = models.CharField(_("name"), max_length=120, unique=True)
    kind = models.CharField(_("kind"), max_length=16, choices=RecipientKind)
    force = models.OneToOneField(
        Organisation, models.PROTECT, null=True, blank=True, related_name="recipient", verbose_name=_("force")
    )
    source = models.CharField(_("source"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("recipient")
        ordering = ["-kind", "name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=RecipientKind.POLICING_BODY, force__isnull=False)
                | Q(kind=RecipientKind.NATIONAL_BODY, force__isnull=True),
                name="recipient_force_fits_kind",
            )
        ]

    def __str__(self):
        return self.name


class PublishedTotal(models.Model):
    """An amount that somebody published. They do not reconcile, because their scopes differ; nobody mends that."""

    code = models.SlugField(_("code"), max_length=60, unique=True)
    amount = money(_("amount"))
    wording = models.CharField(
        _("as worded"), max_length=60, help_text=_("As the source writes it: “over £8 million”.")
    )
    starts = models.DateField(_("first day"), null=True, blank=True)
    ends = models.DateField(_("last day"), null=True, blank=True)
    period = models.CharField(_("period"), max_length=80, blank=True, help_text=_("Empty when no source says."))
    scope = models.CharField(_("what it covers"), max_length=200)
    source = models.CharField(_("source"), max_length=200)
    known_from = models.DateField(
        _("published"), null=True, blank=True, help_text=_("Empty when not known: then only today's page shows it.")
    )

    class Meta:
        verbose_name = _("published total")
        ordering = ["known_from", "code"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="published_total_is_an_amount"),
            models.CheckConstraint(
                condition=Q(starts__isnull=True) | Q(ends__isnull=True) | Q(ends__gte=models.F("starts")),
                name="published_total_ends_after_it_starts",
            ),
        ]

    def __str__(self):
        return f"{self.wording}: {self.scope}"
