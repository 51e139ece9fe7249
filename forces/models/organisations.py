from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class OrganisationKind(models.TextChoices):
    FORCE = "force", _("Police force")
    CPS_AREA = "cps_area", _("CPS Area")


class Cohort(models.TextChoices):
    """When an organisation came to the programme. The CPS piloted in Areas, without pathfinders."""

    PATHFINDER = "pathfinder", _("Pathfinder")
    EXPANSION = "expansion", _("Expansion")
    PILOT = "pilot", _("Pilot Area")
    NATIONAL = "national", _("National")


class OrganisationQuerySet(models.QuerySet):
    def partners_of(self, organisation_ids):
        """The Areas of forces and the forces of Areas."""
        areas = Partnership.objects.filter(force__in=organisation_ids).values("area")
        forces = Partnership.objects.filter(area__in=organisation_ids).values("force")
        return self.filter(Q(pk__in=areas) | Q(pk__in=forces))


class Organisation(models.Model):
    """A police force or a CPS Area. Has a life: forces can merge."""

    kind = models.CharField(_("kind"), max_length=10, choices=OrganisationKind)
    code = models.CharField(
        _("code"), max_length=12, unique=True, help_text=_("A force's ONS code; an Area's is our own.")
    )
    name = models.CharField(_("name"), max_length=80, unique=True)
    short_name = models.CharField(_("short name"), max_length=60)
    slug = models.SlugField(_("address on this site"), max_length=60, unique=True)
    nation = models.CharField(_("nation"), max_length=20, blank=True)
    region = models.CharField(_("region"), max_length=40, blank=True)
    cohort = models.CharField(_("cohort"), max_length=12, choices=Cohort)
    cohort_basis = models.CharField(
        _("basis of the cohort"),
        max_length=120,
        blank=True,
        help_text=_("Where that is said, or what it is inferred from."),
    )
    joined = models.DateField(_("joined (first of the month)"), null=True, blank=True)
    active_from = models.DateField(_("active from"), null=True, blank=True)
    active_to = models.DateField(_("active to"), null=True, blank=True)
    successor = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="predecessors",
        verbose_name=_("successor"),
        help_text=_("The organisation that it merged into."),
    )
    tile_row = models.PositiveSmallIntegerField(_("row on the tile map"), null=True, blank=True)
    tile_column = models.PositiveSmallIntegerField(_("column on the tile map"), null=True, blank=True)
    abbreviation = models.CharField(_("abbreviation"), max_length=4, blank=True)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = _("organisation")
        ordering = ["-kind", "short_name"]  # forces before Areas
        constraints = [
            models.CheckConstraint(
                condition=Q(active_to__isnull=True) | Q(active_from__isnull=True) | Q(active_to__gt=F("active_from")),
                name="organisation_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(successor__isnull=True) | Q(active_to__isnull=False),
                name="organisation_with_successor_has_ended",
            ),
            models.CheckConstraint(
                condition=Q(tile_row__isnull=True, tile_column__isnull=True)
                | Q(tile_row__isnull=False, tile_column__isnull=False),
                name="organisation_tile_is_whole",
            ),
        ]

    def __str__(self):
        return self.short_name

    @property
    def is_force(self):
        return self.kind == OrganisationKind.FORCE


class Partnership(models.Model):
    """A force and a CPS Area that work together."""

    force = models.ForeignKey(Organisation, models.CASCADE, related_name="area_partnerships", verbose_name=_("force"))
    area = models.ForeignKey(
        Organisation, models.CASCADE, related_name="force_partnerships", verbose_name=_("CPS Area")
    )

    class Meta:
        verbose_name = _("partnership")
        constraints = [models.UniqueConstraint(fields=["force", "area"], name="one_partnership_per_pair")]

    def __str__(self):
        return f"{self.force} and {self.area}"
