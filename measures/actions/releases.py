"""A release: what it would add and revise, and recording it, all or nothing."""

import datetime as dt
import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actions import Refused, audit, lock_ledger
from forces.models import Organisation, OrganisationKind
from measures.importing import Found, Names
from measures.importing.found import Figure, Key
from measures.models import Measure, Observation, Release
from measures.quarters import last_day
from measures.queries.observations import Point, latest_keys
from measures.said import say

DATED = re.compile(r"(\d{2})(\d{2})(\d{2})(?=\.\w+$|$)")  # prc-outcomes-open-data-mar2025-tables-240725.xlsx


@dataclass(frozen=True)
class Changes:
    """Against what was published by the same day. `revised`: (key, what was published before, what this has)."""

    added: list[Key]
    revised: list[tuple[Key, Point, Figure]]
    unchanged: int


def changes(figures: dict[Key, Figure], published_on: dt.date) -> Changes:
    """One query."""
    known = latest_keys(figures, published_on)
    added = [key for key in figures if key not in known]
    differing = [(key, known[key], figure) for key, figure in figures.items() if key in known]
    revised = [each for each in differing if _parts(each[1]) != _parts(each[2])]
    return Changes(added, revised, len(figures) - len(added) - len(revised))


def _parts(figure: Point | Figure) -> tuple:
    return figure.value, figure.numerator, figure.denominator


def check_quarters(found: Found, published_on: dt.date) -> None:
    """A quarter that was not over when the file was published is a slip."""
    for key, place in found.places.items():
        if last_day(key[2]) >= published_on:
            said = say("a quarter that was over by %(day)s", day=published_on)
            found.wrong(place, f"{key[2]:%Y-%m}", said)


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
    now: dt.datetime | None = None,
) -> tuple[Release, bool]:
    """The release, and whether it is new: the same file twice changes nothing. Raises Refused."""
    lock_ledger()
    now = now or timezone.now()
    if there := Release.objects.filter(sha256=sha256).first():
        return there, False
    if published_on > timezone.localdate(now):
        raise Refused("published_on", _("The day on which it was published must be today or in the past."))
    compared = changes(figures, published_on)
    release = Release.objects.create(
        kind=kind,
        name=name,
        sha256=sha256,
        published_on=published_on,
        read=(read or {}) | {"added": len(compared.added), "revised": len(compared.revised)},
        recorded_at=now,
        recorded_by=by,
    )
    Observation.objects.bulk_create(_rows(release, figures), batch_size=2_000)
    after = {"name": name, "figures": len(figures), "added": len(compared.added), "revised": len(compared.revised)}
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
    forces = Organisation.objects.filter(kind=OrganisationKind.FORCE)
    return Names(forces.values("slug", "name", "short_name", "code"))


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
