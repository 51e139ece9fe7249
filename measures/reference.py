"""The measures and the announcement's Table 1, from reference/."""

import datetime as dt
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from forces.csv_table import of_model, one_of, read
from forces.models import Organisation, OrganisationKind
from forces.sync import Outcome, sync
from measures.models import Measure, PublishedPair

DIRECTORY = settings.BASE_DIR / "reference"
PAIR = ("organisation", "measure")


@transaction.atomic
def load_measures(*, directory: Path = DIRECTORY, by=None, now: dt.datetime | None = None) -> list[Outcome]:
    """All or nothing, again and again. Raises BadFile."""
    now = now or timezone.now()
    names = ("code", "name", "unit", "direction", "definition", "source", "position")
    measures = read(directory / "measures.csv", of_model(Measure, *names))
    loaded = sync(Measure, [row.values for row in measures], by=by, now=now)
    return [loaded, sync(PublishedPair, _pairs(directory), key=PAIR, by=by, now=now)]


def _pairs(directory) -> list[dict]:
    forces = Organisation.objects.filter(kind=OrganisationKind.FORCE)
    columns = {
        "organisation": one_of({force.slug: force for force in forces}),
        "measure": one_of({measure.code: measure for measure in Measure.objects.all()}),
    }
    columns |= of_model(PublishedPair, "before", "latest")
    return [row.values for row in read(directory / "published_table_1.csv", columns, key=PAIR)]
