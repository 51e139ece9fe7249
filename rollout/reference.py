"""The models, their standards, who owes them, and the programme's milestones, from reference/."""

import datetime as dt
from collections import defaultdict
from itertools import count
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from forces.csv_table import of_model, one_of, read
from forces.models import Organisation
from forces.reference import load_organisations
from forces.sync import Outcome, sync
from rollout.models import Commitment, Milestone, OperatingModel, Standard, Theme

DIRECTORY = settings.BASE_DIR / "reference"
MODELS, STANDARDS, MILESTONES = "models.csv", "standards.csv", "milestones.csv"


@transaction.atomic
def load_reference(*, directory: Path = DIRECTORY, by=None, now: dt.datetime | None = None) -> list[Outcome]:
    """Everything in reference/, all or nothing, again and again. Raises BadFile."""
    now = now or timezone.now()
    outcomes = load_organisations(directory, by=by, now=now)
    models = read(directory / MODELS, of_model(OperatingModel, "code", "name", "organisation_kind", "source"))
    outcomes.append(sync(OperatingModel, [row.values for row in models], by=by, now=now))
    outcomes += _standards(directory, {row.values["code"] for row in models}, by, now)
    outcomes.append(create_missing_commitments(by=by, now=now))
    columns = of_model(Milestone, "code", "title", "day", "precision", "source", "known_from")
    milestones = [row.values for row in read(directory / MILESTONES, columns)]
    return [*outcomes, sync(Milestone, milestones, by=by, now=now)]


@transaction.atomic
def create_missing_commitments(*, by=None, now: dt.datetime) -> Outcome:
    """Every organisation that has not ended owes every standard of the model for its kind."""
    standards: dict[str, list[Standard]] = {}
    for standard in Standard.objects.select_related("theme__model"):
        standards.setdefault(standard.theme.model.organisation_kind, []).append(standard)
    owed = [
        {"organisation": organisation, "standard": standard}
        for organisation in Organisation.objects.filter(active_to__isnull=True)
        for standard in standards.get(organisation.kind, ())
    ]
    return sync(Commitment, owed, key=("organisation", "standard"), by=by, now=now)


def _standards(directory, model_codes, by, now) -> list[Outcome]:
    """A theme's order in its model and a standard's in its theme are those of the file."""
    names = ("code", "title", "kind", "provenance", "source", "known_from")
    columns = {
        "model": one_of({code: code for code in model_codes}),
        "theme_code": of_model(Theme, "code")["code"],
        "theme": of_model(Theme, "name")["name"],
    }
    rows = [row.values for row in read(directory / STANDARDS, columns | of_model(Standard, *names))]
    models = {model.code: model for model in OperatingModel.objects.filter(version=1)}
    found = {(row["model"], row["theme_code"]): row["theme"] for row in rows}
    orders: dict[object, count] = defaultdict(lambda: count(1))
    themes = [
        {"model": models[model], "code": code, "name": name, "order": next(orders[model])}
        for (model, code), name in found.items()
    ]
    outcome = sync(Theme, themes, key=("model", "code"), by=by, now=now)
    loaded = {(theme.model_id, theme.code): theme for theme in Theme.objects.all()}
    standards = [
        {name: row[name] for name in names}
        | {"theme": (theme := loaded[models[row["model"]].pk, row["theme_code"]]), "order": next(orders[theme])}
        for row in rows
    ]
    return [outcome, sync(Standard, standards, by=by, now=now)]
