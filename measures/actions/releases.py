"""A release: what it would add and revise; recording it, all or nothing; what its publisher's spellings are to us."""

import datetime as dt
import hashlib
import re
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.permissions import MANAGE_MEASURES
from forces.access import check_right
from forces.models import Organisation, OrganisationKind
from ledger.actions import RuleBroken, append, audit, lock_ledger
from measures.importing import Found, Names, read_release
from measures.importing.forces import spelling
from measures.importing.found import Figure, Key, Progress
from measures.messages import say
from measures.models import Measure, Observation, Release, Spelling, Stage, Upload
from measures.quarters import last_day
from measures.queries.charts import Point, latest_keys
from measures.queries.ledgers import mapped, standing
from measures.report import report_of

DATED = re.compile(r"(\d{2})(\d{2})(\d{2})(?=\.\w+$|$)")  # prc-outcomes-open-data-mar2025-tables-240725.xlsx
COUNTED = {Release.Kind.OUTCOMES: "outcomes_assigned", Release.Kind.OFFENCES: "recorded_offences"}


class Changes(NamedTuple):
    """Against what was published by the same day. `revised`: (key, what was published before, what this has)."""

    added: list[Key]
    revised: list[tuple[Key, Point, Figure]]
    unchanged: int


def changes(figures: dict[Key, Figure], published_on: dt.date) -> Changes:
    """One query."""

    def counts(figure):
        return figure.value, figure.numerator, figure.denominator

    known = latest_keys(figures, published_on)
    added = [key for key in figures if key not in known]
    there = [(key, known[key], figure) for key, figure in figures.items() if key in known]
    revised = [(key, before, after) for key, before, after in there if counts(before) != counts(after)]
    return Changes(added, revised, len(there) - len(revised))


class Shortfall(NamedTuple):
    """A country's total that is under half of what was published before for the same quarters: perhaps a part of the
    file has been taken for the whole."""

    measure: str
    total: int
    before: int
    quarters: int


def shortfall(kind: str, figures: dict[Key, Figure], published_on: dt.date) -> Shortfall | None:
    """Of the Home Office's releases, which are of the whole country; invented figures are no measure of them. One
    query."""
    code = COUNTED.get(Release.Kind(kind))
    ours = {key: figure for key, figure in figures.items() if key[1] == code}
    before = latest_keys(ours, published_on, invented=False) if ours else {}
    known = {key: point for key, point in before.items() if point.value}
    quarters = {key[2] for key in known} & {key[2] for key in ours}
    total = sum(figure.value or 0 for key, figure in ours.items() if key[2] in quarters)
    published = sum(point.value or 0 for key, point in known.items() if key[2] in quarters)
    return Shortfall(str(code), int(total), int(published), len(quarters)) if 2 * total < published else None


def dry_run(path: Path, name: str, published_on: dt.date, progress: Progress) -> tuple[Found, Shortfall | None, dict]:
    """What a file has, whether its total falls short, and the report of both. Raises BadRelease, FileNotFoundError."""
    found = read_release(path, name, names_of_forces(), progress)
    for key, place in found.places.items():
        if last_day(key[2]) >= published_on:  # a slip
            said = say("a quarter that was over by %(day)s", day=published_on)
            found.wrong(place, f"{key[2]:%Y-%m}", said)
    short = shortfall(found.kind, found.figures, published_on)
    return found, short, report_of(found, changes(found.figures, published_on), short)


@transaction.atomic
def record_release(
    *,
    kind: str,
    name: str,
    sha256: str,
    figures: dict[Key, Figure],
    published_on: dt.date,
    by,
    read: dict | None = None,
    confirmed_by=None,
    confirmed_why: str = "",
    now: dt.datetime | None = None,
) -> tuple[Release, bool]:
    """The release, and whether it is new: the same file twice changes nothing. Where the country's total falls short
    somebody has to confirm it, with a reason. Raises RuleBroken."""
    check_right(by, MANAGE_MEASURES)
    lock_ledger()
    now = now or timezone.now()
    if there := Release.objects.filter(sha256=sha256).first():
        return there, False
    if published_on > timezone.localdate(now):
        raise RuleBroken("published_on", _("The day on which it was published must be today or in the past."))
    confirmed_why = confirmed_why.strip()
    if shortfall(kind, figures, published_on) and not (confirmed_by and confirmed_why):
        raise RuleBroken(
            "why", _("The country's total is under half of what was published before. Say why it is right.")
        )
    compared = changes(figures, published_on)
    release = Release.objects.create(
        kind=kind,
        name=name,
        sha256=sha256,
        published_on=published_on,
        read=(read or {}) | {"added": len(compared.added), "revised": len(compared.revised)},
        recorded_at=now,
        recorded_by=by,
        confirmed_by=confirmed_by if confirmed_why else None,
        confirmed_why=confirmed_why if confirmed_by else "",
    )
    Observation.objects.bulk_create(_rows(release, figures), batch_size=2_000)
    after = {"name": name, "figures": len(figures), "added": len(compared.added), "revised": len(compared.revised)}
    after |= {"confirmed": confirmed_why} if release.confirmed_by else {}
    audit(by=by, action="release.recorded", subject=release, after=after, now=now)
    return release, True


