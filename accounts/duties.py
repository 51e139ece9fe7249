"""The database itself keeps duties apart: whoever did what came before does not do what comes after, whatever roles
they hold. The actions say so first, in words; this holds for whoever writes past them. What was written before a
trigger was there stays as it was."""

from dataclasses import dataclass

from django.db import migrations

REFUSAL = "duties are kept apart"


@dataclass(frozen=True)
class Apart:
    """`columns` of a row are never the same person, and none of those whom `before` finds: queries of people's ids,
    with NEW for the row."""

    table: str
    columns: tuple[str, ...]
    before: tuple[str, ...]

    @property
    def is_broken(self) -> str:
        pairs = [
            f"NEW.{one} = NEW.{other}"
            for number, one in enumerate(self.columns)
            for other in self.columns[number + 1 :]
        ]
        earlier = [f"NEW.{column} IN ({found})" for column in self.columns for found in self.before]
        return " OR ".join([*pairs, *earlier])

    def changes(self, distinct: str) -> str:
        return " OR ".join(f"NEW.{column} {distinct} OLD.{column}" for column in self.columns)

    def created(self, vendor: str):
        """On PostgreSQL one function for both triggers; SQLite has a trigger for each verb."""
        update = f"UPDATE OF {', '.join(self.columns)} ON {self.table}"
        if vendor == "postgresql":
            yield (
                f"CREATE OR REPLACE FUNCTION {self.table}_apart() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
                f"IF {self.is_broken} THEN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = '23514'; END IF; "
                "RETURN NULL; END $$"
            )
            run = f"EXECUTE FUNCTION {self.table}_apart()"
            yield f"CREATE OR REPLACE TRIGGER {self.table}_apart_new AFTER INSERT ON {self.table} FOR EACH ROW {run}"
            changed = self.changes("IS DISTINCT FROM")
            yield f"CREATE OR REPLACE TRIGGER {self.table}_apart AFTER {update} FOR EACH ROW WHEN ({changed}) {run}"
            return
        refuse = f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}') WHERE {self.is_broken}; END"
        yield f"CREATE TRIGGER IF NOT EXISTS {self.table}_apart_new AFTER INSERT ON {self.table} {refuse}"
        yield f"CREATE TRIGGER IF NOT EXISTS {self.table}_apart AFTER {update} WHEN {self.changes('IS NOT')} {refuse}"

    def dropped(self, vendor: str):
        on = f" ON {self.table}" if vendor == "postgresql" else ""
        yield from (f"DROP TRIGGER IF EXISTS {self.table}_apart{which}{on}" for which in ("", "_new"))


def kept_apart(duties: Apart) -> migrations.RunPython:
    """A migration's operation. SQLite drops triggers when a later migration rebuilds the table: repeat it there."""

    def run(statements):
        def each(apps, schema_editor):
            with schema_editor.connection.cursor() as cursor:
                for statement in statements(schema_editor.connection.vendor):
                    cursor.execute(statement)

        return each

    return migrations.RunPython(run(duties.created), run(duties.dropped))
