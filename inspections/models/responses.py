import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from forces.models import Organisation
from inspections.models.inspections import Addressee, Inspection
from inspections.moves import WORDS
from inspections.scales import Stage
from ledger.evidence import PieceOfEvidence, link_or_file
from ledger.models import RecordedRow
from ledger.triggers import Apart


class Response(RecordedRow):
    """What an addressee says of a finding. Without a row it is awaiting allocation; the last one counts."""

    numbered_by = "number"

    addressee = models.ForeignKey(Addressee, models.PROTECT, related_name="responses", verbose_name=_("addressee"))
    number = models.PositiveSmallIntegerField(_("number"))
    stage = models.CharField(_("stage"), max_length=10, choices=[(stage.value, WORDS[stage]) for stage in Stage])
    owner = models.CharField(_("owner"), max_length=120, blank=True)
    note = models.TextField(_("what was done"), blank=True)
    evidence = models.TextField(_("what shows it"), blank=True)
    expected = models.DateField(_("expected by"), null=True, blank=True)
    expected_reason = models.TextField(_("why the date moved"), blank=True)
    reason = models.TextField(_("why it is not ours, or open again"), blank=True)
    on_behalf = models.BooleanField(_("recorded by the Unit on its behalf"), default=False)
    token = models.UUIDField(_("form"), default=uuid.uuid4, editable=False)

    class Meta:
        verbose_name = _("response to a finding")
        verbose_name_plural = _("responses to findings")
        ordering = ["addressee", "number"]
        constraints = [
            models.UniqueConstraint(fields=["addressee", "number"], name="one_response_per_number"),
            models.CheckConstraint(
                condition=Q(stage__in=[stage.value for stage in Stage]), name="response_stage_is_known"
            ),
            models.CheckConstraint(
                condition=Q(stage__in=[Stage.AWAITING.value, Stage.NOT_OURS.value]) | ~Q(owner=""),
                name="response_has_an_owner",
            ),
            models.CheckConstraint(
                condition=~Q(stage=Stage.COMPLETE.value) | ~Q(evidence=""), name="response_complete_with_evidence"
            ),
            models.CheckConstraint(
                condition=~Q(stage=Stage.NOT_OURS.value) | ~Q(reason=""), name="response_not_ours_with_a_reason"
            ),
        ]
        indexes = [models.Index(fields=["addressee", "recorded_at", "number"], name="response_as_at")]

    def __str__(self):
        return f"{self.addressee}: {self.get_stage_display()}"


class ResponseEvidence(PieceOfEvidence):
    """What shows it: a link or a file beside a response. A ledger."""

    response = models.ForeignKey(Response, models.PROTECT, related_name="pieces", verbose_name=_("response"))

    class Meta(PieceOfEvidence.Meta):
        verbose_name = _("evidence of a response")
        verbose_name_plural = _("evidence of responses")
        constraints = [link_or_file("response_evidence_is_a_link_or_a_file")]

    @property
    def folder(self):
        of = self.response.addressee
        return f"{of.organisation.slug if of.organisation else of.body}/inspections"


class Verification(RecordedRow):
    """Whether what an addressee says holds, as the Unit or the inspectorate sees it: a fact of its own, about one
    response. A later response has to be looked at anew."""

    class Voice(models.TextChoices):
        UNIT = "unit", _("the Unit")
        INSPECTORATE = "inspectorate", _("the inspectorate")

    response = models.ForeignKey(Response, models.PROTECT, related_name="verifications", verbose_name=_("response"))
    voice = models.CharField(_("who says so"), max_length=12, choices=Voice)
    verified = models.BooleanField(_("verified"))
    comment = models.TextField(_("comment"), blank=True)
    token = models.UUIDField(_("form"), default=uuid.uuid4, editable=False)

    # Nobody verifies a response that they recorded.
    triggers = (
        Apart(
            "inspections_verification",
            ("recorded_by_id",),
            ("SELECT recorded_by_id FROM inspections_response WHERE id = NEW.response_id",),
        ),
    )

    class Meta:
        verbose_name = _("verification of a response")
        verbose_name_plural = _("verifications of responses")
        ordering = ["response", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(verified=True) | ~Q(comment=""), name="verification_refused_with_words"),
        ]

    def __str__(self):
        return f"{self.response}, {_('verified') if self.verified else _('not verified')}"


class StatutoryResponse(RecordedRow):
    """The comments that a local policing body has to publish on a report: when, and where. A later version corrects,
    with a reason."""

    numbered_by = "version"

    inspection = models.ForeignKey(
        Inspection, models.PROTECT, related_name="statutory_responses", verbose_name=_("inspection")
    )
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        related_name="statutory_responses",
        verbose_name=_("force of the local policing body"),
    )
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    published = models.DateField(_("published"))
    where = models.URLField(_("where"), max_length=500)
    reason = models.TextField(_("reason for the correction"), blank=True)
    on_behalf = models.BooleanField(_("recorded by the Unit on its behalf"), default=False)
    token = models.UUIDField(_("form"), default=uuid.uuid4, editable=False)

    class Meta:
        verbose_name = _("statutory response")
        ordering = ["inspection", "organisation", "version"]
        constraints = [
            models.UniqueConstraint(
                fields=["inspection", "organisation", "version"], name="one_statutory_response_per_version"
            ),
            models.CheckConstraint(
                condition=Q(version=1) | ~Q(reason=""), name="statutory_response_corrected_with_a_reason"
            ),
        ]

    def __str__(self):
        return f"{self.organisation}, {self.inspection}"
