"""The last updates of thousands of commitments in one query. Django has no words for LATERAL, PostgreSQL does:
it spares a second query and sending thousands of ids there and back, which took longer than finding them."""

import datetime as dt
from collections.abc import Sequence

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

# A seek reads every entry of the commitment that stands on the index's last page before it gives the last one. Looking
# among those of the last weeks first reads a few entries instead of a page of them, and the older ones are asked for
# only where there was none. What is found is the same whatever the interval.
_LATELY = "interval '40 days'"
_LAST = """
LEFT JOIN LATERAL (
    SELECT status, confidence, kind, recorded_at FROM rollout_update
    WHERE commitment_id = owed.id AND recorded_at >= {moment} - {lately}{before}
    ORDER BY recorded_at DESC, number DESC LIMIT 1
) AS late{number} ON true
LEFT JOIN LATERAL (
    SELECT status, confidence, kind, recorded_at FROM rollout_update
    WHERE late{number}.status IS NULL AND commitment_id = owed.id AND recorded_at < {moment} - {lately}
    ORDER BY recorded_at DESC, number DESC LIMIT 1
) AS early{number} ON true"""
_COLUMNS = ("status", "confidence", "kind", "recorded_at")


def last_rows(commitments: QuerySet, moments: Sequence[dt.datetime | None]) -> list[tuple]:
    """(organisation id, standard id, then status, confidence, kind and when recorded for each moment, or Nones)."""
    from psycopg.types.datetime import TimestamptzLoader

    try:
        owed, params = commitments.order_by().values("id", "organisation_id", "standard_id").query.sql_with_params()
    except EmptyResultSet:  # Django knows without asking: "one of none"
        return []
    columns = "".join(f", coalesce(late{n}.{name}, early{n}.{name})" for n in range(len(moments)) for name in _COLUMNS)
    joins = [_join(number, moment) for number, moment in enumerate(moments)]
    # Only the parts written here are put together; what a person asked for goes in as parameters.
    sql = f"SELECT organisation_id, standard_id{columns} FROM ({owed}) AS owed{''.join(joins)}"  # noqa: S608
    with connection.cursor() as cursor:
        # Psycopg's own reading of times: Django's is in Python, five times slower, and both are in UTC here.
        cursor.adapters.register_loader("timestamptz", TimestamptzLoader)
        cursor.execute(sql, [*params, *(moment for moment in moments if moment for _use in range(3))])
        return cursor.fetchall()


def _join(number, moment):
    said, before = ("%s::timestamptz", " AND recorded_at < %s") if moment else ("now()", "")
    return _LAST.format(number=number, moment=said, lately=_LATELY, before=before)
