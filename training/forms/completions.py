"""A force's completions: the boxes, months by courses, and what is asked before they are recorded."""

import datetime as dt
import re
import uuid
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from govuk.forms import GovukForm
from govuk.numbers import month_text
from ledger.actions import RuleBroken
from rollout.forms.sensitive_text import MOST, NOT_WHOLE, SensitiveTextForm
from training.actions import CompletionEntry, check_entry
from training.forms.fields import BoxField, reason_field
from training.models import LEARNERS, Completion, Course, Headcount
from training.months import read_month
from training.queries import Figures

BOX = re.compile(r"n-[-\w]+-(?P<month>\d{4}-\d{2})", re.ASCII)


class BaseField(forms.IntegerField):
    """The version under a box; None when it did not arrive, which the form says once for all boxes."""

    widget = forms.HiddenInput

    def clean(self, value):
        try:
            return super().clean(value)
        except ValidationError:
            return None


@dataclass(frozen=True)
class FigureCell:
    course: Course
    month: dt.date

    @property
    def key(self) -> str:
        return f"{self.course.code}-{self.month:%Y-%m}"

    @property
    def box(self) -> str:
        return f"n-{self.key}"

    @property
    def base(self) -> str:
        return f"b-{self.key}"

    def __str__(self):
        return f"{self.course.short_name}, {month_text(self.month)}"


@dataclass(frozen=True)
class FigureChange:
    """A figure that is new, or that corrects `latest`. `came_first`: its writer did not know `latest`."""

    cell: FigureCell
    number: int
    base: int
    latest: Completion | None

    @property
    def came_first(self) -> bool:
        return bool(self.latest) and self.latest.version != self.base

    @property
    def entry(self) -> CompletionEntry:
        return CompletionEntry(
            self.cell.course, self.cell.month, self.number, self.latest.version if self.latest else 0
        )


class GridForm(GovukForm):
    def __init__(self, data=None, *, cells: Iterable[FigureCell], figures: Figures, today: dt.date, **kwargs):
        super().__init__(data, **kwargs)
        self.cells, self.figures, self.today = list(cells), figures, today
        self.changes: list[FigureChange] = []
        for cell in self.cells:
            self.fields[cell.box] = BoxField(label=str(cell), required=False)
            self.fields[cell.base] = BaseField(min_value=0, max_value=MOST)

    def clean(self):
        cleaned = super().clean()
        for cell in self.cells:
            base = cleaned.get(cell.base)
            written_on = self.figures.at(cell.course, cell.month, base) if base else None
            if base is None or (base and not written_on):
                self.add_error(None, NOT_WHOLE)
                break
            if cell.box in cleaned:
                self._compare(cell, cleaned[cell.box], written_on)
        return cleaned

    def _compare(self, cell: FigureCell, number: int | None, written_on: Completion | None) -> None:
        if number is None:
            if written_on:
                words = _("%(box)s: %(number)s is recorded. Correct it to another number, it cannot become blank again")
                self.add_error(cell.box, words % {"box": cell, "number": f"{written_on.number:,}"})
            return
        latest = self.figures.latest(cell.course, cell.month)
        if number in {row.number for row in (written_on, latest) if row}:
            return
        change = FigureChange(cell, number, written_on.version if written_on else 0, latest)
        try:
            check_entry(change.entry, self.today)
        except RuleBroken as refused:
            self.add_error(cell.box, f"{cell}: {refused.message}")
        else:
            self.changes.append(change)

    def renew(self) -> None:
        """The latest version under every box, so that sending it again is on top of what is there. What its writer
        did not change is filled in anew."""
        wrong, self.data = bool(self.errors), self.data.copy()
        mine = {change.cell for change in self.changes}
        for name, value in filled(self.cells, self.figures, leave_out=mine).items():
            if name not in self.data or name.startswith("b-") or not wrong:
                self.data[name] = "" if value is None else str(value)

    @property
    def carried(self) -> list[tuple[str, object]]:
        """Everything in the boxes, for the page that checks it."""
        names = [name for cell in self.cells for name in (cell.box, cell.base)]
        return [(name, self.data.get(name, "")) for name in names]

    @property
    def rows(self) -> list:
        """A month, and for each course its box, the version under it and what is recorded; newest first."""
        courses = list(dict.fromkeys(cell.course for cell in self.cells))
        by_place = {(cell.course, cell.month): cell for cell in self.cells}
        months = sorted({cell.month for cell in self.cells}, reverse=True)
        return [
            (month, [(course, self._shown(by_place.get((course, month)))) for course in courses]) for month in months
        ]

    def _shown(self, cell: FigureCell | None):
        if cell is None:
            return None
        latest = self.figures.latest(cell.course, cell.month)
        differs = latest and str(self[cell.box].value()).strip() not in (str(latest.number), f"{latest.number:,}")
        return {"box": self[cell.box], "base": self[cell.base], "recorded": latest if differs else None}


