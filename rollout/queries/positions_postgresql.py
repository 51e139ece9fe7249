"""The last updates of thousands of commitments in one query. Django has no words for LATERAL, PostgreSQL does:
it spares a second query and sending thousands of ids there and back, which took longer than finding them."""

import datetime as dt

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

# A seek reads every entry of the commitment that stands on the index's last page before it gives the last one. Looking
# among those of the last weeks first reads a few entries instead of a page of them, and the older ones are asked for
# only where there was none. What is found is the same whatever the interval.
_LATELY = "interval '20 days'"
_LAST = """
LEFT JOIN LATERAL (
    SELECT {columns} FROM rollout_update
    WHERE commitment_id = owed.id AND recorded_at >= {moment} - {lately}{before}
    ORDER BY recorded_at DESC, number DESC LIMIT 1
) AS {name}_late ON true
LEFT JOIN LATERAL (
    SELECT {columns} FROM rollout_update
    WHERE {name}_late.status IS NULL AND commitment_id = owed.id AND recorded_at < {moment} - {lately}
    ORDER BY recorded_at DESC, number DESC LIMIT 1
) AS {name}_early ON true"""
_NOW, _FORMER = ("status", "confidence", "kind", "recorded_at"), ("status",)


def last_rows(commitments: QuerySet, moment: dt.datetime | None, compared: dt.datetime | None = None) -> list[tuple]:
    """(organisation id, standard id, status, confidence, kind and when recorded, or Nones); with a moment to compare
    with, the status there after them."""
    from psycopg.types.datetime import TimestamptzLoader

    try:
        owed, params = commitments.order_by().values("id", "organisation_id", "standard_id").query.sql_with_params()
    except EmptyResultSet:  # Django knows without asking: "one of none"
        return []
    found, joins = _found("now", _NOW), _join("now", _NOW, moment)
    if compared:
        found, joins = found + _found("former", _FORMER), joins + _join("former", _FORMER, compared)
    # Only the parts written here are put together; what a person asked for goes in as parameters.
    sql = f"SELECT organisation_id, standard_id{found} FROM ({owed}) AS owed{joins}"  # noqa: S608
    with connection.cursor() as cursor:
        # Psycopg's own reading of times: Django's is in Python, five times slower, and both are in UTC here.
        cursor.adapters.register_loader("timestamptz", TimestamptzLoader)
        cursor.execute(sql, [*params, *(each for each in (moment, compared) if each for _use in range(3))])
        return cursor.fetchall()


def _found(name, columns):
    return "".join(f", coalesce({name}_late.{column}, {name}_early.{column})" for column in columns)


def _join(name, columns, moment):
    said, before = ("%s::timestamptz", " AND recorded_at < %s") if moment else ("now()", "")
    return _LAST.format(name=name, columns=", ".join(columns), moment=said, lately=_LATELY, before=before)
