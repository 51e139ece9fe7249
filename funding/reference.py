"""Recipients and published totals, from reference/. Which grants forces got is not known, so no fund is."""

import datetime as dt
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from forces.csv_table import of_model, one_of, read
from forces.models import Organisation, OrganisationKind
from forces.sync import Outcome, sync
from funding.models import PublishedTotal, Recipient
from funding.scales import RecipientKind

DIRECTORY = settings.BASE_DIR / "reference"
POLICING_BODY = "Local policing body for {}"


@transaction.atomic
def load_funding(*, directory: Path = DIRECTORY, by=None, now: dt.datetime | None = None) -> list[Outcome]:
    """All or nothing, again and again. Raises BadFile."""
    now = now or timezone.now()
    names = ("code", "amount", "wording", "starts", "ends", "period", "scope", "source", "known_from")
    published = read(directory / "published_totals.csv", of_model(PublishedTotal, *names))
    return [
        sync(Recipient, _recipients(directory), by=by, now=now),
        sync(PublishedTotal, [row.values for row in published], by=by, now=now),
    ]


def _recipients(directory) -> list[dict]:
    """Those of the file, and one for each force beside: what the law calls whoever holds it to account."""
    forces = {force.code: force for force in Organisation.objects.filter(kind=OrganisationKind.FORCE)}
    columns = of_model(Recipient, "code", "name", "kind", "source") | {"force": one_of({"": None} | forces)}
    named = [row.values for row in read(directory / "recipients.csv", columns)]
    taken = {row["force"] for row in named}
    return named + [
        {
            "code": f"policing-body-{force.slug}",
            "name": POLICING_BODY.format(force.short_name),
            "kind": RecipientKind.POLICING_BODY,
            "force": force,
            "source": "Police Act 1996, section 101",
        }
        for force in forces.values()
        if force not in taken
    ]
