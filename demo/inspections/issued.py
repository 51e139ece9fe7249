"""The demonstration's inspections, their milestones and findings, issued: through the actions."""

import datetime as dt
from collections import Counter

from demo.inspections import invented
from forces.models import Organisation
from inspections.actions import add_finding, add_inspection, issue, name_inspected, set_milestone, set_terms
from inspections.models import Finding, Inspection
from rollout.models import Standard


def load_inspections(moment: dt.datetime, manager) -> None:
    """What was known before that moment. Adds only what is not there yet."""
    for code in invented.INSPECTIONS:
        _inspection(code, moment, manager)
    _issue_public(moment, manager)


def _inspection(code, moment, by):
    inspectorate, kind, title, known = invented.INSPECTIONS[code]
    if invented.at(known) >= moment:
        return
    inspection = Inspection.objects.filter(code=code).first() or add_inspection(
        code=code,
        inspectorate=inspectorate,
        kind=kind,
        title=title,
        source=invented.SOURCE,
        by=by,
        now=invented.at(known),
    )
    _inspected(inspection, moment, by)
    _milestones(inspection, moment, by)
    for row in invented.FINDINGS.get(code, ()):
        _finding(inspection, row, moment, by)


def _inspected(inspection, moment, by):
    slugs, when = invented.INSPECTED.get(inspection.code, ((), "2023-07-01"))
    if slugs and invented.at(when) < moment and not inspection.inspected.exists():
        found = Organisation.objects.filter(slug__in=slugs)
        name_inspected(inspection=inspection, organisations=found, source=invented.SOURCE, by=by, now=invented.at(when))


def _milestones(inspection, moment, by):
    """The first of a step that are there already are ours, unless a visitor has gone on with it."""
    versions: dict[str, int] = {}
    there = Counter(inspection.milestones.values_list("step", flat=True))
    for step, when, planned, forecast, done, days, reason in invented.MILESTONES[inspection.code]:
        base, recorded = versions.get(step, 0), invented.at(when)
        versions[step] = base + 1
        if recorded < moment and there[step] == base:
            set_milestone(
                inspection=inspection,
                step=step,
                base=base,
                planned=invented.day(planned),
                forecast=invented.day(forecast),
                done=invented.day(done),
                days=days,
                reason=reason,
                source=invented.SOURCE,
                by=by,
                today=recorded.date(),
                now=recorded,
            )
            there[step] += 1


def _finding(inspection, row, moment, by):
    label, kind, parent, when, due, codes, scope, bodies, text = row
    now = invented.at(when)
    if now >= moment or inspection.findings.filter(label=label).exists():
        return
    carrier = inspection.findings.filter(label=parent).first() if parent else None
    finding = add_finding(inspection=inspection, label=label, kind=kind, parent=carrier, by=by, now=now)
    standards = Standard.objects.filter(code__in=codes.split())
    asked = {"text": text, "due": invented.day(due), "standards": standards, "source": invented.SOURCE}
    set_terms(finding=finding, **asked, base=0, by=by, now=now)
    issue(finding=finding, scope=scope, bodies=bodies, by=by, today=now.date(), now=now)


def _issue_public(moment, by):
    code, labels, when = invented.PUBLIC
    for finding in Finding.objects.filter(inspection__code=code, label__in=labels, addressees__isnull=True):
        if invented.at(when) < moment:
            now = invented.at(when)
            issue(finding=finding, scope="forces", by=by, today=now.date(), now=now)
