"""The next version of a thing in a ledger, on top of the one that its writer knew."""

from django.utils.translation import gettext as _

from ledger.actions import Refused
from training.models.ledger import Recorded


class CameFirst(Refused):
    """Somebody recorded a version after the page was opened. `latest` is theirs."""

    def __init__(self, latest: Recorded):
        said = {"who": latest.recorded_by, "what": latest}
        super().__init__("", _("%(who)s recorded this first: %(what)s.") % said)
        self.latest = latest


def next_version(model, values: dict, of: dict, *, base: int, reason: str, common: dict) -> Recorded | None:
    """Adds a version with `values` of what `of` names, and None when it says what the last says. `base` is the version
    that the writer knew, 0 for none. Raises CameFirst, Refused."""
    last = model.objects.filter(**of).select_related("recorded_by").order_by("-version").first()
    if last and all(getattr(last, name) == value for name, value in values.items()):
        return None
    if last is None and base:
        raise Refused("", _("This form did not arrive whole. Check what you typed and send it again."))
    if last and last.version != base:
        raise CameFirst(last)
    if last and not reason.strip():
        raise Refused("reason", _("Say why a figure that was recorded before is corrected."))
    now = max(common["recorded_at"], last.recorded_at) if last else common["recorded_at"]
    return model.objects.create(
        **of, **values, **common | {"recorded_at": now}, version=base + 1, reason=reason.strip() if last else ""
    )
