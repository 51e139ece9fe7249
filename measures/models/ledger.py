import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from forces.models import Organisation
from ledger.models import LedgerRow, RecordedRow
from measures.models.reference import Measure


class Release(LedgerRow):
    """A file of figures as it was published. A revision is a further release; what was published before stays."""

    class Kind(models.TextChoices):
        OFFENCES = "offences", _("Home Office: crime by police force area")
        OUTCOMES = "outcomes", _("Home Office: crime outcomes")
        JUSTICE = "justice", _("Criminal justice delivery dashboard")
        PLAIN = "plain", _("Plain table")
        DEMONSTRATION = "demonstration", _("Invented for this demonstration")

    kind = models.CharField(_("kind"), max_length=14, choices=Kind)
    name = models.CharField(_("name of the file"), max_length=200)
    sha256 = models.CharField(_("fingerprint of the file (SHA-256)"), max_length=64, unique=True)
    published_on = models.DateField(_("published on"))
    read = models.JSONField(_("what was read and left out"), default=dict)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("recorded by"),
        help_text=_("Empty when it came by a command or with the demonstration."),
    )
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("confirmed by"),
        help_text=_("Where the country's total is under half of what was published before: who says that it is right."),
    )
    confirmed_why = models.TextField(_("why it is right"), blank=True)

    class Meta:
        verbose_name = _("release")
        ordering = ["-published_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True, confirmed_why="")
                | Q(confirmed_by__isnull=False) & ~Q(confirmed_why=""),
                name="release_confirmed_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["offences", "outcomes", "justice", "plain", "demonstration"]),
                name="release_kind_is_known",
            ),
        ]

    def __str__(self):
        return self.name


class Observation(LedgerRow):
    """A figure as one release has it. An empty value was published as not available."""

    release = models.ForeignKey(Release, models.PROTECT, related_name="observations", verbose_name=_("release"))
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="observations", verbose_name=_("organisation")
    )
    measure = models.ForeignKey(Measure, models.PROTECT, related_name="observations", verbose_name=_("measure"))
    quarter = models.DateField(_("quarter"), help_text=_("Its first day."))
    value = models.DecimalField(_("value"), max_digits=12, decimal_places=3, null=True, blank=True)
    numerator = models.PositiveIntegerField(_("count"), null=True, blank=True)
    denominator = models.PositiveIntegerField(_("of"), null=True, blank=True)
    published_on = models.DateField(_("published on"), help_text=_("The release's: the last published counts."))

    class Meta:
        verbose_name = _("observation")
        ordering = ["organisation", "measure", "quarter", "published_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["release", "organisation", "measure", "quarter"], name="one_observation_per_release"
            ),
            models.CheckConstraint(
                condition=Q(quarter__month__in=[1, 4, 7, 10], quarter__day=1), name="observation_is_of_a_quarter"
            ),
            models.CheckConstraint(condition=Q(value__isnull=True) | Q(value__gte=0), name="observation_not_negative"),
            models.CheckConstraint(
                condition=Q(numerator__isnull=True, denominator__isnull=True)
                | Q(numerator__isnull=False, denominator__isnull=False, numerator__lte=F("denominator")),
                name="observation_count_is_part_of_its_whole",
            ),
        ]
        indexes = [
            models.Index(fields=["measure", "organisation", "quarter", "published_on"], name="observation_latest"),
        ]

    def __str__(self):
        return f"{self.organisation}, {self.measure}, {self.quarter:%Y-%m}: {self.value}"


class Rebase(RecordedRow):
    """From this quarter on an organisation's chart has limits of its own, with a reason. A ledger: the last row of a
    quarter counts; one that does not stand takes it back."""

    class Event(models.TextChoices):
        JOINED = "joined", _("joined the programme")
        IN_PLACE = "in_place", _("had the model in place across the force")
        RULES = "rules", _("counting rules changed")
        SYSTEM = "system", _("recording system changed")
        OTHER = "other", _("something else")
        LIVE = "live", _("went live")  # what was recorded when that was the first standard in place; chosen no more

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="rebases", verbose_name=_("organisation")
    )
    measure = models.ForeignKey(Measure, models.PROTECT, related_name="rebases", verbose_name=_("measure"))
    quarter = models.DateField(_("from the quarter"), help_text=_("Its first day."))
    event = models.CharField(_("what happened"), max_length=8, choices=Event)
    stands = models.BooleanField(_("stands"), default=True)
    reason = models.TextField(_("reason"))

    class Meta:
        verbose_name = _("rebase")
        ordering = ["organisation", "measure", "quarter", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(quarter__month__in=[1, 4, 7, 10], quarter__day=1), name="rebase_is_at_a_quarter"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="rebase_has_a_reason"),
            models.CheckConstraint(
                condition=Q(event__in=["joined", "in_place", "rules", "system", "other", "live"]),
                name="rebase_event_is_known",
            ),
        ]
        indexes = [models.Index(fields=["measure", "organisation", "recorded_at"], name="rebase_as_at")]

    def __str__(self):
        return f"{self.organisation}, {self.measure}, {self.quarter:%Y-%m}"


