"""What the database itself refuses, by triggers that are made anew after every migrate: of each model that says
`append_only`, and of what else a model names in `triggers`. So no migration names a table or has to repeat them, which
SQLite would need where a migration rebuilds one."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connections, transaction


@dataclass(frozen=True)
class AppendOnly:
    """UPDATE and DELETE are refused, also by raw SQL: TRUNCATE too on PostgreSQL, and REPLACE on SQLite, for
    connections with recursive_triggers (soteria_tracker/environment.py)."""

    table: str

    def made(self, vendor: str) -> Iterator[str]:
        said = "is append-only: record a new row instead"
        if vendor == "postgresql":
            yield (
                "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ "
                f"BEGIN RAISE EXCEPTION '% {said}', TG_TABLE_NAME USING ERRCODE = '23001'; END $$"
            )
            refuse = "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        else:
            refuse = f"BEGIN SELECT RAISE(ABORT, '{self.table} {said}'); END"
        for name, verb in self._names(vendor):
            yield f"CREATE TRIGGER {name} BEFORE {verb} ON {self.table} {refuse}"

    def dropped(self, vendor: str) -> Iterator[str]:
        for name, _verb in self._names(vendor):
            yield drop(name, self.table, vendor)

    def _names(self, vendor: str) -> list[tuple[str, str]]:
        verbs = ("UPDATE", "DELETE", "TRUNCATE") if vendor == "postgresql" else ("UPDATE", "DELETE")
        return [(f"{self.table}_no_{verb.lower()}", verb) for verb in verbs]


@dataclass(frozen=True)
class Apart:
    """Whoever did what came before does not do what comes after, whatever roles they hold. The actions say so first, in
    words; this holds for whoever writes past them. `columns` of a row are never the same person, and none of those
    whom `before` finds: queries of people's ids, with NEW for the row."""

    table: str
    columns: tuple[str, ...]
    before: tuple[str, ...]

    RULE = REFUSAL = "duties are kept apart"

    def made(self, vendor: str) -> Iterator[str]:
        """On PostgreSQL one function for both triggers; SQLite has a trigger for each verb."""
        table, update = self.table, f"UPDATE OF {', '.join(self.columns)} ON {self.table}"
        if vendor == "postgresql":
            yield (
                f"CREATE OR REPLACE FUNCTION {table}_apart() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
                f"IF {self._is_broken} THEN RAISE EXCEPTION '{self.REFUSAL}' USING ERRCODE = '23514'; END IF; "
                "RETURN NULL; END $$"
            )
            run, differs = f"EXECUTE FUNCTION {table}_apart()", "IS DISTINCT FROM"
            each_row, changed = f"FOR EACH ROW {run}", f"FOR EACH ROW WHEN ({self._changes(differs)}) {run}"
        else:
            each_row = f"BEGIN SELECT RAISE(ABORT, '{self.REFUSAL}') WHERE {self._is_broken}; END"
            changed = f"WHEN {self._changes('IS NOT')} {each_row}"
        yield f"CREATE TRIGGER {table}_apart_new AFTER INSERT ON {table} {each_row}"
        yield f"CREATE TRIGGER {table}_apart AFTER {update} {changed}"

    def dropped(self, vendor: str) -> Iterator[str]:
        for which in ("", "_new"):
            yield drop(f"{self.table}_apart{which}", self.table, vendor)

    @property
    def _is_broken(self) -> str:
        pairs = [
            f"NEW.{one} = NEW.{other}"
            for number, one in enumerate(self.columns)
            for other in self.columns[number + 1 :]
        ]
        earlier = [f"NEW.{column} IN ({found})" for column in self.columns for found in self.before]
        return " OR ".join([*pairs, *earlier])

    def _changes(self, differs: str) -> str:
        return " OR ".join(f"NEW.{column} {differs} OLD.{column}" for column in self.columns)


def drop(name: str, table: str, vendor: str) -> str:
    return f"DROP TRIGGER IF EXISTS {name}" + (f" ON {table}" if vendor == "postgresql" else "")


def triggers_of(model) -> Iterator:
    """A many-to-many of an append-only model is as append-only as the row it belongs to."""
    if getattr(model, "append_only", False):
        yield AppendOnly(model._meta.db_table)
        for field in model._meta.local_many_to_many:
            yield AppendOnly(field.remote_field.through._meta.db_table)
    yield from getattr(model, "triggers", ())


def make_triggers(app_config, using: str, **_said) -> None:
    """After every migrate, of each app. In one transaction, so that on PostgreSQL no moment is without them."""
    connection = connections[using]
    with transaction.atomic(using), connection.cursor() as cursor:
        for model in app_config.get_models():
            for trigger in triggers_of(model):
                for statement in (*trigger.dropped(connection.vendor), *trigger.made(connection.vendor)):
                    cursor.execute(statement)


def protect(connection, table: str) -> None:
    _run(connection, AppendOnly(table).made(connection.vendor))


def unprotect(connection, table: str) -> None:
    _run(connection, AppendOnly(table).dropped(connection.vendor))


def _run(connection, statements) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
