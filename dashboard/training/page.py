"""What the training page shows of a quota, read as at a moment."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.grid.words import number_text, of_text
from dashboard.training import words
from dashboard.training.run import Run
from dashboard.training.special_cause import special_cause
from forces.as_at import AsAt
from forces.models import Organisation
from training.history import earlier
from training.learners import Learners, learners
from training.models import PublishedResult, Quota
from training.months import last_full_month
from training.progress import Position, Progress, counted_reports, national, position, totals
from training.shares import adds_up


@dataclass(frozen=True)
class Published:
    """A result that somebody published beside the ledger's own total of the months that were over by then."""

    result: PublishedResult
    until: dt.date
    ledger: int

    @property
    def words(self) -> str:
        return words.difference(self.result.number, self.ledger)


@dataclass(frozen=True)
class Posts:
    """Over the forces that have recorded a workforce: three numbers that are not one another."""

    forces: int
    established: int
    filled: int
    qualified: int


@dataclass(frozen=True)
class QuotaPage:
    position: Position
    earlier: list[Progress]
    by_month: dict[dt.date, int]
    learners: list[Learners]
    published: list[Published]
    others: list[tuple[Quota, str]]  # each with its sentence

    @property
    def quota(self) -> Quota:
        return self.position.quota

    @property
    def now(self) -> Progress:
        return self.position.national

    @property
    def run(self) -> Run:
        return Run(self.quota, self.now, len(self.position.forces))

    @property
    def sentence(self) -> str:
        return words.sentence(self.now)

    @property
    def afterwards(self) -> str:
        """Of a quota that was missed."""
        missed = self.now.is_over and self.now.difference < 0
        return words.late(self.now, self._reached) if missed else ""

    @property
    def _reached(self) -> dt.date | None:
        total = 0
        for month, number in sorted(self.by_month.items()):
            total += number if month >= self.quota.starts else 0
            if total >= self.quota.number:
                return month
        return None

    @property
    def bar(self) -> dict:
        """A bar cannot be fuller than full; its words can."""
        now = self.now
        said = {"words": of_text(now.done, now.quota), "done": number_text(now.done)}
        return said | {"value": min(now.done, now.quota), "max": now.quota}

    @property
    def shared(self) -> str:
        return adds_up(self.quota.number, self.position.shared)

    @property
    def trained(self) -> list[tuple[str, str]]:
        return [(each.audience.label, words.trained(each)) for each in self.learners]

    @property
    def coming_in(self) -> str:
        return words.coming_in(self.now, len(self.position.forces))

    @property
    def forecast(self) -> list[str]:
        return words.forecast(self.now)

    @property
    def owed(self) -> list[dt.date]:
        """The full months that should be in by now: what is still coming in is said apart, until the date is over."""
        months = self.now.months if self.now.is_over else self.now.months[: self.now.settled]
        return [month.month for month in months]

    @property
    def missing(self) -> list[int]:
        """For each force that has not reported all of them, how many."""
        owed = set(self.owed)
        numbers = [len(owed.intersection(force.progress.missing)) for force in self.position.forces]
        return [number for number in numbers if number]

    @property
    def reports(self) -> str:
        return words.reports(len(self.owed), self.missing, len(self.position.forces), len(self.position.silent))

    @property
    def behind(self) -> int:
        """Forces below their share."""
        return sum(bool(force.share) and force.progress.difference < 0 for force in self.position.forces)

    @property
    def with_share(self) -> int:
        return sum(bool(force.share) for force in self.position.forces)

    @property
    def posts(self) -> Posts:
        rows = [force.workforce for force in self.position.forces if force.workforce]
        totals = [sum(getattr(row, name) for row in rows) for name in ("established", "filled", "qualified")]
        return Posts(len(rows), *totals)

    @property
    def held(self) -> tuple[int, int]:
        """Of the forecasts made for a date that is over, how many held what came, and how many there are."""
        said = [then.outlook.at_the_end for then in self.earlier if then.outlook.at_the_end]
        return sum(round(end.lower) <= self.now.done <= round(end.upper) for end in said), len(said)


def quota_page(quota: Quota, others: Sequence[Quota], forces: Sequence[Organisation], as_at: AsAt) -> QuotaPage:
    """Eight queries whatever the number of forces, months and other quotas."""
    reports = counted_reports(as_at)
    found = position(quota, forces, as_at, special_cause, reports)
    by_month = {month: number for month, (number, _forces) in totals(reports.values()).items()}
    results = PublishedResult.objects.filter(known_from__lte=as_at.day)
    return QuotaPage(
        found,
        earlier(quota, as_at, special_cause),
        by_month,
        learners(found.forces, as_at),
        [_published(result, by_month) for result in results],
        [(other, words.sentence(national(other, as_at, special_cause, reports))) for other in others],
    )


def _published(result, by_month) -> Published:
    until = last_full_month(result.day)
    return Published(result, until, sum(number for month, number in by_month.items() if month <= until))