class Note(RecordedRow):
    """What has to be known of a force's figures from a quarter on. Those up to its last quarter, where it has one, are
    left out of limits and rules. A ledger: of what is noted from the same quarter on the last row counts; one that does
    not stand takes it back."""

    class What(models.TextChoices):
        INCOMPLETE = "incomplete", _("figures incomplete or not comparable")
        SYSTEM = "system", _("recording system changed")
        RULES = "rules", _("counting rules changed")

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("organisation"))
    measure = models.ForeignKey(Measure, models.PROTECT, related_name="+", verbose_name=_("measure"))
    what = models.CharField(_("what is noted"), max_length=10, choices=What)
    first = models.DateField(_("from the quarter"), help_text=_("Its first day."))
    last = models.DateField(
        _("left out up to the quarter"),
        null=True,
        blank=True,
        help_text=_("Its first day. Empty: none is left out."),
    )
    text = models.TextField(_("note"), help_text=_("Of a row that takes it back: why."))
    source = models.TextField(_("where that is written"), blank=True)
    stands = models.BooleanField(_("stands"), default=True)
    token = models.UUIDField(
        _("form"),
        default=uuid.uuid4,
        editable=False,
        help_text=_("A note on several measures at once has a row of each."),
    )

    class Meta:
        verbose_name = _("note on figures")
        verbose_name_plural = _("notes on figures")
        ordering = ["organisation", "measure", "first", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["token", "measure"], name="one_note_per_form_and_measure"),
            models.CheckConstraint(
                condition=Q(first__month__in=[1, 4, 7, 10], first__day=1), name="note_is_from_a_quarter"
            ),
            models.CheckConstraint(
                condition=Q(last__isnull=True) | Q(last__month__in=[1, 4, 7, 10], last__day=1, last__gte=F("first")),
                name="note_ends_with_a_quarter",
            ),
            models.CheckConstraint(condition=Q(what__in=["incomplete", "system", "rules"]), name="note_what_is_known"),
            models.CheckConstraint(
                condition=~Q(what="incomplete") | Q(last__isnull=False), name="note_of_incomplete_leaves_out"
            ),
            models.CheckConstraint(condition=~Q(text=""), name="note_has_a_text"),
            models.CheckConstraint(condition=~Q(source="") | Q(stands=False), name="note_has_a_source"),
        ]
        indexes = [models.Index(fields=["measure", "organisation", "recorded_at"], name="note_as_at")]

    def __str__(self):
        return f"{self.organisation}, {self.measure}, {self.first:%Y-%m}: {self.what}"


class Target(RecordedRow):
    """What a measure is held against from a day on, in all forces (`organisation` is empty) or in one. A ledger: of the
    rows whose day has come the last day's last row counts; one without a value says that there is no target. A force's
    own target counts before that of all forces. Never invented: each says who set it."""

    measure = models.ForeignKey(Measure, models.PROTECT, related_name="targets", verbose_name=_("measure"))
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="targets",
        verbose_name=_("organisation"),
        help_text=_("Empty for all forces."),
    )
    starts_on = models.DateField(_("from"), help_text=_("It holds for the quarters that begin on this day or later."))
    value = models.DecimalField(
        _("target"), max_digits=12, decimal_places=3, null=True, blank=True, help_text=_("Empty for none from then on.")
    )
    reason = models.TextField(_("who set it, and where that is written"))
    token = models.UUIDField(_("form"), default=uuid.uuid4, unique=True, editable=False)

    class Meta:
        verbose_name = _("target")
        ordering = ["measure", "starts_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(value__isnull=True) | Q(value__gte=0), name="target_not_negative"),
            models.CheckConstraint(condition=~Q(reason=""), name="target_has_a_reason"),
        ]
        indexes = [models.Index(fields=["measure", "recorded_at"], name="target_as_at")]

    def __str__(self):
        return f"{self.measure}, {self.organisation or '*'}, {self.starts_on}: {self.value}"


class Spelling(RecordedRow):
    """How a publisher writes a force or a metric, and what that is to us. A ledger: the last row of a spelling counts;
    one that does not stand takes it back. A file that is read afterwards is read so."""

    class What(models.TextChoices):
        FORCE = "force", _("force")
        METRIC = "metric", _("metric")

    what = models.CharField(_("of what"), max_length=6, choices=What)
    written = models.CharField(_("as the publisher writes it"), max_length=200)
    plain = models.CharField(
        _("without what differs from file to file"), max_length=200, help_text=_("Lower case, no footnotes.")
    )
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="spellings",
        verbose_name=_("organisation"),
        help_text=_("Empty for a metric, and for a body that is not one of the 43 forces."),
    )
    measure = models.ForeignKey(
        Measure, models.PROTECT, null=True, blank=True, related_name="spellings", verbose_name=_("measure")
    )
    stands = models.BooleanField(_("stands"), default=True)

    class Meta:
        verbose_name = _("spelling")
        ordering = ["what", "plain", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(what="force", measure__isnull=True)
                | Q(what="metric", organisation__isnull=True, measure__isnull=False),
                name="spelling_is_of_a_force_or_a_measure",
            ),
            models.CheckConstraint(condition=~Q(written="") & ~Q(plain=""), name="spelling_is_written"),
        ]
        indexes = [models.Index(fields=["what", "plain", "recorded_at"], name="spelling_as_at")]

    def __str__(self):
        return f"{self.written}: {self.measure or self.organisation or '-'}"
