"""Training is the forces': for a CPS Area its pages are not there."""

from django.http import Http404

from accounts.permissions import OWN, RECORD_TRAINING, VIEW_STATUS
from forces.access import access_of, check, get_organisation
from forces.models import Organisation


def get_force(user, slug: str, permission: str) -> Organisation:
    force = get_organisation(user, slug, VIEW_STATUS)
    if not force.is_force:
        raise Http404
    check(user, force, permission)
    return force


def is_on_behalf(user, force: Organisation) -> bool:
    """Whoever records for a force that is not their own does so on its behalf."""
    return force.pk not in access_of(user).organisation_ids(RECORD_TRAINING, OWN)
