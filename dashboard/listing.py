"""A row for each organisation: how far it is and when it last said so. Three queries, however many there are."""

import datetime as dt
from dataclasses import dataclass

from forces.models import Organisation
from ledger.as_at import AsAt
from rollout.models import Commitment
from rollout.queries import position_rows
from rollout.scales import Status


@dataclass
class OrganisationRow:
    organisation: Organisation
    total: int = 0
    reported: int = 0
    in_place: int = 0
    last_updated: dt.datetime | None = None

    @property
    def never(self) -> int:
        return self.total - self.reported

    @property
    def share(self) -> float:
        return self.in_place / self.total if self.total else 0

    def count(self, position) -> None:
        self.total += 1
        if position:
            self.reported += 1
            self.in_place += position.status >= Status.IN_PLACE
            self.last_updated = max(self.last_updated or position.recorded_at, position.recorded_at)


def organisation_rows(organisations, as_at: AsAt) -> list[OrganisationRow]:
    rows = {organisation.pk: OrganisationRow(organisation) for organisation in organisations}
    owed = Commitment.objects.filter(organisation__in=list(rows)).known_on(as_at.day)
    for organisation_id, _standard_id, position, _former in position_rows(owed, as_at.moment):
        rows[organisation_id].count(position)
    return list(rows.values())


def longest_silent(rows: list[OrganisationRow], *, number: int) -> list[OrganisationRow]:
    """Those that owe something and have said nothing for longest, never first."""
    owing = [row for row in rows if row.total]
    return sorted(owing, key=lambda row: (row.last_updated is not None, row.last_updated))[:number]
