"""The one place that decides who sees what. A view's first line gets the object and the right to it. Also who holds a
permission, and which roles of one person put what two people do into one hand."""

from dataclasses import dataclass, field

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import (
    ANY,
    CERTIFY_CLAIM,
    OWN,
    PARTNER,
    PREPARE_RETURN,
    RECORD_CLAIM,
    REVIEW_CLAIM,
    REVIEW_RETURN,
    ROLES,
    SIGN_RETURN,
    VIEW_STATUS,
    scopes,
)
from forces.models import Membership, Organisation
from ledger.actions import RuleBroken

# What one person does and another checks. Within one role nothing joins them but the Unit's: its analysts approve and
# pay, and the actions see to it that these are two.
APART = (
    (PREPARE_RETURN, SIGN_RETURN),
    (SIGN_RETURN, REVIEW_RETURN),
    (RECORD_CLAIM, CERTIFY_CLAIM),
    (RECORD_CLAIM, REVIEW_CLAIM),
    (CERTIFY_CLAIM, REVIEW_CLAIM),
)


@dataclass(frozen=True)
class Access:
    """What a person's open memberships allow, read once a request."""

    memberships: tuple[Membership, ...] = field(default=())

    @property
    def roles(self) -> frozenset[str]:
        return frozenset(membership.role for membership in self.memberships)

    @property
    def own(self) -> list[Organisation]:
        found = {membership.organisation_id: membership.organisation for membership in self.memberships}
        return [organisation for organisation in found.values() if organisation]

    def nationally(self, permission: str) -> bool:
        return any(ANY in scopes(role, permission) for role in self.roles)

    def organisation_ids(self, permission: str, scope: str) -> list[int]:
        """The person's own organisations through which a permission is held in that scope."""
        return [
            membership.organisation_id
            for membership in self.memberships
            if membership.organisation_id and scope in scopes(membership.role, permission)
        ]


def access_of(user) -> Access:
    if not user.is_authenticated or not user.is_active:
        return Access()
    if not hasattr(user, "_access"):
        open_memberships = user.memberships.filter(ended_at__isnull=True).select_related("organisation")
        user._access = Access(tuple(open_memberships.order_by("pk")))
    return user._access


def organisations_for(user, permission: str = VIEW_STATUS) -> QuerySet[Organisation]:
    """The organisations about which a person holds a permission."""
    access, organisations = access_of(user), Organisation.objects.all()
    if access.nationally(permission):
        return organisations
    own = organisations.filter(pk__in=access.organisation_ids(permission, OWN))
    through = access.organisation_ids(permission, PARTNER)
    return own | organisations.partners_of(through) if through else own


def can(user, permission: str, organisation: Organisation | None = None) -> bool:
    access = access_of(user)
    if access.nationally(permission):
        return True
    if organisation is None:
        return False
    if organisation.pk in access.organisation_ids(permission, OWN):
        return True
    through = access.organisation_ids(permission, PARTNER)
    return bool(through) and Organisation.objects.partners_of(through).filter(pk=organisation.pk).exists()


def check_right(by, permission: str, organisation: Organisation | None = None) -> None:
    """For actions, which ask for themselves whoever calls them; `by` is None for the system. Raises RuleBroken."""
    if by is not None and not can(by, permission, organisation):
        raise RuleBroken("", _("Your role does not let you do this. Nothing was recorded."))


def is_on_behalf(by, permission: str, organisation: Organisation | None) -> bool:
    """Whoever records for an organisation that is not their own does so on its behalf."""
    return organisation is None or organisation.pk not in access_of(by).organisation_ids(permission, OWN)


def require(user, permission: str) -> None:
    """For pages about the whole country."""
    if not can(user, permission):
        raise PermissionDenied


def check(user, organisation: Organisation | None, permission: str) -> None:
    """Unseen, or not there, is 404; seen but not allowed is 403."""
    if organisation is None or not can(user, VIEW_STATUS, organisation):
        raise Http404
    if permission != VIEW_STATUS and not can(user, permission, organisation):
        raise PermissionDenied


def get_organisation(user, slug: str, permission: str) -> Organisation:
    """For pages about one organisation."""
    # A slug out of a query string may hold anything; PostgreSQL refuses even to look for a NUL.
    organisation = Organisation.objects.filter(slug=slug).first() if "\0" not in slug else None
    check(user, organisation, permission)
    return organisation


def get_force(user, slug: str, permission: str) -> Organisation:
    """For pages that are the forces' alone: for a CPS Area they are not there."""
    force = get_organisation(user, slug, VIEW_STATUS)
    if not force.is_force:
        raise Http404
    check(user, force, permission)
    return force


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
    pairs = [pair for one, other in APART for pair in ((one, other), (other, one))]
    return [
        each
        for each in found
        if (each.organisation_id is None or organisation is None or each.organisation_id == organisation.pk)
        and any(scopes(each.role, one) & {OWN, ANY} and scopes(role, other) & {OWN, ANY} for one, other in pairs)
    ]
