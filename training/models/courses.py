from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ledger.as_at import EARLIEST


class Audience(models.TextChoices):
    """Whom a course is for. Only specialists' courses can count towards a quota."""

    SPECIALIST = "specialist", _("Specialist investigators")
    FIRST_RESPONDER = "first_responder", _("First responders")
    RECRUIT = "recruit", _("Recruits")


class Course(models.Model):
    """What people complete. Whether it counts never changes: figures of earlier days would change with it."""

    code = models.SlugField(_("code"), max_length=30, unique=True)
    name = models.CharField(_("name"), max_length=120)
    audience = models.CharField(_("for"), max_length=16, choices=Audience)
    counts = models.BooleanField(_("counts towards the quota"), default=False)
    began = models.DateField(
        _("first month"), null=True, blank=True, help_text=_("Its first day. Empty when no source says when it began.")
    )
    source = models.CharField(_("source"), max_length=200)
    known_from = models.DateField(_("known from"), help_text=_("Pages as at an earlier day leave this course out."))

    class Meta:
        verbose_name = _("course")
        ordering = ["-counts", "code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(counts=False) | Q(audience=Audience.SPECIALIST),
                name="course_that_counts_is_for_specialists",
            ),
            models.CheckConstraint(
                condition=Q(began__isnull=True) | Q(began__day=1), name="course_begins_with_a_month"
            ),
            models.CheckConstraint(condition=Q(audience__in=Audience.values), name="course_audience_is_known"),
        ]

    def __str__(self):
        return self.name

    @property
    def short_name(self):
        """What stands before a colon: RISDP."""
        return self.name.partition(":")[0]

    @property
    def first_month(self):
        """Before it no completion can be recorded: the month it began, or the programme's first."""
        return self.began or EARLIEST


class PublishedResult(models.Model):
    """A national figure that somebody published, beside the ledger's own: a difference is explained, not mended."""

    code = models.SlugField(_("code"), max_length=60, unique=True)
    number = models.PositiveIntegerField(_("completions"))
    day = models.DateField(_("by"))
    scope = models.CharField(_("what it counts"), max_length=200)
    source = models.CharField(_("source"), max_length=200)
    known_from = models.DateField(_("known from"), help_text=_("When it was published."))

    class Meta:
        verbose_name = _("published result")
        ordering = ["day", "code"]
        constraints = [
            models.CheckConstraint(condition=Q(known_from__gte=F("day")), name="published_result_known_once_it_was")
        ]

    def __str__(self):
        return f"{self.number:,}, {self.day}"
