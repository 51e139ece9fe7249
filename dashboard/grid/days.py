"""The day a page shows and the day it compares with."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from govuk.numbers import day_text
from ledger.as_at import AsAt


@dataclass(frozen=True)
class Days:
    """The day shown, and the day compared with."""

    as_at: AsAt
    compare: AsAt | None = None

    @property
    def compared_on(self):
        return self.compare and self.compare.day


def comparable(days: Days) -> tuple[Days, str]:
    """A later day than the one shown has nothing to compare with: said, and left out."""
    if days.compare and days.compare.day >= days.as_at.day:
        said = _("Choose a day to compare with that is before %(day)s.") % {"day": day_text(days.as_at.day)}
        return Days(days.as_at), said
    return days, ""
