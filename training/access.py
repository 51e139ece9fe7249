"""Who records training for whom."""

from accounts.permissions import OWN, RECORD_TRAINING
from forces.access import access_of
from forces.models import Organisation


def is_on_behalf(user, force: Organisation) -> bool:
    """Whoever records for a force that is not their own does so on its behalf."""
    return force.pk not in access_of(user).organisation_ids(RECORD_TRAINING, OWN)
