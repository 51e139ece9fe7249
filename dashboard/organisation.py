"""Where organisations stand, read from the ledger as at a moment."""

import datetime as dt
from dataclasses import dataclass
from itertools import groupby

from django.db.models import OuterRef, Subquery

from forces.models import Organisation
from ledger.as_at import AsAt
from rollout.differences import UnitView, differing
from rollout.models import Commitment, Update
from rollout.queries import position_rows, positions
from rollout.queries.views import unit_views
from rollout.scales import Status
from rollout.summary import Summary, summarise

LATELY = 10


@dataclass(frozen=True)
class Standing:
    """An organisation's position now: every commitment with its last update, None for never reported."""

    rows: list[tuple[Commitment, Update | None]]

    @property
    def summary(self) -> Summary:
        return _summary(self.rows)

    @property
    def themes(self) -> list[dict]:
        by_theme = groupby(self.rows, key=lambda row: row[0].standard.theme)
        grouped = [(theme, list(rows)) for theme, rows in by_theme]
        return [{"theme": theme, "summary": _summary(rows), "never": _never(rows)} for theme, rows in grouped]

    @property
    def never_reported(self) -> int:
        return _never(self.rows)

    @property
    def updates(self) -> list[Update]:
        return [update for _commitment, update in self.rows if update]

    @property
    def last_updated(self) -> dt.datetime | None:
        return max((update.recorded_at for update in self.updates), default=None)


def standing(organisation: Organisation, as_at: AsAt) -> Standing:
    owed = Commitment.objects.filter(organisation=organisation).known_on(as_at.day)
    found = positions(owed, as_at.moment)
    commitments = owed.in_order().select_related("standard__theme")
    return Standing([(commitment, found.get(commitment.pk)) for commitment in commitments])


def _never(rows):
    return sum(update is None for _commitment, update in rows)


def _summary(rows):
    return summarise((update.status, update.confidence) if update else None for _commitment, update in rows)


def lately(now: Standing, *, detail: bool) -> list[Update]:
    """The standards updated last, newest first, each with its status before. One row a standard: what was said in
    between is on the standard's own page. Without detail, who said it and what they wrote are not even read."""
    last = sorted(now.updates, key=lambda update: (update.recorded_at, update.pk), reverse=True)[:LATELY]
    before = Update.objects.filter(commitment=OuterRef("commitment"), number=OuterRef("number") - 1)
    updates = Update.objects.filter(pk__in=[update.pk for update in last]).annotate(
        former=Subquery(before.values("status")), former_target=Subquery(before.values("target_date"))
    )
    updates = updates.select_related("commitment__standard").order_by("-recorded_at", "-pk")
    if detail:
        return list(updates.select_related("recorded_by"))
    return list(updates.defer(*Update.CONFIDENTIAL))


def unit_views_of(now: Standing, as_at: AsAt) -> dict[int, UnitView]:
    """The Unit's last view by commitment. One query."""
    return unit_views(Commitment.objects.filter(pk__in=[each.pk for each, _said in now.rows]), as_at.moment)


def differences(now: Standing, views: dict[int, UnitView]) -> list[dict]:
    """The commitments on which the Unit's view is not what the organisation says, in the standards' order."""
    return [
        {"commitment": commitment, "said": said, "view": view}
        for commitment, said in now.rows
        if said and (view := differing(views.get(commitment.pk), said.status))
    ]


def organisation_rows(organisations, as_at: AsAt) -> list[dict]:
    """A row for each organisation: how far it is and when it last said so. Three queries, however many there are."""
    counted = {"total": 0, "in_place": 0, "never": 0, "last_updated": None}
    rows = {organisation.pk: {"organisation": organisation, **counted} for organisation in organisations}
    owed = Commitment.objects.filter(organisation__in=list(rows)).known_on(as_at.day)
    for organisation_id, _standard_id, position, _former in position_rows(owed, as_at.moment):
        row = rows[organisation_id]
        row["total"] += 1
        if position is None:
            row["never"] += 1
        else:
            row["in_place"] += position.status >= Status.IN_PLACE
            row["last_updated"] = max(row["last_updated"] or position.recorded_at, position.recorded_at)
    return list(rows.values())
