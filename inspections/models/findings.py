from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from forces.models import Organisation
from inspections.models.inspections import Inspection, PublicFact
from ledger.models import RecordedRow
from rollout.models import Standard


class Finding(models.Model):
    """One thing an inspectorate found or recommended: a slot until somebody knows its text."""

    class Kind(models.TextChoices):
        RECOMMENDATION = "recommendation", _("Recommendation")
        IMPROVEMENT = "improvement", _("Area for improvement")
        CONCERN = "concern", _("Cause of concern")
        ACCELERATED = "accelerated", _("Accelerated cause of concern")

    CONCERNS = (Kind.CONCERN, Kind.ACCELERATED)

    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="findings", verbose_name=_("inspection"))
    label = models.SlugField(_("number"), max_length=12, help_text=_("As the report has it: R3."))
    kind = models.CharField(_("kind"), max_length=14, choices=Kind)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("cause of concern that carries it"),
    )
    order = models.PositiveSmallIntegerField(_("order"), help_text=_("As in the report."))
    known_from = models.DateField(_("known from"), help_text=_("Pages as at an earlier day leave this finding out."))

    class Meta:
        verbose_name = _("finding")
        ordering = ["inspection", "order"]
        constraints = [
            models.UniqueConstraint(fields=["inspection", "label"], name="one_finding_per_number"),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | Q(kind__in=["recommendation", "improvement"]),
                name="finding_cause_of_concern_is_carried_by_none",
            ),
        ]

    def __str__(self):
        return f"{self.inspection.get_inspectorate_display()} {self.label}"

    @property
    def is_concern(self):
        return self.kind in self.CONCERNS


class Terms(PublicFact):
    """What a finding asks for, and by when. A ledger: the last version counts."""

    finding = models.ForeignKey(Finding, models.PROTECT, related_name="terms", verbose_name=_("finding"))
    text = models.TextField(_("text"))
    due = models.DateField(_("due"), null=True, blank=True)
    standards = models.ManyToManyField(
        Standard, related_name="findings", blank=True, verbose_name=_("standards it is about")
    )

    class Meta:
        verbose_name = _("terms of a finding")
        verbose_name_plural = _("terms of findings")
        ordering = ["finding", "version"]
        constraints = [
            models.UniqueConstraint(fields=["finding", "version"], name="one_terms_per_version"),
            models.CheckConstraint(condition=~Q(text=""), name="terms_have_a_text"),
        ]

    def __str__(self):
        return f"{self.finding}: {self.text[:60]}"


class Addressee(RecordedRow):
    """A finding issued to an organisation or to a national body: this opens its response."""

    class Scope(models.TextChoices):
        FORCES = "forces", _("All police forces")
        AREAS = "areas", _("All CPS Areas")
        INSPECTED = "inspected", _("Those inspected")
        NAMED = "named", _("Organisations by name")
        NATIONAL = "national", _("National bodies")

    class Body(models.TextChoices):
        COLLEGE = "college-of-policing", _("College of Policing")
        NPCC = "npcc", _("National Police Chiefs' Council")
        HOME_OFFICE = "home-office", _("Home Office")
        CPS = "cps", _("Crown Prosecution Service, headquarters")

    finding = models.ForeignKey(Finding, models.PROTECT, related_name="addressees", verbose_name=_("finding"))
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="findings",
        verbose_name=_("organisation"),
    )
    body = models.CharField(
        _("national body"), max_length=20, choices=Body, blank=True, help_text=_("Empty for an organisation.")
    )
    scope = models.CharField(_("addressed as one of"), max_length=10, choices=Scope)

    class Meta:
        verbose_name = _("addressee of a finding")
        verbose_name_plural = _("addressees of findings")
        ordering = ["finding", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["finding", "organisation"], name="finding_addressed_once"),
            models.UniqueConstraint(
                fields=["finding", "body"], condition=~Q(body=""), name="finding_addressed_once_to_a_body"
            ),
            models.CheckConstraint(
                condition=Q(organisation__isnull=True) & ~Q(body="") & Q(scope="national")
                | Q(organisation__isnull=False, body="") & ~Q(scope="national"),
                name="addressee_is_an_organisation_or_a_body",
            ),
        ]

    def __str__(self):
        return f"{self.finding}, {self.name}"

    @property
    def name(self) -> str:
        return str(self.organisation) if self.organisation_id else self.get_body_display()
