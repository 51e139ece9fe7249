"""Reads of the Unit's log. `moment` is exclusive; None is now."""

import datetime as dt

from django.db.models import OuterRef, QuerySet, Subquery

from rollout.models import LogEntry


def log_entries(moment: dt.datetime | None = None) -> QuerySet[LogEntry]:
    return LogEntry.objects.known_at(moment).select_related("organisation", "recorded_by", "follows")


def with_follow_up(entries: QuerySet[LogEntry], moment: dt.datetime | None = None) -> QuerySet[LogEntry]:
    """Each entry with `settled_on`: the day of the first entry that follows it, as known before the moment."""
    followers = LogEntry.objects.known_at(moment).filter(follows=OuterRef("pk"))
    return entries.annotate(settled_on=Subquery(followers.order_by("happened_on", "pk").values("happened_on")[:1]))