def _rows(release, figures: dict[Key, Figure]) -> Iterable[Observation]:
    forces = dict(Organisation.objects.values_list("slug", "pk"))
    measures = dict(Measure.objects.values_list("code", "pk"))
    for (slug, measure, quarter), figure in figures.items():
        yield Observation(
            release=release,
            organisation_id=forces[slug],
            measure_id=measures[measure],
            quarter=quarter,
            value=figure.value,
            numerator=figure.numerator,
            denominator=figure.denominator,
            published_on=release.published_on,
            recorded_at=release.recorded_at,
        )


def names_of_forces() -> Names:
    """As they are known now, with what the Unit has mapped. Two queries."""
    forces = Organisation.objects.filter(kind=OrganisationKind.FORCE)
    return Names(forces.values("slug", "name", "short_name", "code"), mapped())


def fingerprint(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def published_in(name: str) -> dt.date | None:
    """The day that the Home Office's names of files end in; None when there is none."""
    found = DATED.search(name)
    try:
        return dt.date(2000 + int(found[3]), int(found[2]), int(found[1])) if found else None
    except ValueError:
        return None


Ours = Organisation | Measure | None  # None: a body that is not one of the 43 forces


@transaction.atomic
def map_spellings(*, upload: Upload, ours: dict[tuple[str, str], Ours], by, now: dt.datetime | None = None) -> None:
    """By (what it is of, as the file writes it), of what the file has that we did not know. The file is read again.
    Raises RuleBroken."""
    check_right(by, MANAGE_MEASURES)
    lock_ledger()
    now = now or timezone.now()
    if not ours:
        raise RuleBroken("", _("Choose what at least one of them is."))
    waiting = Upload.objects.filter(pk=upload.pk, stage__in=[Stage.READ, Stage.REFUSED])
    there = {(what, name) for what, name, *_rest in upload.report.get("unknown", ())}
    again = {"stage": Stage.WAITING, "report": {}, "done": 0, "doing": "", "moved_at": now}
    if not ours.keys() <= there or not waiting.update(**again):
        raise RuleBroken("", _("This file has been read again meanwhile. Look at what it says now."))
    known = standing()
    for (what, name), chosen in ours.items():
        if not (plain := spelling(what, name)):
            raise RuleBroken("", _("“%(name)s” has no letters or figures to know it by.") % {"name": name})
        measure = chosen if isinstance(chosen, Measure) else None
        organisation = chosen if isinstance(chosen, Organisation) else None
        if row := known.get((what, plain)):
            if (row.measure, row.organisation) != (measure, organisation):
                said = _("%(who)s has mapped “%(name)s” already. Take that back first, if it is wrong.")
                raise RuleBroken("", said % {"who": row.recorded_by, "name": name})
            continue
        append(
            Spelling(what=what, written=name, plain=plain, organisation=organisation, measure=measure),
            last=None,
            by=by,
            action="spelling.mapped",
            after={what: name, "ours": measure.code if measure else organisation.slug if organisation else "none"},
            now=now,
        )


@transaction.atomic
def take_back(*, spelling: Spelling, by, now: dt.datetime | None = None) -> Spelling:
    """What was read with it stays as it is: a release never changes. Raises RuleBroken."""
    check_right(by, MANAGE_MEASURES)
    lock_ledger()
    if standing().get((spelling.what, spelling.plain)) != spelling:
        raise RuleBroken("", _("This does not stand any more."))
    names = ("what", "written", "plain", "organisation", "measure")
    return append(
        Spelling(stands=False, **{name: getattr(spelling, name) for name in names}),
        last=spelling,
        by=by,
        action="spelling.taken_back",
        before={spelling.what: spelling.written},
        now=now,
    )