def cells_of(courses: Sequence[Course], months: Iterable[dt.date]) -> list[FigureCell]:
    """What can be recorded, the last month first as on the page."""
    cells = [FigureCell(course, month) for month in sorted(months, reverse=True) for course in courses]
    return [cell for cell in cells if cell.month >= cell.course.first_month]


def cells_sent(courses: Sequence[Course], data: Mapping) -> list[FigureCell]:
    """What was sent, also what cannot be recorded: the form says why."""
    found = (BOX.fullmatch(name) for name in data)
    months = {month for match in found if match and (month := read_month(match["month"]))}
    cells = [FigureCell(course, month) for month in sorted(months, reverse=True) for course in courses]
    return [cell for cell in cells if cell.box in data]


def filled(
    cells: Iterable[FigureCell], figures: Figures, *, leave_out: Collection[FigureCell] = ()
) -> dict[str, int | None]:
    """The boxes with what is recorded now, and the versions under them; of those left out only the versions."""
    values: dict[str, int | None] = {}
    for cell in cells:
        latest = figures.latest(cell.course, cell.month)
        values[cell.base] = latest.version if latest else 0
        if cell not in leave_out:
            values[cell.box] = latest.number if latest else None
    return values


class CheckForm(SensitiveTextForm):
    """What is asked before figures are recorded: why some are corrected, that a nil is one, that a lot is right."""

    reason = reason_field(gettext_lazy("Why do you correct figures that were recorded before?"))

    def __init__(self, data=None, *, changes: Sequence[FigureChange], above: list[dict], **kwargs):
        super().__init__(data, initial={"token": uuid.uuid4()}, **kwargs)
        self.added = [change for change in changes if not change.latest]
        self.corrections = [change for change in changes if change.latest]
        self.nil, self.warnings = [], []
        for cell in (change.cell for change in changes if not change.number):
            names = {"course": cell.course.short_name, "month": month_text(cell.month)}
            nobody = _("Nobody completed %(course)s in %(month)s") % names
            required = _("Tick “%(nobody)s”, or go back and leave the box blank") % {"nobody": nobody}
            self.nil.append(self._tick(f"nil-{cell.key}", nobody, required))
        for each in above:
            required = _("%(audience)s: tick that the number is right, or go back and change it")
            tick = f"over-{each['audience']}", _("The number is right"), required % {"audience": each["audience"].label}
            self.warnings.append((each, self._tick(*tick)))
        if self.corrections:
            self.fields["reason"].required = True
            self.fields["reason"].error_messages["required"] = _("Say why figures that were recorded are corrected")

    def _tick(self, name, label, required):
        self.fields[name] = forms.BooleanField(label=label, error_messages={"required": required})
        return self[name]

    def written(self):
        return [self.cleaned_data.get("reason", "")]


def above_headcount(
    changes: Sequence[FigureChange], courses: Sequence[Course], figures: Figures, headcounts: dict[str, Headcount]
) -> list[dict]:
    """The audiences of which `changes` bring the total above the last headcount: more trained than the force states
    it has is odd, but its own to confirm."""
    found = []
    for audience in LEARNERS:
        added = [change for change in changes if change.cell.course.audience == audience]
        total = sum(figures.report(course for course in courses if course.audience == audience).values())
        total += sum(change.number - (change.latest.number if change.latest else 0) for change in added)
        if added and audience in headcounts and total > headcounts[audience].number:
            found.append({"audience": audience, "trained": total, "headcount": headcounts[audience]})
    return found
