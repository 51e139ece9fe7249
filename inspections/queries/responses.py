"""Reads of responses. `moment` is exclusive; None is now."""

import datetime as dt
from collections.abc import Iterable

from django.db.models import OuterRef, Prefetch, QuerySet, Subquery

from inspections.models import Addressee, Response, ResponseEvidence, Verification
from inspections.queries.inspections import terms
from inspections.standing import Standing, Verdicts
from ledger.as_at import AsAt

WORDS = ("owner", "note", "evidence", "expected_reason", "reason")


def addressees_before(moment: dt.datetime | None) -> QuerySet[Addressee]:
    """Organisations and findings are few beside them, so each is made once."""
    found = Addressee.objects.known_at(moment).prefetch_related("organisation", "finding__inspection")
    return found.order_by("finding__inspection", "finding__order", "organisation__short_name", "body")


def standings(addressees: QuerySet[Addressee], as_at: AsAt, moment: dt.datetime | None = None) -> list[Standing]:
    """Of each addressee, in their order; as at `moment` where it is another than the page's. No words that people
    wrote are read. Eight queries, however many addressees."""
    moment = moment or as_at.moment
    found = list(addressees.known_at(moment).annotate(last=Subquery(_last_ids(moment))))
    known, last = terms(as_at), _responses(each.last for each in found if each.last)
    verdicts = _verdicts(last, moment)
    return [
        Standing(each, known.get(each.finding_id), last.get(each.last), verdicts.get(each.last, {})) for each in found
    ]


def standing_of(addressee: Addressee, as_at: AsAt) -> Standing:
    """With every word."""
    last = _history(addressee, as_at.moment).order_by("-recorded_at", "-number").first()
    verdicts = {each.voice: each for each in last.verifications.all()} if last else {}
    return Standing(addressee, terms(as_at, finding=addressee.finding).get(addressee.finding_id), last, verdicts)


def history(addressee: Addressee, as_at: AsAt) -> list[Response]:
    """Everything said, newest first, each with what was said of it."""
    return list(_history(addressee, as_at.moment).order_by("-number"))


def evidence_of(addressee: Addressee, as_at: AsAt) -> QuerySet[ResponseEvidence]:
    """The links and files of everything said, newest first."""
    said = Response.objects.filter(addressee=addressee).known_at(as_at.moment)
    return ResponseEvidence.objects.filter(response__in=said).select_related("response__recorded_by").order_by("-pk")


def _history(addressee, moment):
    said = Verification.objects.select_related("recorded_by").known_at(moment).order_by("pk")
    rows = Response.objects.filter(addressee=addressee).known_at(moment).select_related("recorded_by")
    return rows.prefetch_related(Prefetch("verifications", said))


def _last_ids(moment):
    rows = Response.objects.filter(addressee=OuterRef("pk")).known_at(moment)
    return rows.order_by("-recorded_at", "-number").values("pk")[:1]


def _responses(ids: Iterable[int]) -> dict[int, Response]:
    return {row.pk: row for row in Response.objects.filter(pk__in=set(ids)).defer(*WORDS)}


def _verdicts(responses, moment) -> dict[int, Verdicts]:
    """The last of each voice on each response."""
    found: dict[int, Verdicts] = {}
    rows = Verification.objects.filter(response__in=responses).known_at(moment).defer("comment").order_by("pk")
    for row in rows:
        found.setdefault(row.response_id, {})[row.voice] = row
    return found
