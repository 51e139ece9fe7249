from django.db import models
from django.utils.translation import gettext_lazy as _

from forces.models import OrganisationKind


class OperatingModel(models.Model):
    """An operating model with a version: investigation for forces, prosecution for Areas."""

    code = models.SlugField(_("code"), max_length=30)
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    name = models.CharField(_("name"), max_length=80)
    organisation_kind = models.CharField(_("for"), max_length=10, choices=OrganisationKind)
    source = models.CharField(_("source"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("model")
        ordering = ["code", "version"]
        constraints = [models.UniqueConstraint(fields=["code", "version"], name="one_model_per_code_and_version")]

    def __str__(self):
        return self.name


class Theme(models.Model):
    """A pillar or section of a model."""

    model = models.ForeignKey(OperatingModel, models.PROTECT, related_name="themes", verbose_name=_("model"))
    code = models.CharField(_("code"), max_length=6)
    name = models.CharField(_("name"), max_length=80)
    order = models.PositiveSmallIntegerField(_("order"))

    class Meta:
        verbose_name = _("theme")
        ordering = ["model", "order"]
        constraints = [models.UniqueConstraint(fields=["model", "code"], name="one_theme_per_model_and_code")]

    def __str__(self):
        return self.name


class Standard(models.Model):
    """One thing to put in place. The page shows whether its text is published or the Unit's own."""

    class Kind(models.TextChoices):
        MILESTONE = "milestone", _("Milestone")
        SUPPORT = "support", _("Support")
        PRACTICE = "practice", _("Practice")
        TOOL = "tool", _("Tool")
        TRAINING = "training", _("Training")

    class Provenance(models.TextChoices):
        PUBLISHED = "published", _("Published")
        WORKING = "working", _("Working list")

    theme = models.ForeignKey(Theme, models.PROTECT, related_name="standards", verbose_name=_("theme"))
    code = models.CharField(_("code"), max_length=10, unique=True)
    title = models.CharField(_("title"), max_length=160)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    provenance = models.CharField(
        _("provenance"), max_length=10, choices=Provenance, help_text=_("Published, or the Unit's own working list.")
    )
    source = models.CharField(_("source"), max_length=200)
    known_from = models.DateField(
        _("known from"), null=True, blank=True, help_text=_("Pages as at an earlier day leave this standard out.")
    )
    order = models.PositiveSmallIntegerField(_("order"))

    class Meta:
        verbose_name = _("standard")
        ordering = ["theme__model", "theme__order", "order"]

    def __str__(self):
        return f"{self.code} {self.title}"


class Milestone(models.Model):
    """A dated fact about the programme, with its source."""

    class Precision(models.TextChoices):
        DAY = "day", _("Day")
        MONTH = "month", _("Month")
        YEAR = "year", _("Year")

    code = models.SlugField(_("code"), max_length=60, unique=True)
    title = models.CharField(_("what"), max_length=200)
    day = models.DateField(_("date"), help_text=_("The first day when only the month or year is known."))
    precision = models.CharField(_("date known to the"), max_length=6, choices=Precision)
    source = models.CharField(_("source"), max_length=200)
    known_from = models.DateField(_("known from"), help_text=_("When the source said so."))

    class Meta:
        verbose_name = _("programme milestone")
        ordering = ["day", "code"]

    def __str__(self):
        return self.title
