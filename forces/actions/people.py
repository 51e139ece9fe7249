"""People and what they may do: adding somebody, giving and ending a role."""

import datetime as dt
from difflib import get_close_matches

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import NATIONAL_ROLES, ROLES
from forces.access import joined_by
from forces.models import Membership, Organisation
from ledger.actions import audit, lock_ledger


class NotAllowed(ValueError):
    """Why somebody cannot be given or lose a role, in words."""


@transaction.atomic
def add_person(
    *, by, email: str, role: str, organisation: Organisation | None, name: str = "", now: dt.datetime | None = None
) -> Membership:
    """Gives a role to a person, who is added when new, without a password. Raises NotAllowed."""
    lock_ledger()
    now = now or timezone.now()
    _check_role(role, organisation)
    user = User.objects.filter(email__iexact=email.strip()).first() or _new_user(by, email, name, now)
    check_new_membership(user, role, organisation)
    membership = Membership.objects.create(
        user=user, organisation=organisation, role=role, granted_at=now, granted_by=by
    )
    _audit("membership.given", membership, by=by, now=now)
    return membership


@transaction.atomic
def end_membership(*, by, membership: Membership, now: dt.datetime | None = None) -> Membership:
    """The person keeps their history and loses the role. Raises NotAllowed when it has ended before."""
    lock_ledger()
    now = now or timezone.now()
    open_one = Membership.objects.filter(pk=membership.pk, ended_at__isnull=True)
    if not open_one.update(ended_at=max(now, membership.granted_at), ended_by=by):
        raise NotAllowed(_("%(membership)s has ended already.") % {"membership": membership})
    membership.refresh_from_db()
    _audit("membership.ended", membership, by=by, now=now)
    return membership


def check_new_membership(user, role: str, organisation: Organisation | None) -> None:
    """Raises NotAllowed."""
    _check_role(role, organisation)
    if not user.is_active:
        raise NotAllowed(_("%(email)s is inactive. Make them active again in the admin first.") % {"email": user.email})
    if user.memberships.filter(organisation=organisation, role=role, ended_at__isnull=True).exists():
        said = {"email": user.email, "role": _said(role, organisation)}
        raise NotAllowed(_("%(email)s is %(role)s already.") % said)


def warning_of(user: User, role: str, organisation: Organisation | None) -> str:
    """That this role puts into one hand what two people do; empty when it does not. It may be right, where a person
    only stands in: what one of them has done, they do not check."""
    joined = joined_by(user, role, organisation)
    if not joined:
        return ""
    roles = get_text_list([str(each.get_role_display()).lower() for each in joined], _("and"))
    said = {"who": user.email, "role": str(Membership.Role(role).label).lower(), "roles": roles}
    return (
        _(
            "%(who)s is %(roles)s too. Nobody checks what they did themselves: as %(role)s they cannot sign, certify, "
            "approve or accept what they prepared, so somebody else has to hold one of these roles as well."
        )
        % said
    )


def organisation_called(slug: str) -> Organisation:
    """By its address on this site. Raises NotAllowed, with the nearest that there are."""
    organisation = Organisation.objects.filter(slug=slug).first()
    if organisation is None:
        near = get_close_matches(slug.lower(), Organisation.objects.values_list("slug", flat=True), n=3, cutoff=0.5)
        hint = _(" Did you mean %(near)s?") % {"near": _(" or ").join(near)} if near else ""
        raise NotAllowed(_('There is no organisation "%(slug)s".') % {"slug": slug} + hint)
    return organisation


def _check_role(role, organisation):
    if role not in ROLES:
        said = {"role": role, "roles": ", ".join(sorted(ROLES))}
        raise NotAllowed(_('There is no role "%(role)s". The roles are %(roles)s.') % said)
    if organisation is None and role not in NATIONAL_ROLES:
        raise NotAllowed(_("The role %(role)s needs an organisation, such as avon-and-somerset.") % {"role": role})
    if organisation is not None and role in NATIONAL_ROLES:
        said = {"role": role, "slug": organisation.slug}
        raise NotAllowed(_("The role %(role)s is for the whole country: leave %(slug)s out.") % said)


def _new_user(by, email, name, now) -> User:
    try:
        user = User.objects.create_user(email, name=name)
    except ValidationError as error:
        said = {"email": email, "why": " ".join(error.messages)}
        raise NotAllowed(_('"%(email)s" is not an email address. %(why)s') % said) from None
    audit(by=by, action="person.added", subject=user, after={"email": user.email, "name": user.name}, now=now)
    return user


def _audit(action, membership, *, by, now):
    slug = membership.organisation.slug if membership.organisation else ""
    after = {"person": membership.user.email, "role": membership.role}
    audit(by=by, action=action, subject=membership, organisation=slug, after=after, now=now)


def _said(role, organisation) -> str:
    return _("%(role)s of %(slug)s") % {"role": role, "slug": organisation.slug} if organisation else role
