import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from forces.models import Organisation
from ledger.evidence import PieceOfEvidence, link_or_file
from ledger.models import RecordedRow
from rollout.models.reference import Standard
from rollout.scales import Confidence, Status


class CommitmentQuerySet(models.QuerySet):
    def known_on(self, day):
        """Those whose standard was known by the end of that day."""
        return self.filter(Q(standard__known_from__isnull=True) | Q(standard__known_from__lte=day))

    def in_order(self):
        standard = "standard__"
        return self.order_by(f"{standard}theme__model", f"{standard}theme__order", f"{standard}order", "organisation")


class Commitment(models.Model):
    """One organisation's obligation to one standard. Where it stands is read from its updates."""

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="commitments", verbose_name=_("organisation")
    )
    standard = models.ForeignKey(Standard, models.PROTECT, related_name="commitments", verbose_name=_("standard"))

    objects = CommitmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("commitment")
        constraints = [models.UniqueConstraint(fields=["organisation", "standard"], name="one_commitment_per_standard")]

    def __str__(self):
        return f"{self.organisation}: {self.standard}"


class Statement(RecordedRow):
    """What is said about a commitment, by whom and when."""

    numbered_by = "number"
    CONFIDENTIAL = ("reason", "target_reason", "note")  # for whoever may VIEW_DETAIL; others do not even read them

    status = models.PositiveSmallIntegerField(_("status"), choices=Status)
    confidence = models.PositiveSmallIntegerField(_("confidence"), choices=Confidence)
    reason = models.TextField(_("reason when not green"), blank=True)
    target_date = models.DateField(_("target date"), null=True, blank=True)
    target_reason = models.TextField(_("reason for the moved target date"), blank=True)
    note = models.TextField(_("note"), blank=True)
    on_behalf = models.BooleanField(_("recorded by the Unit on the organisation's behalf"), default=False)
    token = models.UUIDField(_("form"), default=uuid.uuid4, unique=True, editable=False)

    class Meta:
        abstract = True


def on_the_scales(name: str) -> list[models.CheckConstraint]:
    return [
        models.CheckConstraint(condition=Q(number__gte=1), name=f"{name}_numbers_start_at_one"),
        models.CheckConstraint(condition=Q(status__in=Status.values), name=f"{name}_status_on_the_scale"),
        models.CheckConstraint(condition=Q(confidence__in=Confidence.values), name=f"{name}_confidence_on_the_scale"),
        models.CheckConstraint(
            condition=Q(confidence=Confidence.GREEN) | ~Q(reason=""), name=f"{name}_not_green_has_a_reason"
        ),
    ]


class Update(Statement):
    """A row of the ledger: what was said about a commitment, by whom, when. Never changed, never deleted."""

    class Kind(models.TextChoices):
        REPORTED = "reported", _("reported")
        CONFIRMED = "confirmed", _("confirmed, nothing changed")

    commitment = models.ForeignKey(Commitment, models.PROTECT, related_name="updates", verbose_name=_("commitment"))
    number = models.PositiveIntegerField(
        _("number"), help_text=_("Without a gap within the commitment. Two people who write on the same base collide.")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)

    class Meta:
        verbose_name = _("update")
        ordering = ["-recorded_at", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["commitment", "number"], name="one_update_per_number"),
            *on_the_scales("update"),
            models.CheckConstraint(condition=~Q(kind="confirmed", number=1), name="update_confirms_an_earlier_one"),
        ]
        # PostgreSQL finds a position in this index alone, without reading the row.
        indexes = [
            models.Index(
                fields=["commitment", "recorded_at", "number"],
                include=["status", "confidence", "kind"],
                name="update_latest_as_at",
            )
        ]

    def __str__(self):
        return f"{self.commitment}, update {self.number}"

    @property
    def is_confirmed(self):
        return self.kind == self.Kind.CONFIRMED


class Evidence(PieceOfEvidence):
    """Beside an update."""

    update = models.ForeignKey(Update, models.PROTECT, related_name="evidence", verbose_name=_("update"))
    expires = models.DateField(_("expires"), null=True, blank=True)

    class Meta(PieceOfEvidence.Meta):
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        constraints = [
            link_or_file("evidence_is_a_link_or_a_file"),
            models.CheckConstraint(
                condition=Q(expires__isnull=True) | Q(expires__gte=models.F("speaks_for")),
                name="evidence_expires_after_it_speaks",
            ),
        ]

    @property
    def folder(self):
        return self.update.commitment.organisation.slug


class LogEntry(RecordedRow):
    """The Unit's log, a ledger: about one organisation, or the programme when there is none."""

    class Kind(models.TextChoices):
        VISIT = "visit", _("Visit")
        CALL = "call", _("Call")
        SUPPORT = "support", _("Support")
        DECISION = "decision", _("Decision")
        RISK = "risk", _("Risk")

    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="log",
        verbose_name=_("organisation"),
        help_text=_("Empty when it is about the programme."),
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    text = models.TextField(_("what happened"))
    happened_on = models.DateField(_("date"))
    follow_up_on = models.DateField(_("follow up on"), null=True, blank=True)
    follows = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="followed_by", verbose_name=_("follows up")
    )
    token = models.UUIDField(_("form"), default=uuid.uuid4, unique=True, editable=False)

    class Meta:
        verbose_name = _("log entry")
        verbose_name_plural = _("log entries")
        ordering = ["-happened_on", "-recorded_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="log_entry_says_something"),
            models.CheckConstraint(
                condition=Q(follow_up_on__isnull=True) | Q(follow_up_on__gte=models.F("happened_on")),
                name="log_entry_follow_up_comes_after",
            ),
        ]
        indexes = [models.Index(fields=["organisation", "recorded_at"], name="log_of_an_organisation")]

    def __str__(self):
        return f"{self.get_kind_display()}, {self.happened_on}"
