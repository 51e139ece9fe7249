"""The next version of a thing in a ledger, on top of the one that its writer knew."""

from django.utils.translation import gettext as _

from ledger.actions import Refused


class CameFirst(Refused):
    """Somebody recorded something after the page was opened. `latest` is theirs."""

    def __init__(self, latest):
        who = latest.recorded_by or _("Somebody")
        said = _("%(who)s recorded this first. Read what stands now, then send yours again.")
        super().__init__("", said % {"who": who})
        self.latest = latest


def check_base(last, base: int, number: str = "version") -> None:
    """`base` is the number of the row that the writer knew, 0 for none. Raises CameFirst, Refused."""
    if base == (getattr(last, number) if last else 0):
        return
    if last is None:
        raise Refused("", _("This form did not arrive whole. Check what you typed and send it again."))
    raise CameFirst(last)


def is_same(row, values: dict) -> bool:
    return all(getattr(row, name) == value for name, value in values.items())
