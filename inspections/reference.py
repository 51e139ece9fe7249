"""Inspections, their milestones, and findings with what is known of them, from reference/."""

import datetime as dt
from collections import Counter
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from forces.csv_table import of_model, one_of, read
from forces.sync import Outcome, sync
from inspections.models import Finding, Inspection, Milestone, Terms
from ledger.actions import audit, lock_ledger
from rollout.models import Standard

DIRECTORY = settings.BASE_DIR / "reference"
INSPECTIONS, MILESTONES, FINDINGS = "inspections.csv", "inspection_milestones.csv", "findings.csv"


@transaction.atomic
def load_inspections(*, directory: Path = DIRECTORY, by=None, now: dt.datetime | None = None) -> list[Outcome]:
    """All or nothing, again and again; after the standards. Raises BadFile."""
    now = now or timezone.now()
    names = ("code", "inspectorate", "kind", "title", "source", "known_from")
    rows = [row.values for row in read(directory / INSPECTIONS, of_model(Inspection, *names))]
    outcome = sync(Inspection, rows, by=by, now=now)
    of = {"inspection": one_of({inspection.code: inspection for inspection in Inspection.objects.all()})}
    return [outcome, _milestones(directory, of, by, now), *_findings(directory, of, by, now)]


def _milestones(directory, of, by, now) -> Outcome:
    columns = of | of_model(Milestone, "step", "done", "precision", "note", "source", "known_from")
    rows = [row.values for row in read(directory / MILESTONES, columns, key=("inspection", "step"))]
    there = set(Milestone.objects.values_list("inspection", "step"))
    return _first_rows(Milestone, [(row, (row["inspection"].pk, row["step"]) in there) for row in rows], by, now)


def _findings(directory, of, by, now) -> list[Outcome]:
    """A row without a text is a slot for the Unit to fill."""
    standard = one_of({standard.code: standard for standard in Standard.objects.all()})
    columns = of | {"standards": lambda text: [standard(code) for code in text.split()]}
    columns |= of_model(Finding, "label", "kind", "known_from") | of_model(Terms, "due", "source") | {"text": str}
    rows = [row.values for row in read(directory / FINDINGS, columns, key=("inspection", "label"))]
    orders: Counter[Inspection] = Counter()
    wanted = []
    for row in rows:
        orders[row["inspection"]] += 1
        said = {name: row[name] for name in ("inspection", "label", "kind", "known_from")}
        wanted.append(said | {"order": orders[row["inspection"]]})
    outcome = sync(Finding, wanted, key=("inspection", "label"), by=by, now=now)
    findings = {(each.inspection_id, each.label): each for each in Finding.objects.all()}
    there = set(Terms.objects.values_list("finding", flat=True))
    told = [(row, findings[row["inspection"].pk, row["label"]]) for row in rows if row["text"]]
    known = []
    for row, finding in told:
        said = {name: row[name] for name in ("text", "due", "source", "known_from")} | {"finding": finding}
        known.append((said, finding.pk in there))
    terms = _first_rows(Terms, known, by, now)
    for row, finding in told:
        if finding.pk not in there:
            finding.terms.get().standards.set(row["standards"])
    return [outcome, terms]


def _first_rows(model, rows, by, now) -> Outcome:
    """A ledger: the file's is only the first version, and what the Unit made of it since stands."""
    lock_ledger()
    outcome = Outcome(str(model._meta.verbose_name_plural))
    outcome.left = sum(is_there for _values, is_there in rows)
    new = [model.objects.create(**values, recorded_at=now, recorded_by=by) for values, is_there in rows if not is_there]
    outcome.added = [str(row) for row in new]
    if new:
        audit(by=by, action="reference.added", subject=model, after={"rows": [row.pk for row in new]}, now=now)
    return outcome
