"""The database itself keeps the claims of an allocation within it and its variations, whoever writes and however many
at once. On PostgreSQL the trigger locks the allocation, so that of two claims certified at the same moment the second
sees the first; SQLite has one writer. There amounts are floats, so pence are compared as whole numbers."""

from collections.abc import Iterator
from dataclasses import dataclass

from ledger.triggers import drop

REFUSAL = "claims exceed the allocation"  # as both say it
_SQLITE = """
BEGIN SELECT RAISE(ABORT, 'claims exceed the allocation') WHERE
  (SELECT COALESCE(SUM(CAST(ROUND(amount * 100) AS INTEGER)), 0) FROM funding_claim
   WHERE allocation_id = NEW.allocation_id) >
  (SELECT CAST(ROUND(amount * 100) AS INTEGER) FROM funding_allocation WHERE id = NEW.allocation_id) +
  (SELECT COALESCE(SUM(CAST(ROUND(change * 100) AS INTEGER)), 0) FROM funding_variation
   WHERE allocation_id = NEW.allocation_id);
END
"""
_POSTGRESQL = """
CREATE OR REPLACE FUNCTION funding_within_allocation() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE ceiling numeric;
BEGIN
  SELECT amount INTO ceiling FROM funding_allocation WHERE id = NEW.allocation_id FOR UPDATE;
  ceiling := ceiling + COALESCE((SELECT SUM(change) FROM funding_variation WHERE allocation_id = NEW.allocation_id), 0);
  IF COALESCE((SELECT SUM(amount) FROM funding_claim WHERE allocation_id = NEW.allocation_id), 0) > ceiling THEN
    RAISE EXCEPTION 'claims exceed the allocation' USING ERRCODE = '23514';
  END IF;
  RETURN NULL;
END $$
"""


@dataclass(frozen=True)
class WithinAllocation:
    """After these `events` on a table: INSERT, or INSERT OR UPDATE of columns."""

    table: str
    events: str

    RULE = "claims stay within the allocation"

    def made(self, vendor: str) -> Iterator[str]:
        if vendor == "postgresql":
            yield _POSTGRESQL
            run = "FOR EACH ROW EXECUTE FUNCTION funding_within_allocation()"
            yield f"CREATE TRIGGER {self.table}_within AFTER {self.events} ON {self.table} {run}"
            return
        for name, event in self._each_event():
            yield f"CREATE TRIGGER {name} AFTER {event} ON {self.table} {_SQLITE}"

    def dropped(self, vendor: str) -> Iterator[str]:
        names = [f"{self.table}_within"] if vendor == "postgresql" else [name for name, _event in self._each_event()]
        yield from (drop(name, self.table, vendor) for name in names)

    def _each_event(self) -> list[tuple[str, str]]:
        """SQLite has a trigger for each."""
        return [(f"{self.table}_within_{event.split()[0].lower()}", event) for event in self.events.split(" OR ")]
