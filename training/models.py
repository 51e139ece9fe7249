import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from forces.models import Organisation
from ledger.as_at import EARLIEST
from ledger.models import PublicRow, RecordedRow
from training.months import figures_due, month_of


class Audience(models.TextChoices):
    """Whom a course is for. Only specialists' courses can count towards a quota."""

    SPECIALIST = "specialist", _("Specialist investigators")
    FIRST_RESPONDER = "first_responder", _("First responders")
    RECRUIT = "recruit", _("Recruits")


# Trained as a share of the headcounts that forces state; never part of a quota.
LEARNERS = (Audience.FIRST_RESPONDER, Audience.RECRUIT)


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


class Quota(PublicRow):
    """So many completions nationally by a day. A ledger: an edit is a further row of the same code."""

    code = models.SlugField(_("code"), max_length=30)
    name = models.CharField(_("name"), max_length=120)
    number = models.PositiveIntegerField(_("number"))
    starts = models.DateField(_("counts from"), help_text=_("First day of a month."))
    due = models.DateField(_("by"), help_text=_("By the end of this day."))
    source = models.CharField(_("source"), max_length=200)
    reason = models.TextField(_("reason for the change"), blank=True)

    class Meta:
        verbose_name = _("quota")
        ordering = ["due", "code", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(number__gte=1), name="quota_asks_for_something"),
            models.CheckConstraint(condition=Q(due__gte=F("starts")), name="quota_due_after_it_starts"),
            models.CheckConstraint(condition=Q(starts__day=1), name="quota_starts_with_a_month"),
        ]

    def __str__(self):
        return self.name

    @property
    def figures_due(self):
        """By the end of this day the figures of its last month are due."""
        return figures_due(month_of(self.due))

    def is_awaited(self, day):
        """The date is over and the last month's figures may still come: who has not reported it has not missed it."""
        return self.due < day <= self.figures_due


class Share(RecordedRow):
    """A force's part of a quota. A ledger: the last row of a force counts; 0 takes its share away."""

    class Basis(models.TextChoices):
        OFFICERS = "officers", _("by officer numbers")
        EQUALLY = "equally", _("equally")
        BY_HAND = "by_hand", _("by hand")

    quota = models.SlugField(_("quota"), max_length=30, help_text=_("The quota's code."))
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="training_shares", verbose_name=_("organisation")
    )
    number = models.PositiveIntegerField(_("number"))
    basis = models.CharField(_("basis"), max_length=10, choices=Basis)

    class Meta:
        verbose_name = _("share of a quota")
        verbose_name_plural = _("shares of quotas")
        ordering = ["quota", "organisation", "recorded_at"]
        indexes = [models.Index(fields=["quota", "organisation", "recorded_at"], name="share_as_at")]

    def __str__(self):
        return f"{self.organisation}: {self.number}"
