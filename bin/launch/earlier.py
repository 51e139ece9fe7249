"""A demonstration of before December 2026, when migrations began anew, is set aside and made again. What people have
recorded is never touched: `migrate` refuses such a database in words (ledger/earlier.py)."""

import datetime as dt
import sqlite3
from contextlib import closing
from pathlib import Path

from launch.said import say

ENDINGS = ("", "-wal", "-shm")


def set_earlier_demonstration_aside(var: Path) -> None:
    """Under another name, so that nothing is lost by accident."""
    database = var / "demonstration.sqlite3"
    if not (database.exists() and is_earlier(database)):
        return
    aside = database.with_name(f"demonstration-until-{dt.datetime.now().astimezone():%Y-%m-%d-%H%M%S}.sqlite3")
    for ending in ENDINGS:
        if (part := Path(f"{database}{ending}")).exists():
            part.rename(f"{aside}{ending}")
    say(f"  The demonstration here was made by an earlier version: it is now {aside}, and a new one is made.")


def is_earlier(database: Path) -> bool:
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    return "accounts_auditevent" in tables
