"""The next version of a figure, on top of the one that its writer knew."""

from django.utils.translation import gettext as _

from accounts.permissions import RECORD_TRAINING
from forces.access import is_on_behalf
from ledger.actions import Refused, append, check_base, last_row, says
from training.models.ledger import Recorded


def next_version(model, of: dict, values: dict, *, base: int, by, reason: str, token, action: str | None, now):
    """Adds a version with `values` of what `of` names, and None when it says what the last says. `base` is the version
    that the writer knew, 0 for none. Raises EditConflict, Refused."""
    last: Recorded | None = last_row(model.objects.filter(**of))
    if last and says(last, values):
        return None
    check_base(last, base, _("%(who)s recorded this first: %(what)s."))
    if last and not reason.strip():
        raise Refused("reason", _("Say why a figure that was recorded before is corrected."))
    organisation = of["organisation"]
    said = {"reason": reason.strip() if last else "", "token": token}
    return append(
        model(**of, **values, **said, on_behalf=is_on_behalf(by, RECORD_TRAINING, organisation)),
        last=last,
        by=by,
        action=action,
        organisation=organisation,
        after=values,
        now=now,
    )
