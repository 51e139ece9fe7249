"""Writes the demonstration's inspections: the one place that adds responses in bulk instead of through the actions."""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from accounts.permissions import HMCPSI, HMICFRS, UNIT, UNIT_MANAGER
from demo.inspections import invented
from demo.inspections.issued import load_inspections
from demo.inspections.story import Judged, Published, Said, Story, comments
from demo.people import add_people
from demo.tokens import token_of
from forces.models import Organisation
from inspections.models import Addressee, Inspection, Response, StatutoryResponse, Terms, Verification
from inspections.queries import comments_owed
from ledger.actions import audit, lock_ledger
from ledger.as_at import AsAt, end_of


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
    load_inspections(moment, manager)
    loaded = Loaded(_responses(moment, authors), _verifications(moment, authors), _comments(moment, authors))
    if any(vars(loaded).values()):
        after = {"until": until.isoformat(), **vars(loaded)}
        audit(by=None, action="demo.inspections_loaded", subject=Response, after=after, now=now)
    return loaded


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
