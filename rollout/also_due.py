"""What an organisation owes beside its standards and returns: shares, figures, claims, whatever another app knows."""

import datetime as dt

from forces.access import organisations_for
from forces.as_at import AsAt
from forces.deadlines import Deadline, feed, kinds
from forces.models import Organisation

SOON = dt.timedelta(days=28)
SHOWN_ALREADY = {"commitment", "return", "follow_up"}  # the last is the Unit's own


def also_due(user, organisation: Organisation, as_at: AsAt) -> list[Deadline]:
    """Of the kinds that the person may see: what is overdue or due in the next four weeks, soonest first."""

    def only_this(permission: str):
        return organisations_for(user, permission).filter(pk=organisation.pk)

    found = feed(only_this, as_at=as_at, kinds=kinds().keys() - SHOWN_ALREADY)
    return [each for each in found if each.organisation == organisation and each.due <= as_at.day + SOON]
