from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from rollout.models.ledger import Commitment, Statement
from rollout.models.returns import Return
from rollout.scales import Confidence, Status


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
            models.CheckConstraint(condition=Q(number__gte=1), name="correction_numbers_start_at_one"),
            models.CheckConstraint(condition=Q(status__in=Status.values), name="correction_status_on_the_scale"),
            models.CheckConstraint(
                condition=Q(confidence__in=Confidence.values), name="correction_confidence_on_the_scale"
            ),
            models.CheckConstraint(
                condition=Q(confidence=Confidence.GREEN) | ~Q(reason=""), name="correction_not_green_has_a_reason"
            ),
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
            return _now("Correction of %(standard)s withdrawn") % said
        return (_now("%(standard)s corrected again") if self.number > 1 else _now("%(standard)s corrected")) % said
