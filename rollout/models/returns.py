from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from forces.models import Organisation, ReportingPeriod
from ledger.models import LedgerRow
from ledger.triggers import Apart
from ledger.workflow import WorkflowEvent, begins_with_the_first
from rollout.models.ledger import Commitment
from rollout.moves import RETURNS
from rollout.scales import State


class Return(models.Model):
    """An organisation's sign-off of its whole position for a period. What was signed is the ledger as at `signed_at`;
    nothing is copied. After acceptance a correction is a new revision, and both stay: it says what the one before it
    said, with the corrected statements (Correction) in their place.

    Only ledger/workflow.py writes `state`; what it was on an earlier day is in the events."""

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="returns", verbose_name=_("organisation")
    )
    period = models.ForeignKey(ReportingPeriod, models.PROTECT, related_name="returns", verbose_name=_("period"))
    revision = models.PositiveSmallIntegerField(
        _("revision"), default=1, help_text=_("1, then 2 for a correction after acceptance. All stay.")
    )
    reason = models.TextField(_("reason for the revision"), blank=True)
    # Empty too for revisions of before November 2026: they were signed as the ledger stood then, and still say that.
    corrects = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="corrected_by",
        verbose_name=_("the revision whose statements it corrects"),
        help_text=_(
            "Empty for the first, and for those signed before December 2026, which say what the ledger said then."
        ),
    )
    state = models.CharField(
        _("state"), max_length=10, choices=State, help_text=_("What it was on an earlier day is in the events.")
    )
    signed_at = models.DateTimeField(
        _("signed"), null=True, blank=True, help_text=_("Empty again when changes are asked for.")
    )
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("signed by")
    )
    accepted_at = models.DateTimeField(_("accepted"), null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("accepted by"),
        help_text=_("Never who signed."),
    )

    # Who marks a return as ready does not sign it off, and who signs it does not accept it.
    triggers = (
        Apart(
            "rollout_return",
            ("signed_by_id", "accepted_by_id"),
            ("SELECT recorded_by_id FROM rollout_returnevent WHERE of_return_id = NEW.id AND state = 'ready'",),
        ),
    )

    class Meta:
        verbose_name = _("return")
        ordering = ["period", "organisation", "revision"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "period", "revision"], name="one_return_per_revision"),
            models.UniqueConstraint(
                fields=["organisation", "period"],
                condition=~Q(state=State.ACCEPTED),
                name="one_open_return_per_organisation_and_period",
            ),
            *RETURNS.constraints(),
            models.CheckConstraint(
                condition=Q(revision=1, reason="") | Q(revision__gt=1) & ~Q(reason=""),
                name="return_revision_has_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(corrects__isnull=True) | Q(revision__gt=1), name="return_first_revision_corrects_none"
            ),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True) | Q(accepted_at__gte=F("signed_at")),
                name="return_accepted_after_it_was_signed",
            ),
        ]

    def __str__(self):
        return f"{self.organisation}, {self.period}" + (f", revision {self.revision}" if self.revision > 1 else "")


class ReturnEvent(WorkflowEvent):
    """One move of a return."""

    of_return = models.ForeignKey(Return, models.PROTECT, related_name="events", verbose_name=_("return"))
    came_from = models.CharField(_("from"), max_length=10, choices=State, blank=True)
    state = models.CharField(_("to"), max_length=10, choices=State)

    class Meta:
        verbose_name = _("event of a return")
        verbose_name_plural = _("events of returns")
        ordering = ["of_return", "number"]
        constraints = [
            models.UniqueConstraint(fields=["of_return", "number"], name="one_return_event_per_number"),
            begins_with_the_first("return_events_begin_with_the_first"),
        ]
        indexes = [models.Index(fields=["state", "recorded_at"], name="return_event_by_state")]

    def __str__(self):
        return f"{self.of_return}: {self.get_state_display()}"

    @property
    def words(self):
        return RETURNS.done(self)

    @property
    def is_sent_back(self) -> bool:
        """By the Unit, with changes asked for."""
        return (self.came_from, self.state) == (State.SIGNED, State.CHANGES)


class Omission(LedgerRow):
    """Why a commitment is missing from a return, or why a query on it is not answered: said when the return is marked
    ready, kept with that event. A ledger."""

    event = models.ForeignKey(
        ReturnEvent,
        models.PROTECT,
        related_name="omissions",
        verbose_name=_("event"),
        help_text=_("The move by which the return was marked ready."),
    )
    commitment = models.ForeignKey(Commitment, models.PROTECT, related_name="omissions", verbose_name=_("commitment"))
    reason = models.TextField(_("reason"))

    class Meta:
        verbose_name = _("omission")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["event", "commitment"], name="one_omission_per_commitment"),
            models.CheckConstraint(condition=~Q(reason=""), name="omission_has_a_reason"),
        ]

    def __str__(self):
        return f"{self.commitment}: {self.reason}"


class FrozenFile(LedgerRow):
    """What was accepted, written once and served byte for byte from then on. A ledger: the bytes are in the row, so
    they are there exactly when the acceptance is."""

    class Kind(models.TextChoices):
        CSV = "csv", _("CSV")
        HTML = "html", _("printable page")

    of_return = models.ForeignKey(Return, models.PROTECT, related_name="files", verbose_name=_("return"))
    kind = models.CharField(_("kind"), max_length=4, choices=Kind)
    content = models.BinaryField(_("content"))
    size = models.PositiveIntegerField(_("size in bytes"))
    sha256 = models.CharField(_("SHA-256"), max_length=64)

    class Meta:
        verbose_name = _("frozen file")
        ordering = ["of_return", "kind"]
        constraints = [models.UniqueConstraint(fields=["of_return", "kind"], name="one_frozen_file_per_kind")]

    def __str__(self):
        return f"{self.of_return}: {self.get_kind_display()}"
