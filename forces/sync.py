"""Brings a table in line with a reference file: adds, changes, never deletes, and keeps what people have edited."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from django.db import models

from ledger.actions import audit, lock_ledger
from ledger.models import AuditEvent

ADMIN = "admin."  # begins the action of every change that a person makes in the admin


@dataclass
class Outcome:
    """What was done to a table, in lines for a person to read."""

    table: str
    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    left: int = 0
    not_in_file: list[str] = field(default_factory=list)


def sync(model: type[models.Model], wanted: Iterable[dict], *, key=("code",), by=None, now: dt.datetime) -> Outcome:
    """`wanted` are field values, foreign keys as objects. Call it inside a transaction."""
    outcome = Outcome(str(model._meta.verbose_name_plural))
    related = [each.name for each in model._meta.fields if each.many_to_one and not each.null]
    existing = {tuple(_value(row, name) for name in key): row for row in model.objects.select_related(*related)}
    edited, removed = _edited_by_people(model), _removed_by_people(model, key)
    new, changes = [], {}
    for values in wanted:
        where = tuple(_plain(values[name]) for name in key)
        row = existing.pop(where, None)
        if row is None:
            if where in removed:
                outcome.kept.append(f"{model(**values)}: removed")
            else:
                new.append(model(**values))
            continue
        differing = {name: value for name, value in values.items() if _value(row, name) != _plain(value)}
        kept = {name for name in differing if (str(row.pk), name) in edited}
        outcome.kept += [_difference(row, name, differing[name]) for name in sorted(kept)]
        if changing := {name: value for name, value in differing.items() if name not in kept}:
            outcome.changed += [_difference(row, name, value) for name, value in changing.items()]
            changes[row.pk] = _change(row, changing)
        elif not kept:
            outcome.left += 1
    model.objects.bulk_create(new)
    outcome.added = [str(row) for row in new]
    outcome.not_in_file = [str(row) for row in existing.values()]
    _record(model, new, changes, by, now)
    return outcome


def _change(row, changing) -> dict:
    before = {name: _json(_value(row, name)) for name in changing}
    for name, value in changing.items():
        setattr(row, name, value)
    row.save(update_fields=list(changing))
    return {"before": before, "after": {name: _json(_value(row, name)) for name in changing}}


def _record(model, new, changes, by, now):
    """One audit event for the rows added, one for those changed; the subject is the table."""
    lock_ledger()
    if new:
        audit(by=by, action="reference.added", subject=model, after={"rows": [row.pk for row in new]}, now=now)
    if changes:
        before, after = ({str(pk): change[side] for pk, change in changes.items()} for side in ("before", "after"))
        audit(by=by, action="reference.changed", subject=model, before=before, after=after, now=now)


def _edited_by_people(model) -> set[tuple[str, str]]:
    """The (id, field) pairs that were ever set in the admin. See docs/decisions.md."""
    events = AuditEvent.objects.filter(action__startswith=ADMIN, subject_type=model._meta.label_lower)
    return {(pk, name) for pk, after in events.values_list("subject_id", "after") for name in after or ()}


def _removed_by_people(model, key) -> set[tuple]:
    events = AuditEvent.objects.filter(action=f"{ADMIN}deleted", subject_type=model._meta.label_lower)
    return {tuple(before[name] for name in key) for before in events.values_list("before", flat=True)}


def _value(row, name):
    return getattr(row, row._meta.get_field(name).attname)


def _plain(value):
    return value.pk if isinstance(value, models.Model) else value


def _json(value):
    if isinstance(value, Decimal):
        return str(value)
    return value.isoformat() if isinstance(value, dt.date) else value


def _difference(row, name, wanted) -> str:
    return f"{row}: {name} {_shown(_value(row, name))}, in the file {_shown(_plain(wanted))}"


def _shown(value) -> str:
    return "empty" if value in (None, "") else f'"{value}"'
