"""What an organisation owes, in the order in which it is wanted: overdue, never reported, then the rest by theme."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from forces.access import can
from forces.deadlines import feed, kinds
from forces.models import Organisation
from ledger.head import head_of
from ledger.kept import kept
from rollout.models import Commitment, Review, Statement, Theme, Update
from rollout.scales import Status


def is_overdue(position: Statement | None, day: dt.date) -> bool:
    """A target date expires at the end of its day; what is in place owes nothing more."""
    if position is None or position.target_date is None:
        return False
    return position.target_date < day and position.status < Status.IN_PLACE


@dataclass(frozen=True)
class OwedStandard:
    """`query` is what the Unit asks and waits for."""

    commitment: Commitment
    position: Update | None
    overdue: bool
    query: Review | None = None

    @property
    def needs_you(self) -> bool:
        return self.overdue or self.position is None

    @property
    def in_place(self) -> bool:
        return self.position is not None and self.position.status >= Status.IN_PLACE


@dataclass(frozen=True)
class ThemeRows:
    """`rows` are those that are not already listed above, under what needs you."""

    theme: Theme
    rows: list[OwedStandard]
    in_place: int
    total: int

    @property
    def above(self) -> int:
        return self.total - len(self.rows)


@dataclass(frozen=True)
class Owed:
    rows: list[OwedStandard]

    @property
    def overdue(self) -> list[OwedStandard]:
        return sorted((row for row in self.rows if row.overdue), key=lambda row: row.position.target_date)

    @property
    def never(self) -> list[OwedStandard]:
        return [row for row in self.rows if row.position is None]

    @property
    def themes(self) -> list[ThemeRows]:
        found = []
        for theme, grouped in groupby(self.rows, key=lambda row: row.commitment.standard.theme):
            rows = list(grouped)
            rest = [row for row in rows if not row.needs_you]
            found.append(ThemeRows(theme, rest, sum(row.in_place for row in rows), len(rows)))
        return found

    @property
    def sentence(self) -> str:
        """The answer first, in one sentence."""
        in_place, overdue, never = sum(row.in_place for row in self.rows), len(self.overdue), len(self.never)
        parts = [
            ngettext("%d is in place or embedded", "%d are in place or embedded", in_place) % in_place,
            ngettext("%d is overdue", "%d are overdue", overdue) % overdue if overdue else _("none is overdue"),
            ngettext("%d was never reported", "%d were never reported", never) % never if never else "",
        ]
        total = ngettext("Of %d standard", "Of %d standards", len(self.rows)) % len(self.rows)
        return f"{total}, {get_text_list([part for part in parts if part], _('and'))}."


def owed(
    commitments: Iterable[Commitment], positions: dict[int, Update], day: dt.date, queries: dict[int, Review]
) -> Owed:
    found = ((commitment, positions.get(commitment.pk)) for commitment in commitments)
    return Owed(
        [OwedStandard(each, position, is_overdue(position, day), queries.get(each.pk)) for each, position in found]
    )


SOON = dt.timedelta(days=28)
SHOWN_ALREADY = {"commitment", "return", "follow_up", "programme_milestone"}  # the last two: not of organisations


def other_deadlines(request, organisation: Organisation) -> list[dict]:
    """Of the kinds that the person may see: what is overdue or due in the next four weeks, soonest first. Every app is
    asked, some twenty-five queries, so what they say is kept until something is written."""
    user, as_at = request.user, request.as_at
    seen = sorted(
        code for code, kind in kinds().items() if code not in SHOWN_ALREADY and can(user, kind.permission, organisation)
    )

    def due() -> list[dict]:
        only_this = Organisation.objects.filter(pk=organisation.pk)
        return [
            {
                "title": str(each.title),
                "url": as_at.link(each.url),
                "due": each.due,
                "overdue": each.is_overdue(as_at.day),
            }
            for each in feed(lambda _permission: only_this, as_at=as_at, kinds=seen)
            if each.organisation == organisation and each.due <= as_at.day + SOON
        ]

    return kept(("also-due", head_of(request), organisation.pk, as_at, seen), due)
