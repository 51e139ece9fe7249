"""The database itself refuses to change what was recorded, also by raw SQL and in bulk."""

import datetime as dt

import pytest
from django.db import DatabaseError, connection, transaction

from ledger.models import AuditEvent
from rollout.models import Commitment, Evidence, LogEntry, Update

TABLES = {
    "ledger_auditevent": "actor",
    "rollout_update": "note",
    "rollout_evidence": "title",
    "rollout_logentry": "text",
}
NOW = dt.datetime(2024, 4, 30, 12, tzinfo=dt.UTC)


@pytest.fixture
def one_row_each(say, commitment, unit):
    update = say(commitment, at=NOW)
    Evidence.objects.create(update=update, title="Plan", link="https://example.org/", speaks_for=NOW, received_at=NOW)
    LogEntry.objects.create(kind="call", text="Called.", happened_on=NOW, recorded_at=NOW, recorded_by=unit)


@pytest.mark.parametrize(("table", "column"), TABLES.items())
@pytest.mark.parametrize("sql", ["UPDATE {table} SET {column} = ''", "DELETE FROM {table}"])
def test_the_database_refuses(one_row_each, table, column, sql):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")  # noqa: S608
        assert cursor.fetchone()[0]
        with pytest.raises(DatabaseError, match=f"{table} is append-only"), transaction.atomic():
            cursor.execute(sql.format(table=table, column=column))


@pytest.mark.parametrize("table", TABLES)
def test_nor_can_rows_be_replaced_or_the_whole_table_be_emptied(one_row_each, table):
    sql = {
        "sqlite": f"INSERT OR REPLACE INTO {table} SELECT * FROM {table} LIMIT 1",  # noqa: S608
        "postgresql": f"SET CONSTRAINTS ALL IMMEDIATE; TRUNCATE {table} CASCADE",
    }
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql[connection.vendor])


@pytest.mark.parametrize("model", [AuditEvent, Update, Evidence, LogEntry])
def test_so_does_it_for_the_orm(one_row_each, model):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        model.objects.order_by("pk").first().save()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("time", ["once", "and again"])
def test_a_transactional_test_finds_the_reference_data_and_an_empty_ledger(say, time):
    assert Commitment.objects.count() == 1612
    assert not Update.objects.exists()
    say(("durham", "P1-1"), at=NOW)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM rollout_update")
