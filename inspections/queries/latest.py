import datetime as dt

from django.db.models import QuerySet


def before(rows: QuerySet, moment: dt.datetime | None) -> QuerySet:
    """`moment` is exclusive; None is now."""
    return rows.filter(recorded_at__lt=moment) if moment else rows
