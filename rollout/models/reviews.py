import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ledger.models import RecordedRow
from ledger.triggers import Apart
from rollout.models.corrections import Correction
from rollout.models.ledger import Commitment, Update
from rollout.models.returns import Return
from rollout.scales import Status, Verdict


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
