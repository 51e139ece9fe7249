"""What bin/start and migrate do with a database of before migrations began anew."""

import sqlite3

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from launch.start import set_earlier_demonstration_aside


@pytest.fixture
def earlier(tmp_path):
    file = tmp_path / "demonstration.sqlite3"
    with sqlite3.connect(file) as database:
        database.execute("CREATE TABLE accounts_auditevent (id integer)")
    (tmp_path / "demonstration.sqlite3-wal").touch()
    return file


def test_an_earlier_demonstration_is_set_aside_whole(earlier, tmp_path, capsys):
    set_earlier_demonstration_aside(tmp_path)
    assert not earlier.exists()
    names = sorted(path.name.partition(".")[2] for path in tmp_path.iterdir())
    assert names == ["sqlite3", "sqlite3-wal"]
    assert str(next(tmp_path.glob("demonstration-until-*.sqlite3"))) in capsys.readouterr().out


def test_one_of_today_stays(tmp_path, capsys):
    file = tmp_path / "demonstration.sqlite3"
    with sqlite3.connect(file) as database:
        database.execute("CREATE TABLE ledger_auditevent (id integer)")
    set_earlier_demonstration_aside(tmp_path)
    set_earlier_demonstration_aside(tmp_path / "nothing-here")
    assert file.exists()
    assert not capsys.readouterr().out


def test_migrate_refuses_an_earlier_database_and_changes_nothing(db):
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE accounts_auditevent (id integer)")
    before = connection.introspection.table_names()
    with pytest.raises(CommandError, match="Nothing in it was changed"):
        call_command("migrate", verbosity=0)
    assert connection.introspection.table_names() == before
