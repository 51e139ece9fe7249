import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from funding.ceiling import WithinAllocation
from funding.models.allocations import Allocation
from funding.models.funds import money
from funding.moves import CLAIMS
from funding.scales import CLAIMED, Category, ClaimKind, State
from ledger.evidence import PieceOfEvidence, link_or_file
from ledger.models import LedgerRow, RecordedRow
from ledger.triggers import Apart
from ledger.workflow import WorkflowEvent, begins_with_the_first


def _actor(words):
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=words
    )


def _moment(words):
    return models.DateTimeField(words, null=True, blank=True)


class Claim(models.Model):
    """What a force claims of an allocation for a period, or gives back. `amount` is what counts against the
    allocation: nothing until it is certified. Only ledger/workflow.py writes the state, and only
    funding/actions/claims.py the amount; what they were on an earlier day is in the events."""

    allocation = models.ForeignKey(Allocation, models.PROTECT, related_name="claims", verbose_name=_("allocation"))
    kind = models.CharField(_("kind"), max_length=8, choices=ClaimKind, default=ClaimKind.CLAIM)
    starts = models.DateField(_("first day of the period"))
    ends = models.DateField(_("last day of the period"))
    state = models.CharField(_("state"), max_length=10, choices=State)
    amount = money(_("amount that counts"), default=0, help_text=_("0 until it is certified; below 0 for a recovery."))
    certified_at, certified_by = _moment(_("certified")), _actor(_("certified by"))
    approved_at, approved_by = _moment(_("approved")), _actor(_("approved by"))
    paid_at, paid_by = _moment(_("paid")), _actor(_("paid by"))

    # Who fills a claim in or sends it does not certify it, who certifies it does not approve it, and who approves it
    # does not mark it as paid.
    triggers = (
        WithinAllocation("funding_claim", "INSERT OR UPDATE OF amount, allocation_id"),
        Apart(
            "funding_claim",
            ("certified_by_id", "approved_by_id", "paid_by_id"),
            (
                "SELECT recorded_by_id FROM funding_claimversion WHERE claim_id = NEW.id",
                "SELECT recorded_by_id FROM funding_claimevent WHERE claim_id = NEW.id AND state = 'ready'",
            ),
        ),
    )

    class Meta:
        verbose_name = _("claim")
        ordering = ["allocation", "starts", "kind"]
        constraints = [
            models.UniqueConstraint(fields=["allocation", "starts", "kind"], name="one_claim_per_period_and_kind"),
            *CLAIMS.constraints(),
            models.CheckConstraint(condition=Q(ends__gte=F("starts")), name="claim_ends_after_it_starts"),
            models.CheckConstraint(
                condition=Q(kind=ClaimKind.CLAIM, amount__gte=0) | Q(kind=ClaimKind.RECOVERY, amount__lte=0),
                name="claim_is_negative_only_as_a_recovery",
            ),
            models.CheckConstraint(
                condition=Q(state__in=CLAIMED) | Q(amount=0), name="claim_counts_once_it_is_certified"
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("certified_by")),
                name="claim_approved_by_somebody_else",
            ),
        ]

    def __str__(self):
        return f"{self.allocation}, {self.get_kind_display().lower()} from {self.starts}"


class ClaimVersion(RecordedRow):
    """What a claim says, each time that it was saved. A ledger."""

    numbered_by = "number"

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="versions", verbose_name=_("claim"))
    number = models.PositiveSmallIntegerField(_("number"))
    note = models.TextField(_("note"), blank=True)
    token = models.UUIDField(_("form"), default=uuid.uuid4, unique=True, editable=False)

    class Meta:
        verbose_name = _("version of a claim")
        verbose_name_plural = _("versions of claims")
        ordering = ["claim", "number"]
        constraints = [models.UniqueConstraint(fields=["claim", "number"], name="one_claim_version_per_number")]

    def __str__(self):
        return f"{self.claim}, version {self.number}"


class ClaimLine(LedgerRow):
    """The spend of a category. A ledger, like the version it belongs to."""

    version = models.ForeignKey(ClaimVersion, models.PROTECT, related_name="lines", verbose_name=_("version"))
    category = models.CharField(_("category"), max_length=12, choices=Category)
    amount = money(_("amount"))

    class Meta:
        verbose_name = _("line of a claim")
        verbose_name_plural = _("lines of claims")
        ordering = ["version", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["version", "category"], name="one_claim_line_per_category"),
            models.CheckConstraint(condition=Q(category__in=Category.values), name="claim_line_category_is_known"),
        ]

    def __str__(self):
        return f"{self.version}, {self.get_category_display()}"


class ClaimEvent(WorkflowEvent):
    """One move of a claim, and what it counted for from then on."""

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="events", verbose_name=_("claim"))
    came_from = models.CharField(_("from"), max_length=10, choices=State, blank=True)
    state = models.CharField(_("to"), max_length=10, choices=State)
    amount = money(_("amount that counts from then on"), default=0)

    class Meta:
        verbose_name = _("event of a claim")
        verbose_name_plural = _("events of claims")
        ordering = ["claim", "number"]
        constraints = [
            models.UniqueConstraint(fields=["claim", "number"], name="one_claim_event_per_number"),
            begins_with_the_first("claim_events_begin_with_the_first"),
        ]

    def __str__(self):
        return f"{self.claim}: {self.get_state_display()}"

    @property
    def words(self):
        return CLAIMS.done(self)


class ClaimEvidence(PieceOfEvidence):
    """What shows that something was spent. A ledger."""

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="evidence", verbose_name=_("claim"))
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("recorded by")
    )
    token = models.UUIDField(_("form"), default=uuid.uuid4, unique=True, editable=False)

    class Meta(PieceOfEvidence.Meta):
        verbose_name = _("evidence of a claim")
        verbose_name_plural = _("evidence of claims")
        constraints = [link_or_file("claim_evidence_is_a_link_or_a_file")]

    @property
    def folder(self):
        return f"{self.claim.allocation.recipient.force.slug}/funding"
