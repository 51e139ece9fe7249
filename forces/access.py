"""The one place that decides who sees what. A view's first line gets the object and the right to it."""

from dataclasses import dataclass, field

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from accounts.permissions import ANY, OWN, PARTNER, VIEW_STATUS, scopes
from forces.models import Membership, Organisation
from ledger.actions import Refused


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
    """For actions, which ask for themselves whoever calls them; `by` is None for the system. Raises Refused."""
    if by is not None and not can(by, permission, organisation):
        raise Refused("", _("Your role does not let you do this. Nothing was recorded."))


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
