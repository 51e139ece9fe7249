"""The last updates of thousands of commitments in one query. Django has no words for LATERAL, PostgreSQL does:
it spares a second query and sending thousands of ids there and back, which took longer than finding them."""

import datetime as dt
from collections.abc import Sequence

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

_LAST = """
LEFT JOIN LATERAL (
    SELECT status, confidence, kind, recorded_at FROM rollout_update
    WHERE commitment_id = owed.id{before} ORDER BY recorded_at DESC, number DESC LIMIT 1
) AS last{number} ON true"""


def last_rows(commitments: QuerySet, moments: Sequence[dt.datetime | None]) -> list[tuple]:
    """(organisation id, standard id, then status, confidence, kind and when recorded for each moment, or Nones)."""
    from psycopg.types.datetime import TimestamptzLoader

    try:
        owed, params = commitments.order_by().values("id", "organisation_id", "standard_id").query.sql_with_params()
    except EmptyResultSet:  # Django knows without asking: "one of none"
        return []
    numbers = range(len(moments))
    columns = "".join(f", last{n}.status, last{n}.confidence, last{n}.kind, last{n}.recorded_at" for n in numbers)
    joins = [
        _LAST.format(number=n, before=" AND recorded_at < %s" if moment else "") for n, moment in enumerate(moments)
    ]
    # Only the parts written here are put together; what a person asked for goes in as parameters.
    sql = f"SELECT organisation_id, standard_id{columns} FROM ({owed}) AS owed{''.join(joins)}"  # noqa: S608
    with connection.cursor() as cursor:
        # Psycopg's own reading of times: Django's is in Python, five times slower, and both are in UTC here.
        cursor.adapters.register_loader("timestamptz", TimestamptzLoader)
        cursor.execute(sql, [*params, *(moment for moment in moments if moment)])
        return cursor.fetchall()
