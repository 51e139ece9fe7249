"""Writes the demonstration's releases: the last one's outcomes come out of a workbook in the published shape."""

import datetime as dt
import hashlib
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from django.db import transaction

from accounts.permissions import UNIT_MANAGER
from demo.measures import workbook
from demo.measures.story import ALMOST_EMPTY, released, story
from demo.people import add_people
from forces.models import Organisation, OrganisationKind
from ledger.actions import lock_ledger
from ledger.as_at import LONDON, end_of
from measures.actions import Changes, names_of_forces, rebase, record_release, set_target, write_note
from measures.importing import Found, read_release
from measures.importing.found import Figure
from measures.models import Measure, Note, Rebase, Release
from measures.quarters import quarter_of
from measures.report import report_of

REBASED = (("avon-and-somerset", "charged_pct"), ("metropolitan", "charged_pct"), ("durham", "cps_referrals"))
REASON = "Invented for this demonstration: it joined the programme in this quarter, and the process is another since."
TARGET, FROM = Decimal(8), dt.date(2024, 4, 1)  # per cent charged, all forces: nobody has published one
TARGET_REASON = "Invented for this demonstration. Nobody has published a target for this measure."
NOTED = (
    "recorded_offences",
    "outcomes_assigned",
    "charged",
    "charged_pct",
    "victim_withdrawal",
    "victim_withdrawal_pct",
)
NOTE = (
    "Invented for this demonstration: the force moved to a new recording system, and most of its records are missing."
)
NOTE_SOURCE = "Nobody has written it; a real note says where it is written."
REBASED_ON = dt.datetime(2024, 5, 14, 11, 0, tzinfo=LONDON)


@dataclass(frozen=True)
class Loaded:
    releases: int
    figures: int


@transaction.atomic
def load_measures_demo(*, until: dt.date, now: dt.datetime, say: Callable[[str], object] = lambda line: None) -> Loaded:
    """Up to that London day. Adds only what is not there yet. After rollout's load_demo, which refuses where a
    demonstration has no place."""
    lock_ledger()
    say("Measures...")
    moment, manager = min(end_of(until), now), add_people()[UNIT_MANAGER, ""][0]
    forces = list(Organisation.objects.filter(kind=OrganisationKind.FORCE).values_list("slug", "short_name", "joined"))
    there, loaded = set(Release.objects.values_list("sha256", flat=True)), [0, 0]
    releases = list(released(until))
    for edition, (day, quarters) in enumerate(releases):
        name = f"invented-figures-{day:%d%m%y}.ods"
        sha256 = hashlib.sha256(name.encode()).hexdigest()
        at = dt.datetime.combine(day, dt.time(10, 5), LONDON)
        if sha256 not in there and at < moment:
            rows = [
                row for slug, _name, joined in forces for each in quarters for row in story(slug, each, joined, edition)
            ]
            figures, read = {(slug, measure, each): Figure(*values) for slug, measure, each, *values in rows}, {}
            if day == releases[-1][0]:  # the others would take as long as all of the rest
                found = _of_a_workbook(rows, {slug: name for slug, name, _joined in forces})
                figures, read = figures | found.figures, report_of(found, Changes([], [], 0))["read"]
            record_release(
                kind=Release.Kind.DEMONSTRATION, name=name, sha256=sha256, figures=figures, published_on=day,
                by=manager, read=read, now=at,
            )  # fmt: skip
            loaded = [loaded[0] + 1, loaded[1] + len(figures)]
    _rebase(manager, moment)
    _set_target(manager, moment)
    _write_note(manager, moment)
    return Loaded(*loaded)


def _of_a_workbook(rows, short_names) -> Found:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "outcomes.xlsx"
        workbook.write(path, rows, short_names)
        return read_release(path, path.name, names_of_forces())


def _rebase(manager, moment):
    """Where nobody has touched the chart."""
    if moment <= REBASED_ON:
        return
    for slug, code in REBASED:
        force, measure = Organisation.objects.get(slug=slug), Measure.objects.get(code=code)
        if force.joined and not Rebase.objects.filter(organisation=force, measure=measure).exists():
            quarter, event = quarter_of(force.joined), Rebase.Event.JOINED
            rebase(
                organisation=force, measure=measure, quarter=quarter, event=event, reason=REASON, by=manager,
                now=REBASED_ON,
            )  # fmt: skip


def _set_target(manager, moment):
    """Where nobody has set one."""
    measure = Measure.objects.get(code="charged_pct")
    if moment > REBASED_ON and not measure.targets.exists():
        set_target(
            measure=measure, organisation=None, starts_on=FROM, value=TARGET, reason=TARGET_REASON, by=manager,
            now=REBASED_ON,
        )  # fmt: skip


def _write_note(manager, moment):
    """Where nobody has written one."""
    slug, quarters = ALMOST_EMPTY
    force, measures = Organisation.objects.get(slug=slug), Measure.objects.filter(code__in=NOTED)
    if moment > REBASED_ON and not Note.objects.filter(organisation=force).exists():
        write_note(
            organisation=force, measures=list(measures), what=Note.What.SYSTEM, first=quarters[0], last=quarters[-1],
            text=NOTE, source=NOTE_SOURCE, by=manager, now=REBASED_ON,
        )  # fmt: skip
