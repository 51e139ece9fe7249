"""What the Unit recorded about charts: from where on they have limits of their own (`Rebase`), and what has to be known
of their figures (`Note`). Both ledgers are read in one query."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import CharField, DateField, QuerySet, TextField, Value
from django.db.models.functions import Coalesce, NullIf

from measures.models import Note, Rebase
from measures.quarters import run

NOTE, REBASE = "note", "rebase"


@dataclass(frozen=True, slots=True)
class Annotation:
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
    def key(self) -> tuple:
        """Of the rows with the same one the last counts. A chart has one start of limits in a quarter, and may have
        several notes."""
        what = self.what if self.ledger == NOTE else ""
        return self.ledger, self.organisation_id, self.measure_id, self.first, what

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
        self._standing = defaultdict(list)
        for row in {row.key: row for row in in_order}.values():
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
    """`moment` is exclusive; None is now. `about`: of which organisation or measure. One query."""
    notes = _rows(Note.objects.known_at(moment).filter(**about), NOTE, OF_NOTES)
    rebases = _rows(Rebase.objects.known_at(moment).filter(**about), REBASE, OF_REBASES)
    return Annotations(Annotation(*row) for row in notes.union(rebases, all=True))


def _rows(rows: QuerySet, ledger, columns):
    name = Value(ledger, output_field=CharField())
    return rows.order_by().values_list(name, "pk", "organisation_id", "measure_id", *columns, WHO, "recorded_at")
