"""Writes the demonstration ledger: the one place that adds updates in bulk instead of through record_update."""

import datetime as dt
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from itertools import takewhile

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.timezone import localdate

from accounts.demo import DOMAIN
from accounts.permissions import UNIT
from demo.people import add_people
from demo.rollout.character import Organisation as Facts
from demo.rollout.character import character
from demo.rollout.course import Standard
from demo.rollout.log_writer import write_log
from demo.rollout.returns_writer import write_returns
from demo.rollout.story import Item, Said, story
from demo.tokens import token_of
from ledger.actions import audit, lock_ledger
from ledger.as_at import EARLIEST, end_of
from ledger.evidence import NewEvidence, fill_in
from rollout.models import Commitment, Evidence, LogEntry, ReturnEvent, Review, Update

WITH_FILES = {"avon-and-somerset", "cps-south-west"}
FILE_NOTE = "Demonstration file. It stands for: {title}\n"


class NotADemonstration(Exception):
    """Why nothing was written, in words."""


@dataclass(frozen=True)
class Loaded:
    updates: int
    evidence: int
    log_entries: int
    moves: int  # of returns
    views: int
    left_alone: int  # commitments on which somebody has recorded something else since
    returns_left_alone: int  # organisations on whose commitments or returns somebody has


@transaction.atomic
def load_demo(*, until: dt.date, now: dt.datetime, say: Callable[[str], object] = lambda line: None) -> Loaded:
    """The ledger up to the end of that London day, and never later than now. Adds only what is not there yet."""
    _check(until, now)
    lock_ledger()
    moment = min(end_of(until), now)
    say("People...")
    authors = add_people()
    say("Updates...")
    told = tell(moment)
    rows, left_alone = _new_updates(told)
    updates = _write_updates(rows, authors)
    say("Evidence...")
    evidence = _write_evidence(rows, updates)
    say("The Unit's log...")
    entries = write_log(moment, authors)
    say("Returns, and what the Unit thinks of them...")
    returns = write_returns(told, moment, authors, {slug for slug, _code in left_alone})
    loaded = Loaded(len(updates), evidence, entries, *returns[:2], len(left_alone), returns[2])
    if updates or entries or returns.moves or returns.views:
        audit(
            by=None, action="demo.loaded", subject=Update, after={"until": until.isoformat(), **vars(loaded)}, now=now
        )
    return loaded


def tell(moment: dt.datetime) -> dict[tuple[str, str], list[Said]]:
    """Everything said before a moment, by organisation and standard."""
    owed = Commitment.objects.select_related("organisation", "standard").in_order()
    told = {}
    for commitment in owed:
        organisation, standard = commitment.organisation, commitment.standard
        facts = Facts(organisation.slug, organisation.kind, organisation.cohort, organisation.joined)
        saying = story(facts.slug, character(facts), Standard(standard.code, standard.kind, standard.known_from))
        told[facts.slug, standard.code] = list(takewhile(lambda said: said.recorded_at < moment, saying))
    return told


def _check(until, now):
    if not settings.DEMO:
        raise NotADemonstration("DEMO is off. A demonstration ledger is never written into a live service.")
    if not EARLIEST <= until <= localdate(now):
        raise NotADemonstration(f"{until} is not between {EARLIEST} and today.")
    if not Commitment.objects.exists():
        raise NotADemonstration("There is no reference data yet. Run load_reference first.")
    demonstration = {"recorded_by__email__endswith": f"@{DOMAIN}"}
    foreign = sum(model.objects.exclude(**demonstration).count() for model in (Update, LogEntry, ReturnEvent, Review))
    if foreign:
        raise NotADemonstration(
            f"The ledger has {foreign} rows that are not the demonstration's. It was left as it is."
        )


def _new_updates(told_all) -> tuple[list[Said], set[tuple[str, str]]]:
    """A commitment on which somebody recorded something else is left to them."""
    there: dict[tuple[str, str], list[uuid.UUID]] = {}
    tokens = Update.objects.order_by("commitment", "number")
    for slug, code, token in tokens.values_list(
        "commitment__organisation__slug", "commitment__standard__code", "token"
    ):
        there.setdefault((slug, code), []).append(token)
    rows, left_alone = [], set()
    for key, told in told_all.items():
        known = there.get(key, [])
        if any(token != token_of(said) for token, said in zip(known, told, strict=False)):
            left_alone.add(key)
        else:
            rows += told[len(known) :]
    return sorted(rows, key=lambda said: said.recorded_at), left_alone


def _write_updates(rows, authors) -> list[Update]:
    owed = Commitment.objects.select_related("organisation", "standard")
    commitments = {(each.organisation.slug, each.standard.code): each for each in owed}
    same = ("number", "kind", "status", "confidence", "reason", "target_date", "target_reason", "note", "recorded_at")
    return Update.objects.bulk_create(
        Update(
            commitment=commitments[row.organisation, row.standard],
            recorded_by=_author(row, authors),
            on_behalf=row.author == "unit",
            token=token_of(row),
            **{name: getattr(row, name) for name in same},
        )
        for row in rows
    )


def _author(row: Said, authors):
    if row.author == "unit":
        return authors[UNIT, ""][row.recorded_at.minute % len(authors[UNIT, ""])]
    return authors[row.author, row.organisation][0]


def _write_evidence(rows, updates) -> int:
    pairs = zip(rows, updates, strict=True)
    items = [_evidence(row, update, item) for row, update in pairs for item in row.evidence]
    return len(Evidence.objects.bulk_create(items))


def _evidence(row: Said, update: Update, item: Item) -> Evidence:
    """A link that leads nowhere, or for some a small file."""
    evidence = Evidence(update=update, received_at=row.recorded_at, **vars(item))
    if row.organisation in WITH_FILES and row.recorded_at.minute % 3 == 0:
        content = FILE_NOTE.format(title=item.title).encode()
        file = ContentFile(content, name=f"{row.standard.lower()}.txt")
        fill_in(evidence, NewEvidence(item.title, item.speaks_for, file=file, content_type="text/plain"))
    else:
        evidence.link = f"https://{row.organisation}.example/soteria/{row.standard.lower()}/{row.number}"
    return evidence
