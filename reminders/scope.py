"""Whose deadlines a person is shown and given as a calendar: their own organisation's, or the country's."""

from accounts.permissions import OWN, VIEW_DEADLINES
from forces.access import access_of
from forces.deadlines import Kind, kinds
from forces.models import Organisation


def own(user):
    """For the feed: of a permission, the organisations about which a person holds it as their own, or the country. A
    partner's target dates may be looked up on its page; they are nobody's task here."""
    access = access_of(user)

    def organisations(permission: str):
        if access.nationally(permission):
            return Organisation.objects.all()
        return Organisation.objects.filter(pk__in=access.organisation_ids(permission, OWN))

    return organisations


def kinds_of(user) -> list[Kind]:
    """Those of which a person may ever be shown one."""
    access = access_of(user)
    return [
        kind
        for kind in kinds().values()
        if access.nationally(kind.permission) or access.organisation_ids(kind.permission, OWN)
    ]


def has_deadlines(user) -> bool:
    """Observers and people without a role have none."""
    access = access_of(user)
    return access.nationally(VIEW_DEADLINES) or bool(access.organisation_ids(VIEW_DEADLINES, OWN))
