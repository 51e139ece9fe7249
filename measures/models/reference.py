from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from forces.models import Organisation
from stats.spc import DECREASE, INCREASE, NEUTRAL


class Unit(models.TextChoices):
    COUNT = "count", _("number")
    PERCENTAGE = "percentage", _("per cent")
    DAYS = "days", _("days")


class Direction(models.TextChoices):
    """Which way is better. Recorded offences are neutral: more may be more reports of what was there before."""

    INCREASE = INCREASE, _("more is better")
    DECREASE = DECREASE, _("fewer is better")
    NEUTRAL = NEUTRAL, _("neither way is better")


class Measure(models.Model):
    """A published figure by force and quarter."""

    code = models.SlugField(_("code"), max_length=30, unique=True)
    name = models.CharField(_("name"), max_length=80)
    unit = models.CharField(_("unit"), max_length=10, choices=Unit)
    direction = models.CharField(_("direction"), max_length=8, choices=Direction)
    definition = models.CharField(_("what it counts"), max_length=300)
    source = models.CharField(_("source"), max_length=200)
    position = models.PositiveSmallIntegerField(_("position in lists"))

    class Meta:
        verbose_name = _("measure")
        ordering = ["position"]
        constraints = [
            models.CheckConstraint(condition=Q(unit__in=Unit.values), name="measure_unit_is_known"),
            models.CheckConstraint(condition=Q(direction__in=Direction.values), name="measure_direction_is_known"),
        ]

    def __str__(self):
        return self.name

    @property
    def is_percentage(self):
        return self.unit == Unit.PERCENTAGE

    @property
    def may_have_target(self):
        """Meeting one needs a better and a worse way."""
        return self.direction != Direction.NEUTRAL

    @property
    def on_log(self):
        """Average days are skewed, so their limits are worked out on the logarithm."""
        return self.unit == Unit.DAYS


class PublishedPair(models.Model):
    """A row of the announcement's Table 1 as it was printed: the quarter before joining, and October to December 2022.
    Never corrected: what does not fit is shown as it is."""

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="published_pairs", verbose_name=_("organisation")
    )
    measure = models.ForeignKey(Measure, models.PROTECT, related_name="pairs", verbose_name=_("measure"))
    before = models.DecimalField(_("the quarter before joining"), max_digits=8, decimal_places=1)
    latest = models.DecimalField(_("October to December 2022"), max_digits=8, decimal_places=1)

    class Meta:
        verbose_name = _("published pair of quarters")
        verbose_name_plural = _("published pairs of quarters")
        ordering = ["organisation__joined", "measure__position"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "measure"], name="one_published_pair"),
            models.CheckConstraint(condition=Q(before__gte=0, latest__gte=0), name="published_pair_is_not_negative"),
        ]

    def __str__(self):
        return f"{self.organisation}, {self.measure}: {self.before}, {self.latest}"
