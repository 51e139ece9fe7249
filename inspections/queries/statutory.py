"""Which local policing bodies owe comments on which reports, and who has published them."""

import datetime as dt
from dataclasses import dataclass

from forces.models import Organisation
from forces.queries import OwedDays
from inspections.models import Addressee, Inspected, Inspection, Milestone, StatutoryResponse
from inspections.queries.inspections import inspections_known
from inspections.statutory import comments_due
from ledger.as_at import AsAt

COMMENTS = "statutory-comments"  # the code under which they are owed


@dataclass(frozen=True)
class OwedComments:
    """By the local policing body of a force, on a report that has been published."""

    inspection: Inspection
    organisation: Organisation
    report: dt.date
    said: StatutoryResponse | None
    days: OwedDays

    @property
    def due(self) -> dt.date:
        return comments_due(self.report)

    @property
    def is_late(self) -> bool:
        """Published, after the day it was due."""
        return bool(self.said) and self.said.published > self.due

    def is_overdue(self, today: dt.date) -> bool:
        """Not when they were due before the day from which the Unit asks for them."""
        late = self.said is None and self.due < today
        return late and self.days.owes(self.organisation.pk, COMMENTS, ends=self.due)


def comments_owed(organisations, as_at: AsAt, *, inspection: Inspection | None = None) -> list[OwedComments]:
    """Of those forces that a published HMICFRS report is about: they were inspected, or a finding is addressed to
    them. Six queries, however many forces."""
    known = inspections_known(as_at).filter(inspectorate=Inspection.Inspectorate.HMICFRS)
    reports = {each.pk: each for each in (known.filter(pk=inspection.pk) if inspection else known)}
    published = _published(reports, as_at)
    forces = {each.pk: each for each in organisations if each.is_force}
    said, days = latest_comments(as_at), OwedDays(as_at.moment)
    return [
        OwedComments(
            reports[report],
            forces[force],
            published[report],
            said.get((report, force)),
            days,
        )
        for report, force in sorted(_about(published, as_at), key=lambda pair: (published[pair[0]], pair))
        if force in forces
    ]


def latest_comments(as_at: AsAt) -> dict[tuple[int, int], StatutoryResponse]:
    """By inspection and force. One query; the rows are at most a few for each report and force."""
    rows = StatutoryResponse.objects.order_by("version").known_at(as_at.moment)
    return {(row.inspection_id, row.organisation_id): row for row in rows}


def _published(reports, as_at) -> dict[int, dt.date]:
    rows = Milestone.objects.filter(
        inspection__in=reports, step=Milestone.Step.PUBLICATION, known_from__lte=as_at.day
    ).order_by("version")
    last = dict(rows.values_list("inspection", "done"))
    return {pk: done for pk, done in last.items() if done}


def _about(published, as_at) -> set[tuple[int, int]]:
    addressed = Addressee.objects.filter(finding__inspection__in=published, organisation__isnull=False)
    inspected = Inspected.objects.filter(inspection__in=published)
    return {
        *addressed.known_at(as_at.moment).values_list("finding__inspection", "organisation"),
        *inspected.known_at(as_at.moment).values_list("inspection", "organisation"),
    }
