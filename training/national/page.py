"""What the training page shows of a quota, read as at a moment."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from forces.models import Organisation
from govuk.numbers import number_text, of_text
from ledger.as_at import AsAt
from training.history import earlier
from training.learners import Learners, learners
from training.models import PublishedResult, Quota
from training.months import last_full_month
from training.national import words
from training.national.run import Run
from training.national.special_cause import special_cause
from training.progress import Position, Progress, Totals, Verdict, counted_reports, national, position, reached, totals
from training.shares import adds_up


@dataclass(frozen=True)
class Published:
    """A result that somebody published beside the ledger's own total of the months that were over by then."""

    result: PublishedResult
    until: dt.date
    ledger: int | None  # None when nobody had reported any
    reporters: int

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
    by_month: dict[dt.date, int]  # from the quota's first on, also after it is due
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
        return Run(self.quota, self.now)

    @property
    def sentence(self) -> str:
        return words.sentence(self.now)

    @property
    def afterwards(self) -> str:
        """Of a quota that was missed."""
        if self.now.verdict != Verdict.MISSED:
            return ""
        return words.late(self.now, reached(self.quota.number, self.by_month))

    @property
    def bar(self) -> dict | None:
        """A bar cannot be fuller than full; its words can."""
        now = self.now
        if now.done is None:
            return None
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
        return words.coming_in(self.now)

    @property
    def paces(self) -> str:
        return words.paces(self.now)

    @property
    def forecast(self) -> list[str]:
        return words.forecast(self.now)

    @property
    def owed(self) -> list[dt.date]:
        """The full months that should be in by now: what is still coming in is said apart."""
        months = self.now.months if self.now.is_final else self.now.months[: self.now.settled]
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
    def shares(self) -> str:
        given = [force.progress for force in self.position.forces if force.share]
        return words.shares(given) if given else ""

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
    found, by_month = position(quota, forces, as_at, special_cause, reports), totals(reports)
    results = PublishedResult.objects.filter(known_from__lte=as_at.day)
    return QuotaPage(
        found,
        earlier(quota, as_at, special_cause, len(forces)),
        {month: number for month, (number, _reporters) in by_month.items() if month >= quota.starts},
        learners(found.forces, as_at),
        [_published(result, by_month) for result in results],
        [(other, words.sentence(national(other, as_at, special_cause, len(forces), reports))) for other in others],
    )


def _published(result, by_month: Totals) -> Published:
    until = last_full_month(result.day)
    found = [reported for month, reported in by_month.items() if month <= until]
    ledger = sum(number for number, _reporters in found) if found else None
    return Published(result, until, ledger, len(set().union(*(reporters for _number, reporters in found))))
