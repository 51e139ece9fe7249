"""A column copied from a spreadsheet, as a browser sends it, read into the boxes."""

import datetime as dt
import re
from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from forces.periods import months_after
from govuk.forms import GovukForm, LongTextField
from govuk.numbers import month_text
from training.forms.completions import FigureCell
from training.models import Course
from training.months import month_of, months_between, read_month

LINE_END = re.compile(r"\r\n|\r|\n")


class SeveralColumns(ValueError):
    """`line` has more than one cell; lines count from 1."""

    def __init__(self, line: int):
        super().__init__(line)
        self.line = line


def read_column(text: str) -> list[str]:
    """A text for each line: empty where there is none, without the empty ones at the end. Raises SeveralColumns."""
    cells = []
    for number, line in enumerate(LINE_END.split(text), 1):
        filled = [cell for part in line.split("\t") if (cell := part.strip().strip('"').strip())]
        if len(filled) > 1:
            raise SeveralColumns(number)
        cells.append(filled[0] if filled else "")
    while cells and not cells[-1]:
        cells.pop()
    return cells


class PasteForm(GovukForm):
    """A column of one course's figures, from a month on. It fills the boxes and records nothing."""

    paste_course = forms.ChoiceField(
        label=gettext_lazy("Course"),
        error_messages=dict.fromkeys(("required", "invalid_choice"), gettext_lazy("Select a course")),
    )
    paste_month = forms.ChoiceField(
        label=gettext_lazy("Month of the first number"),
        error_messages=dict.fromkeys(
            ("required", "invalid_choice"), gettext_lazy("Select the month of the first number")
        ),
    )
    paste = LongTextField(
        label=gettext_lazy("Paste a column"),
        help_text=gettext_lazy("One number a line, the earliest month first. A blank line is a month not reported."),
        max_length=5_000,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": gettext_lazy("Paste the numbers")},
    )

    def __init__(self, data=None, *, courses: Sequence[Course], today: dt.date, **kwargs):
        super().__init__(data, **kwargs)
        self.courses, self.today = {course.code: course for course in courses}, today
        months = list(months_between(min(course.first_month for course in courses), today)) if courses else []
        self.fields["paste_course"].choices = [(course.code, course.short_name) for course in courses]
        self.fields["paste_month"].choices = [(f"{month:%Y-%m}", month_text(month)) for month in months]

    def clean(self):
        cleaned = super().clean()
        self.cells = {}
        if self.errors:
            return cleaned
        course = self.courses[cleaned["paste_course"]]
        first = read_month(cleaned["paste_month"])
        if first < course.first_month:
            words = _("%(course)s had not begun in %(month)s. Its first month is %(first)s")
            named = {"month": month_text(first), "first": month_text(course.first_month)}
            self.add_error("paste_month", words % ({"course": course.short_name} | named))
            return cleaned
        self._place(cleaned["paste"], course, first)
        return cleaned

    def _place(self, text: str, course: Course, first: dt.date) -> None:
        try:
            numbers = read_column(text)
        except SeveralColumns as wrong:
            self.add_error(
                "paste", _("Line %(line)d has more than one number. Paste one column") % {"line": wrong.line}
            )
            return
        room = len(list(months_between(first, month_of(self.today))))
        if not any(numbers):
            self.add_error("paste", _("Paste the numbers"))
        elif len(numbers) > room:
            words = ngettext(
                "You pasted %(lines)d lines, but %(first)s till now is %(room)d month. The rest is in the future",
                "You pasted %(lines)d lines, but %(first)s till now is %(room)d months. The rest is in the future",
                room,
            )
            said = {"lines": len(numbers), "first": month_text(first), "room": room}
            self.add_error("paste", words % said)
        else:
            self.cells = {FigureCell(course, months_after(first, n)): text for n, text in enumerate(numbers) if text}
