"""Measures: figures published as far as a test needs, and a file on its way."""

import datetime as dt
import hashlib
import uuid
from decimal import Decimal

import pytest
from django.core.files.base import ContentFile

from forces.models import Organisation
from measures.actions import agree, read_upload, record_release, start, write_note
from measures.importing.found import Figure
from measures.models import Measure
from measures.quarters import following

FIRST, PUBLISHED = dt.date(2019, 4, 1), dt.date(2024, 7, 25)
AT = dt.datetime(2024, 7, 25, 10, tzinfo=dt.UTC)
USUAL = [10, 12, 9, 11, 10, 13, 8, 12, 10, 11, 9, 12, 10, 13, 9, 11, 12, 10, 11, 12]  # charged, of 300 a quarter
LAST = following(FIRST, len(USUAL) - 1)  # January to March 2024
TEXT, SOURCE = "Most records are missing.", "The force's letter of 1 May 2024."  # of a note


def shares(counts, *, force="avon-and-somerset", measure="charged_pct", of=300, first=FIRST):
    """Figures of a share by quarter; None is withheld."""
    return {
        (force, measure, following(first, at)): Figure(None)
        if count is None
        else Figure(round(Decimal(100 * count) / of, 3), count, of)
        for at, count in enumerate(counts)
    }


@pytest.fixture
def publish(unit_manager):
    """publish(figures): a release of them."""

    def record(figures, *, on=PUBLISHED, name="figures.csv", kind="plain"):
        now = dt.datetime.combine(on, dt.time(10), dt.UTC)
        sha256 = hashlib.sha256(f"{name} {on} {sorted(figures.items(), key=str)}".encode()).hexdigest()
        said = {"kind": kind, "name": name, "sha256": sha256, "published_on": on, "by": unit_manager, "now": now}
        return record_release(figures=figures, **said)[0]

    return record


@pytest.fixture
def published(publish):
    """Twenty quarters of the charged share, of Avon and Somerset."""
    return publish(shares(USUAL))


@pytest.fixture
def fifteen_forces(publish):
    """The same of fifteen forces, which are enough for a funnel."""
    slugs = Organisation.objects.filter(kind="force").values_list("slug", flat=True)[:15]
    return publish({key: each for slug in slugs for key, each in shares(USUAL, force=slug).items()})


@pytest.fixture
def note(unit_manager, db):
    """note(): that the last quarter of Avon and Somerset's charged share is incomplete, unless said otherwise."""

    def write(
        first=dt.date(2024, 1, 1), last=dt.date(2024, 1, 1), *, slug="avon-and-somerset", codes=("charged_pct",), **more
    ):
        measures = list(Measure.objects.filter(code__in=codes))
        said = {"what": "incomplete", "text": TEXT, "source": SOURCE, "by": unit_manager} | more
        where = Organisation.objects.get(slug=slug)
        return write_note(organisation=where, measures=measures, first=first, last=last, **said)[0]

    return write


@pytest.fixture
def upload(unit_manager):
    """upload(): a small file of a force's figure, or of other content, by itself each time."""

    def bring(content=b"organisation,measure,quarter,value\ndurham,charged,2024-01,13\n"):
        file = ContentFile(content, name="durham.csv")
        said = {"name": "durham.csv", "published_on": PUBLISHED, "token": uuid.uuid4(), "by": unit_manager, "now": AT}
        return start(file=file, **said)

    return bring


@pytest.fixture
def uploaded(upload):
    return upload()


@pytest.fixture
def agree_to(upload, unit_manager):
    """agree_to(): the same, read and agreed to."""

    def bring():
        found = upload()
        read_upload(found.pk, now=AT)
        agree(upload=found, by=unit_manager, now=AT)
        return found

    return bring


@pytest.fixture
def agreed(agree_to):
    return agree_to()
