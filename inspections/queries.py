"""Reads of inspections and findings, by the day from which something was known, and of the responses to them, by the
moment before which it was recorded; None is now."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import OuterRef, Prefetch, QuerySet, Subquery

from forces.models import Organisation
from forces.queries import OwedDays
from inspections.models import (
    Addressee,
    Finding,
    Inspected,
    Inspection,
    Milestone,
    Response,
    ResponseEvidence,
    StatutoryResponse,
    Terms,
    Verification,
)
from inspections.standing import ResponseStanding
from inspections.statutory import comments_due
from ledger.as_at import AsAt
from ledger.models import LedgerQuerySet

Steps = dict[str, list[Milestone]]
WORDS = ("owner", "note", "evidence", "expected_reason", "reason")
COMMENTS = "statutory-comments"  # the code under which they are owed


def inspections_known(as_at: AsAt) -> QuerySet[Inspection]:
    return Inspection.objects.filter(known_from__lte=as_at.day)


def findings_known(as_at: AsAt, **of) -> QuerySet[Finding]:
    found = Finding.objects.filter(known_from__lte=as_at.day, inspection__known_from__lte=as_at.day, **of)
    return found.select_related("inspection", "parent__inspection")


def terms(as_at: AsAt, **of) -> dict[int, Terms]:
    """By finding, the last version known. Two queries; the rows are few, a version for each edit."""
    known = Terms.objects.filter(known_from__lte=as_at.day, **of)
    return {row.finding_id: row for row in known.order_by("version").prefetch_related("standards")}


def milestones(as_at: AsAt, found: Iterable[Inspection]) -> dict[int, Steps]:
    """By inspection and step, the versions known, the last one last. One query."""
    by_inspection: dict[int, Steps] = {inspection.pk: {} for inspection in found}
    known = Milestone.objects.filter(inspection__in=by_inspection, known_from__lte=as_at.day)
    for row in known.select_related("recorded_by").order_by("version"):
        by_inspection[row.inspection_id].setdefault(row.step, []).append(row)
    return by_inspection


def inspected(inspection: Inspection, as_at: AsAt) -> list[Organisation]:
    """Whose names are known: none for an inspection of which no source names any."""
    rows = Inspected.objects.filter(inspection=inspection).known_at(as_at.moment)
    return list(Organisation.objects.filter(pk__in=rows.values("organisation")))


def addressees(as_at: AsAt, **of) -> QuerySet[Addressee]:
    """Of the findings known. Organisations and findings are few beside them, so each is made once."""
    of = {"finding__in": findings_known(as_at)} | of
    found = Addressee.objects.known_at(as_at.moment).prefetch_related("organisation", "finding__inspection")
    return found.filter(**of).order_by("finding__inspection", "finding__order", "organisation__short_name", "body")


def standings(found: LedgerQuerySet, as_at: AsAt, moment: dt.datetime | None = None) -> list[ResponseStanding]:
    """Of each addressee, in their order; as at `moment` where it is another than the page's. No words that people
    wrote are read. Eight queries, however many addressees."""
    moment = moment or as_at.moment
    rows = Response.objects.filter(addressee=OuterRef("pk")).known_at(moment).order_by("-recorded_at", "-number")
    addressed = list(found.known_at(moment).annotate(last=Subquery(rows.values("pk")[:1])))
    known, ids = terms(as_at), {each.last for each in addressed if each.last}
    last = {row.pk: row for row in Response.objects.filter(pk__in=ids).defer(*WORDS)}
    verdicts: dict[int, dict[str, Verification]] = {}
    said = Verification.objects.filter(response__in=last).known_at(moment).defer("comment")
    for row in said.order_by("pk"):
        verdicts.setdefault(row.response_id, {})[row.voice] = row
    return [
        ResponseStanding(each, known.get(each.finding_id), last.get(each.last), verdicts.get(each.last, {}))
        for each in addressed
    ]


def standing_of(addressee: Addressee, as_at: AsAt) -> ResponseStanding:
    """With every word."""
    last = history(addressee, as_at).order_by("-recorded_at", "-number").first()
    verdicts = {each.voice: each for each in last.verifications.all()} if last else {}
    known = terms(as_at, finding=addressee.finding).get(addressee.finding_id)
    return ResponseStanding(addressee, known, last, verdicts)


def history(addressee: Addressee, as_at: AsAt) -> QuerySet[Response]:
    """Everything said, newest first, each with what was said of it."""
    said = Verification.objects.select_related("recorded_by").known_at(as_at.moment).order_by("pk")
    rows = Response.objects.filter(addressee=addressee).known_at(as_at.moment).select_related("recorded_by")
    return rows.prefetch_related(Prefetch("verifications", said)).order_by("-number")


def evidence_of(addressee: Addressee, as_at: AsAt) -> QuerySet[ResponseEvidence]:
    """The links and files of everything said, newest first."""
    said = Response.objects.filter(addressee=addressee).known_at(as_at.moment)
    return ResponseEvidence.objects.filter(response__in=said).select_related("response__recorded_by").order_by("-pk")


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
        return self.said is not None and self.said.published > self.due

    def is_overdue(self, today: dt.date) -> bool:
        """Not when they were due before the day from which the Unit asks for them."""
        late = self.said is None and self.due < today
        return late and self.days.owes(self.organisation.pk, COMMENTS, ends=self.due)


def comments_owed(organisations, as_at: AsAt, **of) -> list[OwedComments]:
    """Of those forces that a published HMICFRS report is about: they were inspected, or a finding is addressed to
    them. Six queries, however many forces."""
    known = inspections_known(as_at).filter(inspectorate=Inspection.Inspectorate.HMICFRS, **of)
    reports = {each.pk: each for each in known}
    steps = Milestone.objects.filter(
        inspection__in=reports, step=Milestone.Step.PUBLICATION, known_from__lte=as_at.day
    ).order_by("version")
    published = {pk: done for pk, done in dict(steps.values_list("inspection", "done")).items() if done}
    forces = {each.pk: each for each in organisations if each.is_force}
    rows = StatutoryResponse.objects.order_by("version").known_at(as_at.moment)
    said, days = {(row.inspection_id, row.organisation_id): row for row in rows}, OwedDays(as_at.moment)
    addressed = Addressee.objects.filter(finding__inspection__in=published, organisation__isnull=False)
    about = {
        *addressed.known_at(as_at.moment).values_list("finding__inspection", "organisation"),
        *Inspected.objects.filter(inspection__in=published)
        .known_at(as_at.moment)
        .values_list("inspection", "organisation"),
    }
    return [
        OwedComments(reports[report], forces[force], published[report], said.get((report, force)), days)
        for report, force in sorted(about, key=lambda pair: (published[pair[0]], pair))
        if force in forces
    ]
