"""Reads of training's ledgers, as at a moment (exclusive; None is now) or a page's day."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet, Sum

from forces.models import Organisation
from ledger.as_at import AsAt
from training.models import Completion, Course, Headcount, Quota, Share, Workforce


def courses(as_at: AsAt) -> QuerySet[Course]:
    return Course.objects.filter(known_from__lte=as_at.day)


def quotas(as_at: AsAt) -> list[Quota]:
    """As they stood on that day, the first due first. Few rows, so the last of each is found here."""
    known = Quota.objects.filter(known_from__lte=as_at.day).order_by("pk")
    return sorted({quota.code: quota for quota in known}.values(), key=lambda quota: (quota.due, quota.code))


def shares(quota: Quota, moment: dt.datetime | None = None) -> dict[int, Share]:
    """By organisation."""
    rows = Share.objects.last_of("quota", "organisation", moment=moment).filter(quota=quota.code, number__gt=0)
    return {share.organisation_id: share for share in rows}


def every_share(moment: dt.datetime | None = None) -> dict[tuple[str, int], Share]:
    """By quota's code and organisation. One query."""
    rows = Share.objects.last_of("quota", "organisation", moment=moment).filter(number__gt=0)
    return {(share.quota, share.organisation_id): share for share in rows}


def shared_out(moment: dt.datetime | None = None) -> dict[str, int]:
    """How much of each quota, by its code. One query."""
    rows = Share.objects.last_of("quota", "organisation", moment=moment).order_by().values_list("quota")
    return dict(rows.annotate(total=Sum("number")))


def latest_completions(moment: dt.datetime | None = None) -> QuerySet[Completion]:
    return Completion.objects.last_of("organisation", "course", "month", moment=moment)


def monthly(completions: QuerySet[Completion]) -> dict[int, dict[dt.date, int]]:
    """By organisation and month, the completions of all courses in the query together. A month that is not in it was
    not reported. One query."""
    rows = completions.order_by().values_list("organisation", "month").annotate(total=Sum("number"))
    found: dict[int, dict[dt.date, int]] = defaultdict(dict)
    for organisation, month, total in rows:
        found[organisation][month] = total
    return dict(found)


def latest_workforce(as_at: AsAt) -> dict[int, Workforce]:
    """By organisation. One query."""
    known = Workforce.objects.last_of("organisation", "day", moment=as_at.moment).filter(day__lte=as_at.day)
    newer = known.filter(organisation=OuterRef("organisation"), day__gt=OuterRef("day"))
    return {row.organisation_id: row for row in known.filter(~Exists(newer))}


def latest_headcounts(as_at: AsAt) -> dict[tuple[int, str], Headcount]:
    """By organisation and kind. One query."""
    known = Headcount.objects.last_of("organisation", "kind", "day", moment=as_at.moment).filter(day__lte=as_at.day)
    newer = known.filter(organisation=OuterRef("organisation"), kind=OuterRef("kind"), day__gt=OuterRef("day"))
    return {(row.organisation_id, row.kind): row for row in known.filter(~Exists(newer))}


def workforce_of(organisation: Organisation, as_at: AsAt) -> QuerySet[Workforce]:
    """Every version, the last day and its last version first."""
    rows = Workforce.objects.filter(organisation=organisation, day__lte=as_at.day).known_at(as_at.moment)
    return rows.select_related("recorded_by").order_by("-day", "-version")


def headcounts_of(organisation: Organisation, as_at: AsAt) -> QuerySet[Headcount]:
    """Every version, the last day and its last version first."""
    rows = Headcount.objects.filter(organisation=organisation, day__lte=as_at.day).known_at(as_at.moment)
    return rows.select_related("recorded_by").order_by("-day", "kind", "-version")


@dataclass(frozen=True)
class Figures:
    """One force's monthly figures by course and month, every version of each, the first first: corrections stay
    visible. A month that is not in it was not reported."""

    versions: dict[tuple[int, dt.date], list[Completion]]

    def of(self, course: Course, month: dt.date) -> list[Completion]:
        return self.versions.get((course.pk, month), [])

    def latest(self, course: Course, month: dt.date) -> Completion | None:
        return next(reversed(self.of(course, month)), None)

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
    rows = Completion.objects.filter(organisation=force).known_at(moment)
    for row in rows.select_related("recorded_by").order_by("version"):
        found[row.course_id, row.month].append(row)
    return Figures(dict(found))
