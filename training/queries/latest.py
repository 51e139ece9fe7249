import datetime as dt

from django.db.models import Exists, F, OuterRef, QuerySet


def before(rows: QuerySet, moment: dt.datetime | None) -> QuerySet:
    return rows.filter(recorded_at__lt=moment) if moment else rows


def latest_versions(model, moment: dt.datetime | None, *of: str) -> QuerySet:
    """The rows that no later version supersedes, as known before the moment; `of` names what a version is of."""
    later = before(model.objects.all(), moment).filter(
        version__gt=OuterRef("version"), **{name: OuterRef(name) for name in of}
    )
    return before(model.objects.all(), moment).filter(~Exists(later))


def latest_rows(model, moment: dt.datetime | None, *of: str) -> QuerySet:
    """Of rows without versions the last recorded of each."""
    same = {name: OuterRef(name) for name in of}
    later = before(model.objects.all(), moment).filter(pk__gt=OuterRef("pk"), **same)
    return before(model.objects.all(), moment).filter(~Exists(later)).order_by(*of, F("pk"))
