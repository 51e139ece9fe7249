"""Who holds a permission, and which roles of one person put what two people do into one hand."""

from django.db.models import Q, QuerySet

from accounts.models import User
from accounts.permissions import (
    ANY,
    CERTIFY_CLAIM,
    OWN,
    PREPARE_RETURN,
    RECORD_CLAIM,
    REVIEW_CLAIM,
    REVIEW_RETURN,
    ROLES,
    SIGN_RETURN,
    scopes,
)
from forces.models import Membership, Organisation

# What one person does and another checks. Within one role nothing joins them but the Unit's: its analysts approve and
# pay, and the actions see to it that these are two.
APART = (
    (PREPARE_RETURN, SIGN_RETURN),
    (SIGN_RETURN, REVIEW_RETURN),
    (RECORD_CLAIM, CERTIFY_CLAIM),
    (RECORD_CLAIM, REVIEW_CLAIM),
    (CERTIFY_CLAIM, REVIEW_CLAIM),
)


def holders_of(permission: str, organisation: Organisation) -> QuerySet[User]:
    """Active people who hold it about an organisation, in an order that stays."""
    anywhere = [role for role in ROLES if ANY in scopes(role, permission)]
    own = [role for role in ROLES if OWN in scopes(role, permission)]
    held = Membership.objects.filter(ended_at__isnull=True)
    held = held.filter(Q(role__in=anywhere) | Q(role__in=own, organisation=organisation))
    return User.objects.filter(is_active=True, memberships__in=held).distinct().order_by("pk")


def joined_by(user: User, role: str, organisation: Organisation | None) -> list[Membership]:
    """The open roles of a person that this one would put together with what somebody else has to do."""
    found = user.memberships.filter(ended_at__isnull=True).select_related("user", "organisation").order_by("pk")
    return [
        each
        for each in found
        if (each.organisation_id is None or organisation is None or each.organisation_id == organisation.pk)
        and any(_holds(each.role, one) and _holds(role, other) for pair in APART for one, other in (pair, pair[::-1]))
    ]


def _holds(role: str, permission: str) -> bool:
    return bool(scopes(role, permission) & {OWN, ANY})
