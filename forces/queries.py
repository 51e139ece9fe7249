"""Reads of reporting periods, and of the days from which something is owed. `moment` is exclusive; None is now."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter

from django.db.models import DateField, IntegerField, Min, Q, QuerySet, Value
from django.utils.timezone import localdate

from forces.models import EVERYTHING, Extension, Membership, Organisation, OwedBy, OwedFrom, ReportingPeriod


def periods(moment: dt.datetime | None = None) -> QuerySet[ReportingPeriod]:
    """Those known at the moment, the latest first."""
    return ReportingPeriod.objects.known_at(moment).order_by("-starts", "-pk")


def owing(period: ReportingPeriod) -> QuerySet[Organisation]:
    """Who owes a return for the period: those of its kinds that were there on its last day."""
    there = Q(active_from__isnull=True) | Q(active_from__lte=period.ends)
    there &= Q(active_to__isnull=True) | Q(active_to__gt=period.ends)
    return Organisation.objects.filter(there, kind__in=OwedBy(period.owed_by).kinds)


def owes(organisation: Organisation, period: ReportingPeriod) -> bool:
    """The same of one organisation that is read already."""
    there = organisation.active_from is None or organisation.active_from <= period.ends
    there = there and (organisation.active_to is None or organisation.active_to > period.ends)
    return there and organisation.kind in OwedBy(period.owed_by).kinds


@dataclass(frozen=True)
class DueDates:
    """When the returns of one period are due, with what was extended by the moment asked about. An organisation has
    the later of its own last extension and the last one for all; a mistaken one is put right by another."""

    planned: dt.date
    for_all: Extension | None
    own: dict[int, Extension]

    @property
    def latest(self) -> dt.date:
        """Of all organisations, also of those that extensions have brought nothing."""
        return max([self.planned, *(each.due for each in [self.for_all, *self.own.values()] if each)])

    def of(self, organisation: Organisation) -> dt.date:
        extension = self.extension_of(organisation)
        return extension.due if extension else self.planned

    def extension_of(self, organisation: Organisation) -> Extension | None:
        found = [each for each in (self.for_all, self.own.get(organisation.pk)) if each and each.due > self.planned]
        return max(found, key=lambda extension: extension.due, default=None)


def due_dates(period: ReportingPeriod, moment: dt.datetime | None = None) -> DueDates:
    """One query."""
    return due_dates_of([period], moment)[period.pk]


def due_dates_of(found: Iterable[ReportingPeriod], moment: dt.datetime | None = None) -> dict[int, DueDates]:
    """By period. One query, however many periods."""
    dues = {period.pk: period.due for period in found}
    extensions = Extension.objects.known_at(moment).filter(period__in=dues).order_by("recorded_at", "pk")
    last: dict[int, dict] = {pk: {} for pk in dues}
    for extension in extensions:
        last[extension.period_id][extension.organisation_id] = extension
    return {pk: DueDates(due, last[pk].pop(None, None), last[pk]) for pk, due in dues.items()}


def owed_from(moment: dt.datetime | None = None) -> QuerySet[OwedFrom]:
    """What the Unit has set, the last row last."""
    return OwedFrom.objects.known_at(moment).order_by("recorded_at", "pk")


@dataclass(frozen=True)
class OwedDays:
    """From which day on what is owed, as known at a moment. Read when it is first asked, in one query."""

    moment: dt.datetime | None = None

    @cached_property
    def _days(self) -> dict[str | int, dt.date | None]:
        """By obligation the day that the Unit set last, by organisation the one on which its first person was added."""
        none, nowhere = Value(None, DateField()), Value(None, IntegerField())
        people = Membership.objects.known_at(self.moment).filter(organisation__isnull=False).order_by()
        first = people.values("organisation").annotate(at=Min("granted_at"))
        rows = owed_from(self.moment).order_by().values_list("recorded_at", "pk", "obligation", "day", nowhere)
        rows = rows.union(first.values_list("at", Value(0), Value(""), none, "organisation"), all=True)
        return {
            organisation or obligation: localdate(at) if organisation else day
            for at, _pk, obligation, day, organisation in sorted(rows, key=itemgetter(0, 1))
        }

    def day(self, organisation_id: int, obligation: str) -> dt.date | None:
        """None: nothing is owed, because the organisation has nobody yet."""
        return self._days.get(obligation) or self._days.get(EVERYTHING) or self._days.get(organisation_id)

    def owes(self, organisation_id: int, *obligations: str, ends: dt.date) -> bool:
        """What one of the obligations asks for and is about time up to `ends`: it is owed when that is not wholly
        before the day."""
        days = (self.day(organisation_id, obligation) for obligation in obligations)
        return any(day is not None and day <= ends for day in days)


def returns_obligation(owed_by: str) -> str:
    """The code under which the returns of a schedule are owed."""
    return f"returns-{owed_by}"
