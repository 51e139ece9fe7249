"""What /inspections/ shows: responses by finding and organisation, and what moved."""

from dataclasses import dataclass

from django.urls import reverse

from accounts.permissions import VIEW_NATIONAL, VIEW_RESPONSES
from forces.access import access_of, can, organisations_for
from inspections.counts import Counts, Movement, count, grouped, movement, shown_to
from inspections.queries import addressees_before, findings_known, standings
from inspections.rows import count_row, finding_url, not_known
from inspections.standing import Standing
from inspections.words import moved
from ledger.as_at import AsAt
from ledger.head import head_of
from ledger.kept import kept


@dataclass(frozen=True)
class Country:
    """`findings` and `organisations` are rows of the tables, plain because they are kept; `movement` is None when
    nothing is compared with."""

    counts: Counts
    movement: Movement | None
    findings: list[dict]
    organisations: list[dict]
    everything: bool


def kept_country(request) -> Country:
    """The same for all of one right until something is recorded, so it is worked out once under the ledger's head."""
    user, as_at, compare = request.user, request.as_at, request.compare
    own = sorted(organisation.pk for organisation in access_of(user).own)
    what = ("inspections", head_of(request), as_at, compare, can(user, VIEW_NATIONAL), own)

    def plain():
        found = country(user, as_at, compare)
        return vars(found) | {
            "counts": dict(vars(found.counts)),
            "movement": dict(vars(found.movement)) if found.movement else None,
        }

    said = kept(what, plain)
    movement = Movement(**said["movement"]) if said["movement"] else None
    return Country(**said | {"counts": Counts(**said["counts"]), "movement": movement})


def country(user, as_at: AsAt, compare: AsAt | None) -> Country:
    """Those who do not see every organisation get totals that tell nothing about one, and their own."""
    everything = can(user, VIEW_NATIONAL)
    addressees = addressees_before(as_at.moment).filter(finding__in=findings_known(as_at))
    now = standings(addressees, as_at)
    then = standings(addressees, as_at, compare.moment) if compare and compare.is_past else []
    seen = {each.pk: each for each in organisations_for(user, VIEW_RESPONSES)}
    if not everything:
        own = {organisation.pk for organisation in access_of(user).own}
        now = shown_to(now, own)
    former = _Former(then, compare, as_at)
    by_organisation = grouped(now, lambda each: each.addressee.organisation_id)
    by_finding = grouped(now, lambda each: each.finding.pk)
    return Country(
        counts=count(now, as_at.day),
        movement=former.movement(now),
        findings=[_finding(rows, as_at, former) for rows in by_finding.values()],
        organisations=[
            _organisation(seen[pk], by_organisation[pk], as_at, former) for pk in seen if pk in by_organisation
        ],
        everything=everything,
    )


class _Former:
    """Where things stood on the day compared with."""

    def __init__(self, then: list[Standing], compare: AsAt | None, as_at: AsAt):
        self.then, self.compares = then, compare is not None and compare.day < as_at.day

    def movement(self, now: list[Standing]) -> Movement | None:
        return movement(now, self.then) if self.compares else None

    def words(self, now: list[Standing]) -> str:
        return moved(self.movement(now)) if self.compares else ""


def _finding(rows: list[Standing], as_at, former) -> dict:
    first = rows[0]
    return count_row(count(rows, as_at.day), former.words(rows)) | {
        "finding": str(first.finding),
        "inspection": first.finding.inspection.title,
        "order": (first.finding.inspection.code, first.finding.order),
        "url": as_at.link(finding_url(first.finding)),
        "text": first.terms.text if first.terms else not_known(),
        "due": first.terms and first.terms.due,
    }


def _organisation(organisation, rows: list[Standing], as_at, former) -> dict:
    return count_row(count(rows, as_at.day), former.words(rows)) | {
        "organisation": organisation.short_name,
        "url": as_at.link(reverse("organisation_inspections", args=[organisation.slug])),
    }
