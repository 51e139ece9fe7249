"""Reads of what the Unit recorded: limits that start anew and notes, targets, releases and spellings. `moment` is
exclusive; None is now."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from django.db.models import CharField, Count, DateField, Q, QuerySet, TextField, Value
from django.db.models.functions import Coalesce, NullIf

from forces.models import Organisation
from ledger.as_at import AsAt
from measures.models import Measure, Note, Rebase, Release, Spelling, Target
from measures.quarters import run

NOTE, REBASE = "note", "rebase"


class Annotation(NamedTuple):
    """A row of either ledger (`ledger` says which). `last` is the last quarter that a note leaves out, None for none;
    a rebase has neither that nor a source."""

    ledger: str
    pk: int
    organisation_id: int
    measure_id: int
    what: str
    first: dt.date
    last: dt.date | None
    stands: bool
    text: str
    source: str
    who: str
    recorded_at: dt.datetime

    @property
    def what_label(self) -> str:
        return str((Note.What if self.ledger == NOTE else Rebase.Event)(self.what).label)

    @property
    def quarters(self) -> list[dt.date]:
        """Those that it leaves out."""
        return run(self.first, self.last) if self.last else []


class Annotations:
    """`rebases` and `notes` are all rows in the order of recording: what stands and what was taken back."""

    def __init__(self, rows: Iterable[Annotation]):
        in_order = sorted(rows, key=lambda row: row.pk)
        self.rebases = [row for row in in_order if row.ledger == REBASE]
        self.notes = [row for row in in_order if row.ledger == NOTE]
        # The last counts. A chart has one start of limits in a quarter, and may have several notes.
        last: dict[tuple, Annotation] = {(row.organisation_id, row.measure_id, row.first): row for row in self.rebases}
        last |= {(row.organisation_id, row.measure_id, row.first, row.what): row for row in self.notes}
        self._standing = defaultdict(list)
        for row in last.values():
            if row.stands:
                self._standing[row.ledger, row.organisation_id, row.measure_id].append(row)

    def starts(self, organisation_id: int, measure_id: int) -> list[dt.date]:
        """The quarters at which new limits stand."""
        return sorted(row.first for row in self._standing.get((REBASE, organisation_id, measure_id), ()))

    def notes_on(self, organisation_id: int, measure_id: int) -> list[Annotation]:
        """The notes that stand, by quarter."""
        found = self._standing.get((NOTE, organisation_id, measure_id), ())
        return sorted(found, key=lambda row: (row.first, row.pk))


WHO = Coalesce(NullIf("recorded_by__name", Value("")), "recorded_by__email", output_field=CharField())
OF_NOTES = ("what", "first", "last", "stands", "text", "source")
OF_REBASES = (
    "event", "quarter", Value(None, output_field=DateField()), "stands", "reason",
    Value("", output_field=TextField()),
)  # fmt: skip


def annotations(moment: dt.datetime | None, **about) -> Annotations:
    """`about`: of which organisation or measure. Both ledgers in one query."""
    notes, rebases = (
        ledger.objects.known_at(moment)
        .filter(**about)
        .order_by()
        .values_list(
            Value(name, output_field=CharField()),
            "pk", "organisation_id", "measure_id", *columns, WHO, "recorded_at",
        )
        for ledger, name, columns in ((Note, NOTE, OF_NOTES), (Rebase, REBASE, OF_REBASES))
    )  # fmt: skip
    return Annotations(Annotation(*row) for row in notes.union(rebases, all=True))


class TargetRow(NamedTuple):
    """A row of the ledger. `force` is its name, None for all forces; `value` None is none from then on."""

    pk: int
    measure_id: int
    organisation_id: int | None
    force: str | None
    starts_on: dt.date
    value: Decimal | None
    reason: str
    who: str
    recorded_at: dt.datetime


OF_TARGETS = (
    "pk", "measure_id", "organisation_id", "organisation__short_name", "starts_on", "value", "reason",
    WHO, "recorded_at",
)  # fmt: skip


def targets(
    moment: dt.datetime | None, *, measure: Measure | None = None, organisation: Organisation | None = None
) -> list[TargetRow]:
    """In the order in which the last counts; of an organisation its own and those of all forces. One query."""
    rows = Target.objects.known_at(moment)
    if measure:
        rows = rows.filter(measure=measure)
    if organisation:
        rows = rows.filter(Q(organisation=organisation) | Q(organisation=None))
    return [TargetRow(*row) for row in rows.order_by("starts_on", "pk").values_list(*OF_TARGETS)]


def releases(as_at: AsAt) -> QuerySet[Release]:
    """Those published by the day and, on a past day, brought in by anybody since: what was published then is what
    counts, not when the Unit came to it. The last published first."""
    found = Release.objects.filter(published_on__lte=as_at.day).select_related("recorded_by")
    return found.annotate(figures=Count("observations")).order_by("-published_on", "-pk")


def is_demonstration(as_at: AsAt) -> bool:
    """Whether invented figures are among what was published by the day."""
    return Release.objects.filter(kind=Release.Kind.DEMONSTRATION, published_on__lte=as_at.day).exists()


def spellings(as_at: AsAt) -> QuerySet[Spelling]:
    """The whole ledger as it was known then, the last first."""
    rows = Spelling.objects.known_at(as_at.moment)
    return rows.select_related("organisation", "measure", "recorded_by").order_by("-pk")


def standing() -> dict[tuple[str, str], Spelling]:
    """By (what it is of, plain spelling) the row that counts now. One query."""
    rows = Spelling.objects.select_related("organisation", "measure", "recorded_by").order_by("pk")
    return {key: row for key, row in {(row.what, row.plain): row for row in rows}.items() if row.stands}


def mapped() -> dict[tuple[str, str], str | None]:
    """The same as codes: a force's slug, None for a body that is not one of the 43, or a measure's code."""
    return {
        key: row.measure.code if row.measure else row.organisation.slug if row.organisation else None
        for key, row in standing().items()
    }
