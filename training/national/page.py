"""What the training page shows of a quota, read as at a moment."""

from collections.abc import Iterator, Sequence

from forces.models import Organisation
from govuk.numbers import number_text, of_text
from ledger.as_at import AsAt, end_of
from training.models import Completion, PublishedResult, Quota
from training.months import end_of_month, last_full_month, months_between
from training.national import words
from training.national.headcount_coverage import headcount_coverage
from training.national.run import Run
from training.progress import (
    Progress,
    QuotaVerdict,
    Totals,
    counted_reports,
    national,
    position,
    progress,
    reached,
    totals,
)
from training.shares import adds_up


def quota_page(quota: Quota, others: Sequence[Quota], forces: Sequence[Organisation], as_at: AsAt) -> dict:
    """Eight queries whatever the number of forces, months and other quotas."""
    reports = counted_reports(as_at)
    found, by_month = position(quota, forces, as_at, reports), totals(reports)
    now, then = found.national, earlier(quota, as_at, len(forces))
    came = {month: number for month, (number, _reporters) in by_month.items() if month >= quota.starts}
    owed = {month.month for month in (now.months if now.is_final else now.months[: now.settled])}  # by now
    missing = [len(owed.intersection(force.progress.missing)) for force in found.forces]
    with_share = [force.progress for force in found.forces if force.share]
    posts = [force.workforce for force in found.forces if force.workforce]
    intervals = [each.outlook.at_the_end for each in then if each.outlook.at_the_end]
    held = sum(round(end.lower) <= (now.done or 0) <= round(end.upper) for end in intervals)
    return {
        "quota": quota,
        "position": found,
        "now": now,
        "run": Run(quota, now),
        "earlier": then,
        "sentence": words.sentence(now),
        "afterwards": words.late(now, reached(quota.number, came)) if now.verdict == QuotaVerdict.MISSED else "",
        "bar": None
        if now.done is None
        else {
            "words": of_text(now.done, now.quota),
            "done": number_text(now.done),
            "value": min(now.done, now.quota),  # a bar cannot be fuller than full; its words can
            "max": now.quota,
        },
        "paces": words.paces(now),
        "forecast": words.forecast(now),
        "coming_in": words.coming_in(now),
        "reports": words.reports(len(owed), [number for number in missing if number], len(forces), len(found.silent)),
        "shared": adds_up(quota.number, found.shared),
        "shares": words.shares(with_share) if with_share else "",
        # Over the forces that have recorded a workforce: three numbers that are not one another.
        "posts": {"forces": len(posts)}
        | {name: sum(getattr(row, name) for row in posts) for name in ("established", "filled", "qualified")},
        "held": (held, len(intervals)),  # of the forecasts made for a date that is over, how many held what came
        "trained": [(each.audience.label, words.trained(each)) for each in headcount_coverage(found.forces, as_at)],
        "published": [
            _published(result, by_month) for result in PublishedResult.objects.filter(known_from__lte=as_at.day)
        ],
        "others": [(other, words.sentence(national(other, as_at, len(forces), reports))) for other in others],
    }


def _published(result, by_month: Totals) -> dict:
    """A result that somebody published beside the ledger's own total of the months that were over by then."""
    until = last_full_month(result.day)
    found = [reported for month, reported in by_month.items() if month <= until]
    ledger = sum(number for number, _reporters in found) if found else None  # when nobody had reported any
    reporters = set().union(*(reporters for _number, reporters in found))
    said = words.difference(result.number, ledger)
    return {"result": result, "until": until, "ledger": ledger, "reporters": len(reporters), "words": said}


def earlier(quota: Quota, as_at: AsAt, forces: int) -> list[Progress]:
    """National progress as it was known at each earlier month end, oldest first: exactly what the page said then. Two
    queries, however many months: the ledger is read once and replayed."""
    terms = list(Quota.objects.filter(code=quota.code, known_from__lte=as_at.day).order_by("pk"))
    ends = [end_of_month(month) for month in months_between(quota.starts, quota.due)]
    days = [day for day in ends if day < min(quota.due, as_at.day)]
    found = []
    counted = Completion.objects.filter(
        course__counts=True,
        month__gte=min(row.starts for row in terms),
        month__lte=max(row.due for row in terms),
    )
    for day, reported in zip(days, _replayed(counted, as_at, days), strict=True):
        then = [row for row in terms if row.known_from <= day]
        if then:
            found.append(progress(then[-1], day, reported, forces=forces))
    return found


def _replayed(counted, as_at, days) -> Iterator[Totals]:
    """What was known at the end of each day. The same dict, which grows from day to day."""
    in_order = counted.known_at(as_at.moment).order_by("recorded_at", "pk")
    rows = list(in_order.values_list("organisation", "course", "month", "number", "recorded_at"))
    known: Totals = {}
    last: dict[tuple, int] = {}
    at = 0
    for day in days:
        moment = end_of(day)
        while at < len(rows) and rows[at][-1] < moment:
            force, course, month, number, _recorded = rows[at]
            done, reporters = known.get(month, (0, set()))
            done += number - last.get((force, course, month), 0)  # a later version supersedes
            known[month] = done, reporters | {force}
            last[force, course, month] = number
            at += 1
        yield known
