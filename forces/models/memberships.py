from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.permissions import NATIONAL_ROLES, ORGANISATION_ROLES
from forces.models.organisations import Organisation
from ledger.models import LedgerQuerySet


class Membership(models.Model):
    """A person's role in an organisation, or in the Unit or an observing body when there is none.
    Ended, not deleted: who could see what, and when, stays known."""

    class Role(models.TextChoices):
        LEAD = "lead", _("Lead")
        CONTRIBUTOR = "contributor", _("Contributor")
        CHIEF_OFFICER = "chief_officer", _("Chief officer")
        FINANCE_OFFICER = "finance_officer", _("Finance officer")
        UNIT = "unit", _("Unit analyst")
        UNIT_MANAGER = "unit_manager", _("Unit manager")
        OBSERVER = "observer", _("Observer")
        HMICFRS = "hmicfrs", _("Inspector, HMICFRS")
        HMCPSI = "hmcpsi", _("Inspector, HMCPSI")

    recorded = "granted_at"

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="memberships", verbose_name=_("person")
    )
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="memberships",
        verbose_name=_("organisation"),
        help_text=_("Empty for the Unit's roles and for observers."),
    )
    role = models.CharField(_("role"), max_length=20, choices=Role)
    granted_at = models.DateTimeField(_("given"))
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("given by")
    )
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("ended by")
    )

    objects = LedgerQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "organisation", "role"],
                condition=Q(ended_at__isnull=True),
                name="one_open_membership_per_role",
            ),
            models.UniqueConstraint(
                fields=["user", "role"],
                condition=Q(ended_at__isnull=True, organisation__isnull=True),
                name="one_open_national_membership_per_role",
            ),
            models.CheckConstraint(
                condition=Q(organisation__isnull=False, role__in=sorted(ORGANISATION_ROLES))
                | Q(organisation__isnull=True, role__in=sorted(NATIONAL_ROLES)),
                name="membership_role_fits_organisation",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=False) | Q(ended_by__isnull=True), name="membership_ended_by_has_ended_at"
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("granted_at")),
                name="membership_ends_after_it_began",
            ),
        ]

    def __str__(self):
        return f"{self.user}, {self.get_role_display()}" + (f", {self.organisation}" if self.organisation_id else "")
