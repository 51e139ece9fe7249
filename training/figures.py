"""One force's monthly figures, every version of each: corrections stay visible."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from forces.models import Organisation
from training.models import Completion, Course
from training.queries import versions_of


@dataclass(frozen=True)
class Figures:
    """By course and month, the first version first. A month that is not in it was not reported."""

    versions: dict[tuple[int, dt.date], list[Completion]]

    def of(self, course: Course, month: dt.date) -> list[Completion]:
        return self.versions.get((course.pk, month), [])

    def latest(self, course: Course, month: dt.date) -> Completion | None:
        found = self.of(course, month)
        return found[-1] if found else None

    def at(self, course: Course, month: dt.date, version: int) -> Completion | None:
        return next((row for row in self.of(course, month) if row.version == version), None)

    def report(self, courses: Iterable[Course]) -> dict[dt.date, int]:
        """Completions by month, of these courses together."""
        chosen = {course.pk for course in courses}
        found: dict[dt.date, int] = defaultdict(int)
        for (course, month), rows in sorted(self.versions.items(), key=lambda item: item[0][1]):
            if course in chosen:
                found[month] += rows[-1].number
        return dict(found)


def figures(force: Organisation, moment: dt.datetime | None = None) -> Figures:
    """One query."""
    found: dict[tuple[int, dt.date], list[Completion]] = defaultdict(list)
    for row in versions_of(force, moment):
        found[row.course_id, row.month].append(row)
    return Figures(dict(found))
