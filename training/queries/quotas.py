"""Reads of courses, quotas and shares. `moment` is exclusive; None is now."""

import datetime as dt

from django.db.models import QuerySet, Sum

from ledger.as_at import AsAt
from training.models import Course, Quota, Share


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
