from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ledger.evidence import PieceOfEvidence, link_or_file
from rollout.models.ledger import Update


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
