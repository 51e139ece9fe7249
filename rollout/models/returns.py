import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from forces.models import Organisation, ReportingPeriod
from ledger.models import LedgerRow, RecordedRow
from ledger.triggers import Apart
from ledger.workflow import WorkflowEvent, begins_with_the_first
from rollout.models.ledger import Commitment, Statement, Update, on_the_scales
from rollout.moves import RETURNS
from rollout.scales import State, Status, Verdict


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


class Correction(Statement):
    """What a return should have said about a commitment, and why. A ledger of the return: the last row on a
    commitment counts; one that is withdrawn says once more what no longer does. The organisation's position of today
    is not touched by it."""

    class Kind(models.TextChoices):
        CORRECTED = "corrected", _("corrected")
        WITHDRAWN = "withdrawn", _("withdrawn")

    of_return = models.ForeignKey(
        Return,
        models.PROTECT,
        related_name="corrections",
        verbose_name=_("return"),
        help_text=_("The revision that corrects."),
    )
    commitment = models.ForeignKey(Commitment, models.PROTECT, related_name="corrections", verbose_name=_("commitment"))
    number = models.PositiveIntegerField(_("number"))
    kind = models.CharField(
        _("kind"),
        max_length=10,
        choices=Kind,
        help_text=_("Withdrawn: what was signed before stands, and the row repeats what does not."),
    )
    why = models.TextField(_("reason for the correction"))

    class Meta:
        verbose_name = _("correction")
        ordering = ["of_return", "commitment", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["of_return", "commitment", "number"], name="one_correction_per_number_of_a_return"
            ),
            *on_the_scales("correction"),
            models.CheckConstraint(condition=~Q(why=""), name="correction_says_why"),
            models.CheckConstraint(
                condition=~Q(kind="withdrawn", number=1), name="correction_withdraws_an_earlier_one"
            ),
        ]

    def __str__(self):
        return f"{self.commitment}, correction {self.number}"

    @property
    def is_withdrawn(self):
        return self.kind == self.Kind.WITHDRAWN

    @property
    def words(self):
        """What was done, for a list of what became of the return."""
        said = {"standard": self.commitment.standard}
        if self.is_withdrawn:
            return _("Correction of %(standard)s withdrawn") % said
        return (_("%(standard)s corrected again") if self.number > 1 else _("%(standard)s corrected")) % said


class Review(RecordedRow):
    """The Unit's view of an update that was signed. A ledger: the last on a commitment is what the Unit thinks.
    An organisation's answer to a query is its next reported update.

    A view of a corrected statement is about that alone: it says nothing of where the organisation stands today."""

    of_return = models.ForeignKey(
        Return,
        models.PROTECT,
        related_name="reviews",
        verbose_name=_("return"),
        help_text=_("The return in which it was read."),
    )
    update = models.ForeignKey(
        Update, models.PROTECT, null=True, blank=True, related_name="reviews", verbose_name=_("update")
    )
    correction = models.ForeignKey(
        Correction, models.PROTECT, null=True, blank=True, related_name="reviews", verbose_name=_("correction")
    )
    # The update's or correction's own, for one index seek to the last view of a commitment.
    commitment = models.ForeignKey(
        Commitment,
        models.PROTECT,
        related_name="reviews",
        verbose_name=_("commitment"),
        help_text=_("That of the update or correction, for the index that finds the last view."),
    )
    verdict = models.CharField(
        _("verdict"),
        max_length=6,
        choices=Verdict,
        help_text=_("A query is answered by the next update that is reported."),
    )
    status = models.PositiveSmallIntegerField(_("status, says the Unit"), choices=Status, null=True, blank=True)
    comment = models.TextField(_("comment"), blank=True, help_text=_("Required unless the Unit agrees."))
    token = models.UUIDField(_("form"), default=uuid.uuid4, unique=True, editable=False)

    # Nobody reviews an update or a correction that they recorded.
    triggers = (
        Apart(
            "rollout_review",
            ("recorded_by_id",),
            (
                "SELECT recorded_by_id FROM rollout_update WHERE id = NEW.update_id",
                "SELECT recorded_by_id FROM rollout_correction WHERE id = NEW.correction_id",
            ),
        ),
    )

    class Meta:
        verbose_name = _("review")
        ordering = ["-recorded_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(update__isnull=False, correction__isnull=True)
                | Q(update__isnull=True, correction__isnull=False),
                name="review_of_an_update_or_a_correction",
            ),
            models.CheckConstraint(condition=Q(verdict__in=Verdict.values), name="review_verdict_is_known"),
            models.CheckConstraint(
                # A comparison with NULL is neither true nor false, and a check that is not false holds.
                condition=Q(verdict=Verdict.DIFFER, status__isnull=False, status__in=Status.values)
                | ~Q(verdict=Verdict.DIFFER) & Q(status__isnull=True),
                name="review_differs_with_a_status",
            ),
            models.CheckConstraint(
                condition=Q(verdict=Verdict.AGREE) | ~Q(comment=""), name="review_that_does_not_agree_says_why"
            ),
        ]
        indexes = [
            models.Index(fields=["commitment", "recorded_at"], name="review_latest_as_at"),
            # A view of the whole country asks for these few among all that were agreed.
            models.Index(fields=["commitment"], condition=Q(verdict=Verdict.DIFFER), name="review_that_differs"),
        ]

    def __str__(self):
        return f"{self.update or self.correction}: {self.get_verdict_display()}"


class RuleStart(RecordedRow):
    """From which day a rule of rollout/rules.py stops a return; until then it informs. A ledger: the last counts."""

    rule = models.SlugField(_("rule"), max_length=40, help_text=_("Its code in rollout/rules.py."))
    stops_from = models.DateField(_("stops from"), help_text=_("Until then it informs."))
    reason = models.TextField(_("reason"))

    class Meta:
        verbose_name = _("start of a rule")
        verbose_name_plural = _("starts of rules")
        ordering = ["-recorded_at", "-pk"]
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="rule_start_has_a_reason")]

    def __str__(self):
        return f"{self.rule}: {self.stops_from}"
