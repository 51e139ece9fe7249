"""Courses, the announced quota and published results, from reference/."""

import datetime as dt
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from forces.csv_table import of_model, one_of, read
from forces.sync import Outcome, sync
from ledger.actions import audit, lock_ledger
from training.models import Course, PublishedResult, Quota

DIRECTORY = settings.BASE_DIR / "reference"
YES = {"yes": True, "no": False}


@transaction.atomic
def load_training(*, directory: Path = DIRECTORY, by=None, now: dt.datetime | None = None) -> list[Outcome]:
    """All or nothing, again and again. Raises BadFile."""
    now = now or timezone.now()
    names = (field.name for field in PublishedResult._meta.concrete_fields if not field.primary_key)
    columns = of_model(Course, "code", "name", "audience", "began", "source", "known_from") | {"counts": one_of(YES)}
    courses = read(directory / "courses.csv", columns)
    results = read(directory / "published_training.csv", of_model(PublishedResult, *names))
    return [
        sync(Course, [row.values for row in courses], by=by, now=now),
        _quotas(directory, by, now),
        sync(PublishedResult, [row.values for row in results], by=by, now=now),
    ]


def _quotas(directory, by, now) -> Outcome:
    """A quota is a ledger: the file's is only the first row of its code, and what the Unit made of it since stands."""
    columns = of_model(Quota, "code", "name", "number", "starts", "due", "source", "known_from")
    outcome = Outcome(str(Quota._meta.verbose_name_plural))
    lock_ledger()
    there = set(Quota.objects.values_list("code", flat=True))
    for row in read(directory / "quotas.csv", columns):
        if row.values["code"] in there:
            outcome.left += 1
            continue
        quota = Quota.objects.create(**row.values, recorded_at=now, recorded_by=by)
        outcome.added.append(str(quota))
        audit(by=by, action="reference.added", subject=quota, after={"number": quota.number}, now=now)
    return outcome
