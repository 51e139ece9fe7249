"""Reads of reporting periods. `moment` is exclusive; None is now."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from forces.models import Extension, Organisation, OwedBy, ReportingPeriod


def periods(moment: dt.datetime | None = None) -> QuerySet[ReportingPeriod]:
    """Those known at the moment, the latest first."""
    return ReportingPeriod.objects.known_at(moment).order_by("-starts", "-pk")


def owing(period: ReportingPeriod) -> QuerySet[Organisation]:
    """Who owes a return for the period: those of its kinds that were there on its last day."""
    there = Q(active_from__isnull=True) | Q(active_from__lte=period.ends)
    there &= Q(active_to__isnull=True) | Q(active_to__gt=period.ends)
    return Organisation.objects.filter(there, kind__in=OwedBy(period.owed_by).kinds)


@dataclass(frozen=True)
class DueDates:
    """When the returns of one period are due, with what was extended by the moment asked about. An organisation has
    the later of its own last extension and the last one for all; a mistaken one is put right by another."""

    planned: dt.date
    for_all: Extension | None
    own: dict[int, Extension]

    def of(self, organisation: Organisation) -> dt.date:
        extension = self.extension_of(organisation)
        return extension.due if extension else self.planned

    def extension_of(self, organisation: Organisation) -> Extension | None:
        found = [each for each in (self.for_all, self.own.get(organisation.pk)) if each and each.due > self.planned]
        return max(found, key=lambda extension: extension.due, default=None)


def due_dates(period: ReportingPeriod, moment: dt.datetime | None = None) -> DueDates:
    """One query."""
    extensions = Extension.objects.filter(period=period).order_by("recorded_at", "pk")
    if moment:
        extensions = extensions.filter(recorded_at__lt=moment)
    last = {extension.organisation_id: extension for extension in extensions}
    return DueDates(period.due, last.pop(None, None), last)
