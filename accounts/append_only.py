"""The database itself refuses UPDATE and DELETE on ledger tables, also by raw SQL: TRUNCATE too on PostgreSQL, and
REPLACE on SQLite, for connections with recursive_triggers (soteria_tracker/environment.py)."""

from django.db import migrations

_SQLITE = """
CREATE TRIGGER IF NOT EXISTS {table}_no_{verb} BEFORE {verb} ON {table}
BEGIN SELECT RAISE(ABORT, '{table} is append-only: record a new row instead'); END
"""
_POSTGRESQL_FUNCTION = """
CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '% is append-only: record a new row instead', TG_TABLE_NAME USING ERRCODE = '23001'; END $$
"""
_POSTGRESQL = """
CREATE OR REPLACE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
"""


def protect(connection, table: str) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_POSTGRESQL_FUNCTION)
        template = _POSTGRESQL if connection.vendor == "postgresql" else _SQLITE
        for verb in _verbs(connection):
            cursor.execute(template.format(table=table, verb=verb))


def unprotect(connection, table: str) -> None:
    on_table = f" ON {table}" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        for verb in _verbs(connection):
            cursor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{verb}{on_table}")


def _verbs(connection) -> tuple[str, ...]:
    return ("UPDATE", "DELETE", "TRUNCATE") if connection.vendor == "postgresql" else ("UPDATE", "DELETE")


def append_only(*tables: str) -> migrations.RunPython:
    """A migration's operation. SQLite drops triggers when a later migration rebuilds the table: repeat it there."""

    def forwards(apps, schema_editor):
        for table in tables:
            protect(schema_editor.connection, table)

    def backwards(apps, schema_editor):
        for table in tables:
            unprotect(schema_editor.connection, table)

    return migrations.RunPython(forwards, backwards)
