"""Published figures are by police force: for a CPS Area their pages are not there."""

from django.http import Http404

from accounts.permissions import VIEW_MEASURES, VIEW_STATUS
from forces.access import check, get_organisation
from forces.models import Organisation


def get_force(user, slug: str, permission: str = VIEW_MEASURES) -> Organisation:
    force = get_organisation(user, slug, VIEW_STATUS)
    if not force.is_force:
        raise Http404
    check(user, force, permission)
    return force
