"""The database itself keeps the claims of an allocation within it and its variations, whoever writes and however many
at once. On PostgreSQL the trigger locks the allocation, so that of two claims certified at the same moment the second
sees the first; SQLite has one writer. There amounts are floats, so pence are compared as whole numbers."""

from django.db import migrations

REFUSAL = "claims exceed the allocation"
TABLES = {"funding_claim": "INSERT OR UPDATE OF amount, allocation_id", "funding_variation": "INSERT"}

_SQLITE = """
CREATE TRIGGER IF NOT EXISTS {table}_within_{verb} AFTER {event} ON {table}
BEGIN SELECT RAISE(ABORT, '{refusal}') WHERE
  (SELECT COALESCE(SUM(CAST(ROUND(amount * 100) AS INTEGER)), 0) FROM funding_claim
   WHERE allocation_id = NEW.allocation_id) >
  (SELECT CAST(ROUND(amount * 100) AS INTEGER) FROM funding_allocation WHERE id = NEW.allocation_id) +
  (SELECT COALESCE(SUM(CAST(ROUND(change * 100) AS INTEGER)), 0) FROM funding_variation
   WHERE allocation_id = NEW.allocation_id);
END
"""
_POSTGRESQL_FUNCTION = """
CREATE OR REPLACE FUNCTION funding_within_allocation() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE ceiling numeric;
BEGIN
  SELECT amount INTO ceiling FROM funding_allocation WHERE id = NEW.allocation_id FOR UPDATE;
  ceiling := ceiling + COALESCE((SELECT SUM(change) FROM funding_variation WHERE allocation_id = NEW.allocation_id), 0);
  IF COALESCE((SELECT SUM(amount) FROM funding_claim WHERE allocation_id = NEW.allocation_id), 0) > ceiling THEN
    RAISE EXCEPTION '{refusal}' USING ERRCODE = '23514';
  END IF;
  RETURN NULL;
END $$
"""
_POSTGRESQL = """
CREATE OR REPLACE TRIGGER {table}_within AFTER {event} ON {table}
FOR EACH ROW EXECUTE FUNCTION funding_within_allocation()
"""


def _forwards(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        for statement in _statements(schema_editor.connection.vendor):
            cursor.execute(statement)


def _statements(vendor):
    if vendor == "postgresql":
        yield _POSTGRESQL_FUNCTION.format(refusal=REFUSAL)
    for table, events in TABLES.items():
        if vendor == "postgresql":
            yield _POSTGRESQL.format(table=table, event=events)
            continue
        for event in events.split(" OR "):
            yield _SQLITE.format(table=table, event=event, verb=event.split()[0].lower(), refusal=REFUSAL)


def _backwards(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        for table, events in TABLES.items():
            if schema_editor.connection.vendor == "postgresql":
                cursor.execute(f"DROP TRIGGER IF EXISTS {table}_within ON {table}")
                continue
            for event in events.split(" OR "):
                cursor.execute(f"DROP TRIGGER IF EXISTS {table}_within_{event.split()[0].lower()}")


def within_allocation() -> migrations.RunPython:
    """A migration's operation. SQLite drops triggers when a later migration rebuilds the table: repeat it there."""
    return migrations.RunPython(_forwards, _backwards)
