"""What the training page of one force shows, as at the page's day."""

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

from forces.models import Organisation
from ledger.as_at import AsAt
from training import words
from training.figures import Figures, figures
from training.models import Course, Headcount, Quota, Share, Workforce
from training.months import last_full_month, month_of, months_between
from training.over import LEARNERS
from training.progress import Progress, force_progress, reached
from training.queries import courses, headcounts_of, shares, workforce_of


@dataclass(frozen=True)
class ForcePage:
    force: Organisation
    as_at: AsAt
    quota: Quota | None
    share: Share | None
    courses: list[Course]
    figures: Figures
    workforces: list[Workforce]  # every version, the last first
    headcounts: list[Headcount]

    @property
    def counted(self) -> list[Course]:
        return [course for course in self.courses if course.counts]

    @cached_property
    def report(self) -> dict[dt.date, int]:
        """By month from the quota's first on, also after it is due."""
        report = self.figures.report(self.counted)
        return {month: number for month, number in report.items() if month >= self.quota.starts}

    @cached_property
    def now(self) -> Progress:
        return force_progress(self.quota, self.as_at.day, self.force, self.report, self.share)

    @property
    def sentence(self) -> str:
        names = ", ".join(course.short_name for course in self.counted)
        return words.sentence(str(self.force), names, self.now)

    @property
    def against_share(self) -> str:
        return words.against_share(self.now, self.quota, reached(self.now.quota, self.report))

    @property
    def bar(self) -> dict | None:
        """Fuller than full it cannot be; the words beside it can."""
        if not self.share or self.now.done is None:
            return None
        return {"value": min(self.now.done, self.now.quota), "max": self.now.quota}

    @property
    def until(self) -> dt.date:
        """The day up to which completions count."""
        return min(self.as_at.day, self.quota.due)

    @property
    def missing(self) -> str:
        return words.missing(self.now) if self.now.missing else ""

    @property
    def missing_runs(self):
        return words.runs(self.now.missing)

    @property
    def workforce(self) -> Workforce | None:
        return self.workforces[0] if self.workforces else None

    @property
    def trained(self) -> list[tuple[str, str]]:
        return [(audience.label, self._trained(audience)) for audience in LEARNERS]

    def _trained(self, audience) -> str:
        learning = [course for course in self.courses if course.audience == audience]
        report, until = self.figures.report(learning), last_full_month(self.as_at.day)
        months = {month for course in learning for month in months_between(course.first_month, until)}
        heads = next((row for row in self.headcounts if row.kind == audience), None)
        return words.trained(sum(report.values()) if report else None, heads, len(months - report.keys()), len(months))

    def months(self, course: Course) -> list[dt.date]:
        """Of a course, the last first."""
        return list(months_between(course.first_month, month_of(self.as_at.day)))[::-1]


def force_page(force: Organisation, quota: Quota | None, as_at: AsAt) -> ForcePage:
    """Five queries, however many months."""
    given = shares(quota, as_at.moment) if quota else {}
    return ForcePage(
        force,
        as_at,
        quota,
        given.get(force.pk),
        list(courses(as_at)),
        figures(force, as_at.moment),
        list(workforce_of(force, as_at)),
        list(headcounts_of(force, as_at)),
    )
