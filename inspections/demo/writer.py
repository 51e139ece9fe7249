"""Writes the demonstration's inspections: the one place that adds responses in bulk instead of through the actions."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from accounts.actions import audit, lock_ledger
from accounts.permissions import HMCPSI, HMICFRS, UNIT, UNIT_MANAGER
from forces.as_at import AsAt, end_of
from forces.models import Organisation
from inspections.actions import add_finding, add_inspection, issue, name_inspected, set_milestone, set_terms
from inspections.demo import invented
from inspections.demo.story import Judged, Published, Said, Story, comments
from inspections.models import Addressee, Finding, Inspection, Response, StatutoryResponse, Terms, Verification
from inspections.queries import comments_owed
from rollout.demo.people import add_people
from rollout.demo.tokens import token_of
from rollout.models import Standard


@dataclass(frozen=True)
class Loaded:
    responses: int
    verifications: int
    comments: int


@transaction.atomic
def load_inspections_demo(
    *, until: dt.date, now: dt.datetime, say: Callable[[str], object] = lambda line: None
) -> Loaded:
    """Up to the end of that London day, and never later than now. Adds only what is not there yet. After rollout's
    load_demo, which refuses where a demonstration has no place."""
    lock_ledger()
    say("Inspections...")
    moment, authors = min(end_of(until), now), add_people()
    manager = authors[UNIT_MANAGER, ""][0]
    for code in invented.INSPECTIONS:
        _inspection(code, moment, manager)
    _issue_public(moment, manager)
    loaded = Loaded(_responses(moment, authors), _verifications(moment, authors), _comments(moment, authors))
    if any(vars(loaded).values()):
        after = {"until": until.isoformat(), **vars(loaded)}
        audit(by=None, action="demo.inspections_loaded", subject=Response, after=after, now=now)
    return loaded


def _inspection(code, moment, by):
    inspectorate, kind, title, known = invented.INSPECTIONS[code]
    if invented.at(known) >= moment:
        return
    inspection = Inspection.objects.filter(code=code).first() or add_inspection(
        code=code,
        inspectorate=inspectorate,
        kind=kind,
        title=title,
        source=invented.SOURCE,
        by=by,
        now=invented.at(known),
    )
    _inspected(inspection, moment, by)
    _milestones(inspection, moment, by)
    for row in invented.FINDINGS.get(code, ()):
        _finding(inspection, row, moment, by)


def _inspected(inspection, moment, by):
    slugs, when = invented.INSPECTED.get(inspection.code, ((), "2023-07-01"))
    if slugs and invented.at(when) < moment and not inspection.inspected.exists():
        found = Organisation.objects.filter(slug__in=slugs)
        name_inspected(inspection=inspection, organisations=found, source=invented.SOURCE, by=by, now=invented.at(when))


def _milestones(inspection, moment, by):
    """The first of a step that are there already are ours, unless a visitor has gone on with it."""
    versions: dict[str, int] = {}
    there = Counter(inspection.milestones.values_list("step", flat=True))
    for step, when, planned, forecast, done, days, reason in invented.MILESTONES[inspection.code]:
        base, recorded = versions.get(step, 0), invented.at(when)
        versions[step] = base + 1
        if recorded < moment and there[step] == base:
            set_milestone(
                inspection=inspection,
                step=step,
                base=base,
                planned=invented.day(planned),
                forecast=invented.day(forecast),
                done=invented.day(done),
                days=days,
                reason=reason,
                source=invented.SOURCE,
                by=by,
                today=recorded.date(),
                now=recorded,
            )
            there[step] += 1


def _finding(inspection, row, moment, by):
    label, kind, parent, when, due, codes, scope, bodies, text = row
    now = invented.at(when)
    if now >= moment or inspection.findings.filter(label=label).exists():
        return
    carrier = inspection.findings.filter(label=parent).first() if parent else None
    finding = add_finding(inspection=inspection, label=label, kind=kind, parent=carrier, by=by, now=now)
    standards = Standard.objects.filter(code__in=codes.split())
    asked = {"text": text, "due": invented.day(due), "standards": standards, "source": invented.SOURCE}
    set_terms(finding=finding, **asked, base=0, by=by, now=now)
    issue(finding=finding, scope=scope, bodies=bodies, by=by, today=now.date(), now=now)


def _issue_public(moment, by):
    code, labels, when = invented.PUBLIC
    for finding in Finding.objects.filter(inspection__code=code, label__in=labels, addressees__isnull=True):
        if invented.at(when) < moment:
            now = invented.at(when)
            issue(finding=finding, scope="forces", by=by, today=now.date(), now=now)


def tell(moment: dt.datetime) -> Iterator[tuple[Addressee, Said | Judged]]:
    """Everything that was said before a moment of what the demonstration has issued."""
    dues = {row.finding_id: row.due for row in Terms.objects.filter(version=1)}
    ours = {(code, row[0]) for code, rows in invented.FINDINGS.items() for row in rows}
    ours |= {(invented.PUBLIC[0], label) for label in invented.PUBLIC[1]}
    for addressee in Addressee.objects.select_related("finding__inspection", "organisation"):
        if (addressee.finding.inspection.code, addressee.finding.label) not in ours:
            continue
        of = f"{addressee.finding.inspection.code} {addressee.finding.label}"
        who = addressee.organisation.slug if addressee.organisation else addressee.body
        issued = timezone.localdate(addressee.recorded_at)
        for said in Story(of, who, issued, dues.get(addressee.finding_id)).tell():
            if said.recorded_at < moment:
                yield addressee, said


def _responses(moment, authors) -> int:
    told = [(addressee, said) for addressee, said in tell(moment) if isinstance(said, Said)]
    there, taken = _there(Response, "addressee", {token_of(said) for _addressee, said in told})
    rows = [
        Response(
            addressee=addressee,
            token=token_of(said),
            recorded_by=_author(authors, addressee, said),
            on_behalf=addressee.organisation is None,
            **{name: value for name, value in vars(said).items() if name not in ("finding", "addressee", "author")},
        )
        for addressee, said in told
        if token_of(said) not in there and addressee.pk not in taken
    ]
    return len(Response.objects.bulk_create(sorted(rows, key=_when)))


def _verifications(moment, authors) -> int:
    told = [(addressee, said) for addressee, said in tell(moment) if isinstance(said, Judged)]
    responses = {(row.addressee_id, row.number): row.pk for row in Response.objects.all()}
    ours = {token_of(said) for _addressee, said in tell(moment) if isinstance(said, Said)}
    taken = _there(Response, "addressee", ours)[1]
    there = set(Verification.objects.values_list("token", flat=True))
    rows = [
        Verification(
            response_id=responses[addressee.pk, said.number],
            token=token_of(said),
            recorded_by=_verifier(authors, addressee, said),
            **{name: getattr(said, name) for name in ("voice", "verified", "comment", "recorded_at")},
        )
        for addressee, said in told
        if token_of(said) not in there and addressee.pk not in taken
    ]
    return len(Verification.objects.bulk_create(sorted(rows, key=_when)))


def _comments(moment, authors) -> int:
    today = AsAt(timezone.localdate(moment - dt.timedelta(seconds=1)))
    there = {(row.inspection_id, row.organisation_id) for row in StatutoryResponse.objects.all()}
    rows = []
    for owed in comments_owed(Organisation.objects.all(), today):
        said = comments(owed.inspection.code, owed.organisation.slug, owed.report)
        if said and said.recorded_at < moment and (owed.inspection.pk, owed.organisation.pk) not in there:
            rows.append(_comment(owed, said, authors))
    return len(StatutoryResponse.objects.bulk_create(sorted(rows, key=_when)))


def _comment(owed, said: Published, authors) -> StatutoryResponse:
    return StatutoryResponse(
        inspection=owed.inspection,
        organisation=owed.organisation,
        published=said.published,
        where=said.where,
        token=token_of(said),
        recorded_at=said.recorded_at,
        recorded_by=authors["lead", owed.organisation.slug][0],
    )


def _there(model, of, ours) -> tuple[set, set]:
    """The tokens that are there, and of what somebody else has recorded something: that is left to them."""
    rows = list(model.objects.values_list("token", of))
    return {token for token, _of in rows}, {pk for token, pk in rows if token not in ours}


def _author(authors, addressee, said: Said):
    if addressee.organisation is None:
        return authors[UNIT, ""][0]
    return authors[said.author, addressee.organisation.slug][0]


def _verifier(authors, addressee, said: Judged):
    if said.voice == "unit":
        return authors[UNIT_MANAGER, ""][0]
    hmicfrs = addressee.finding.inspection.inspectorate == Inspection.Inspectorate.HMICFRS
    return authors[HMICFRS if hmicfrs else HMCPSI, ""][0]


def _when(row):
    return row.recorded_at
