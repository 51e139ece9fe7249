import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from forces.models import Organisation
from ledger.models import RecordedRow
from training.models.courses import Audience, Course


class Recorded(RecordedRow):
    """A row of a ledger in which a later version of the same thing supersedes, with a reason."""

    numbered_by = "version"

    version = models.PositiveSmallIntegerField(_("version"), default=1)
    reason = models.TextField(_("reason for the correction"), blank=True)
    on_behalf = models.BooleanField(_("recorded by the Unit on the organisation's behalf"), default=False)
    token = models.UUIDField(_("form"), default=uuid.uuid4, editable=False)

    class Meta:
        abstract = True


CORRECTION = Q(version=1) | Q(version__gt=1) & ~Q(reason="")


class Completion(Recorded):
    """How many people of a force completed a course in a month. 0 is a figure that somebody confirmed; a month without
    a row is not reported."""

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="completions", verbose_name=_("organisation")
    )
    course = models.ForeignKey(Course, models.PROTECT, related_name="completions", verbose_name=_("course"))
    month = models.DateField(_("month"), help_text=_("Its first day."))
    number = models.PositiveIntegerField(_("completions"))

    class Meta:
        verbose_name = _("completions of a month")
        verbose_name_plural = _("completions by month")
        ordering = ["organisation", "course", "month", "version"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "course", "month", "version"], name="one_completion_per_version"
            ),
            models.CheckConstraint(condition=Q(month__day=1), name="completion_is_of_a_month"),
            models.CheckConstraint(condition=CORRECTION, name="completion_corrected_with_a_reason"),
        ]
        indexes = [models.Index(fields=["recorded_at"], name="completion_recorded")]

    def __str__(self):
        return f"{self.organisation}, {self.course}, {self.month:%Y-%m}: {self.number}"


class Workforce(Recorded):
    """The specialist posts of a force on a day. Completions, qualified people in post and established posts are three
    numbers."""

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="workforce", verbose_name=_("organisation")
    )
    day = models.DateField(_("date"))
    established = models.PositiveIntegerField(_("established posts"))
    filled = models.PositiveIntegerField(_("filled posts"))
    qualified = models.PositiveIntegerField(_("of those, fully qualified"))
    in_training = models.PositiveIntegerField(_("of those, in training"))
    abstracted = models.PositiveIntegerField(_("of those, abstracted to other work"))

    class Meta:
        verbose_name = _("workforce on a day")
        verbose_name_plural = _("workforce by day")
        ordering = ["organisation", "-day", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "day", "version"], name="one_workforce_per_version"),
            models.CheckConstraint(condition=CORRECTION, name="workforce_corrected_with_a_reason"),
            models.CheckConstraint(
                condition=Q(qualified__lte=F("filled") - F("in_training")), name="workforce_qualified_or_in_training"
            ),
            models.CheckConstraint(condition=Q(abstracted__lte=F("filled")), name="workforce_abstracted_from_filled"),
        ]

    def __str__(self):
        return f"{self.organisation}, {self.day}"


class Headcount(Recorded):
    """How many officers, first responders or recruits a force had on a day, as it states."""

    OFFICERS = "officers"
    KINDS = [(OFFICERS, _("Officers")), *Audience.choices[1:]]

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="headcounts", verbose_name=_("organisation")
    )
    kind = models.CharField(_("of"), max_length=16, choices=KINDS)
    day = models.DateField(_("date"))
    number = models.PositiveIntegerField(_("headcount"))

    class Meta:
        verbose_name = _("headcount on a day")
        verbose_name_plural = _("headcounts by day")
        ordering = ["organisation", "kind", "-day", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "kind", "day", "version"], name="one_headcount_per_version"
            ),
            models.CheckConstraint(condition=CORRECTION, name="headcount_corrected_with_a_reason"),
        ]

    def __str__(self):
        return f"{self.organisation}, {self.get_kind_display()}, {self.day}: {self.number}"
