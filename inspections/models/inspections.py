import datetime as dt

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from forces.models import Organisation
from forces.periods import DAY, months_after
from ledger.models import PublicRow, RecordedRow
from rollout.models import Standard


class Inspection(models.Model):
    """What an inspectorate looked into. What of it moves, its milestones and findings, are ledgers."""

    class Inspectorate(models.TextChoices):
        HMICFRS = "hmicfrs", _("HMICFRS")
        HMCPSI = "hmcpsi", _("HMCPSI")

    class Kind(models.TextChoices):
        THEMATIC = "thematic", _("Thematic inspection")
        FORCE = "force", _("Force inspection")
        AREA = "area", _("Area inspection")

    code = models.SlugField(_("code"), max_length=40, unique=True)
    inspectorate = models.CharField(_("inspectorate"), max_length=10, choices=Inspectorate)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    title = models.CharField(_("title"), max_length=160)
    source = models.CharField(_("source"), max_length=200)
    known_from = models.DateField(_("known from"), help_text=_("Pages as at an earlier day leave this inspection out."))

    class Meta:
        verbose_name = _("inspection")
        ordering = ["-known_from", "code"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind="force", inspectorate="hmcpsi"), name="inspection_of_forces_is_by_hmicfrs"
            ),
            models.CheckConstraint(
                condition=~Q(kind="area", inspectorate="hmicfrs"), name="inspection_of_areas_is_by_hmcpsi"
            ),
        ]

    def __str__(self):
        return self.title


class PublicFact(PublicRow):
    """A ledger of what is public, in versions."""

    numbered_by = "version"

    version = models.PositiveSmallIntegerField(_("version"), default=1)
    reason = models.TextField(_("reason for the change"), blank=True)
    source = models.CharField(_("source"), max_length=200, blank=True)

    class Meta:
        abstract = True


class Milestone(PublicFact):
    """A step of an inspection: what was planned, is forecast and was done. The last version of a step counts."""

    class Step(models.TextChoices):
        COMMISSIONED = "commissioned", _("Commissioned")
        TERMS = "terms", _("Terms of reference")
        REQUESTS = "requests", _("Document and data requests")
        FIELDWORK = "fieldwork", _("Fieldwork")
        DEBRIEF = "debrief", _("Debrief")
        FACTUAL = "factual", _("Factual accuracy check")
        PUBLICATION = "publication", _("Publication")

    class Precision(models.TextChoices):
        DAY = "day", _("Day")
        MONTH = "month", _("Month")

    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="milestones", verbose_name=_("inspection"))
    step = models.CharField(_("step"), max_length=12, choices=Step)
    planned = models.DateField(_("planned"), null=True, blank=True)
    forecast = models.DateField(_("forecast"), null=True, blank=True)
    done = models.DateField(_("done"), null=True, blank=True)
    precision = models.CharField(
        _("dates known to the"),
        max_length=5,
        choices=Precision,
        default=Precision.DAY,
        help_text=_("Dates stand on the first of a month when only that is known."),
    )
    days = models.PositiveSmallIntegerField(
        _("days allowed"), null=True, blank=True, help_text=_("For the factual accuracy check.")
    )
    note = models.CharField(_("what is known of it"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("milestone of an inspection")
        verbose_name_plural = _("milestones of inspections")
        ordering = ["inspection", "step", "version"]
        constraints = [
            models.UniqueConstraint(fields=["inspection", "step", "version"], name="one_milestone_per_version"),
            models.CheckConstraint(
                condition=Q(planned__isnull=False)
                | Q(forecast__isnull=False)
                | Q(done__isnull=False)
                | Q(days__isnull=False)
                | ~Q(note=""),
                name="milestone_says_something",
            ),
            models.CheckConstraint(
                condition=~Q(step="publication") | Q(done__isnull=True) | Q(precision="day"),
                name="milestone_publication_is_of_a_day",
            ),
        ]

    def __str__(self):
        return f"{self.inspection}, {self.get_step_display()}"

    @property
    def expected(self) -> dt.date | None:
        """The forecast, or without one the plan."""
        return self.forecast or self.planned

    @property
    def due(self) -> dt.date | None:
        """The last day on which it is in time: of a month, its last."""
        if self.expected is None or self.precision == self.Precision.DAY:
            return self.expected
        return months_after(self.expected.replace(day=1), 1) - DAY


class Inspected(RecordedRow):
    """An organisation that an inspection looks into. Without any, the names are not known."""

    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="inspected", verbose_name=_("inspection"))
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="inspections", verbose_name=_("organisation")
    )
    source = models.CharField(_("source"), max_length=200)

    class Meta:
        verbose_name = _("inspected organisation")
        ordering = ["inspection", "organisation"]
        constraints = [
            models.UniqueConstraint(fields=["inspection", "organisation"], name="inspected_once_per_inspection")
        ]

    def __str__(self):
        return f"{self.organisation}, {self.inspection}"


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

    def get_absolute_url(self):
        return reverse("finding", args=[self.inspection.code, self.label])


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

    def get_absolute_url(self):
        """Of the response."""
        of = [self.finding.inspection.code, self.finding.label]
        if self.organisation_id:
            return reverse("finding_response", args=[self.organisation.slug, *of])
        return reverse("body_response", args=[*of, self.body])
