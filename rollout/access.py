from accounts.permissions import OWN, RECORD_UPDATE
from forces.access import access_of, check
from rollout.models import Commitment


def get_commitment(request, slug: str, code: str, permission: str) -> Commitment:
    """The commitment and the right to it in one query: unseen, or not known on that day, is 404; not allowed is 403."""
    known = Commitment.objects.known_on(request.as_at.day).select_related("organisation", "standard__theme__model")
    commitment = known.filter(organisation__slug=slug, standard__code=code).first()
    check(request.user, commitment and commitment.organisation, permission)
    return commitment


def is_on_behalf(user, organisation) -> bool:
    """Whoever records for an organisation that is not their own does so on its behalf."""
    return organisation.pk not in access_of(user).organisation_ids(RECORD_UPDATE, OWN)
