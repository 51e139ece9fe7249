import datetime as dt

from django.db.models import Exists, OuterRef, QuerySet


def before(rows: QuerySet, moment: dt.datetime | None, at: str = "recorded_at") -> QuerySet:
    """`moment` is exclusive; None is now."""
    return rows.filter(**{f"{at}__lt": moment}) if moment else rows


def latest(rows: QuerySet, moment: dt.datetime | None, number: str, *of: str) -> QuerySet:
    """Of each thing that `of` names the row with the highest `number` that was known."""
    same = {name: OuterRef(name) for name in of} | {f"{number}__gt": OuterRef(number)}
    known = before(rows, moment)
    return known.filter(~Exists(before(rows.model._default_manager.all(), moment).filter(**same)))
