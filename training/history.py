"""National progress as it was known at each earlier month end: exactly what the page said then."""

from collections.abc import Iterator

from ledger.as_at import AsAt, end_of
from training.models import Completion, Quota
from training.months import end_of_month, months_between
from training.progress import Progress, SpecialCause, Totals, progress


def earlier(quota: Quota, as_at: AsAt, special_cause: SpecialCause, forces: int) -> list[Progress]:
    """Oldest first, of so many forces. Two queries, however many months: the ledger is read once and replayed."""
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
            found.append(progress(then[-1], day, reported, special_cause, forces=forces))
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
