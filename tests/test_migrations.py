"""Tests make their tables straight from the models (pyproject.toml): here the migrations are held to them, and to know
nothing of our code, which changes under them."""

import os
import re
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command

from ledger.triggers import triggers_of
from tests.settings import HERE

MIGRATIONS = sorted(HERE.glob("*/migrations/0*.py"))
OURS = sorted({path.parent.parent.name for path in MIGRATIONS})


@pytest.mark.parametrize("path", MIGRATIONS, ids=lambda path: f"{path.parent.parent.name}.{path.stem}")
def test_a_migration_imports_none_of_our_code(path: Path):
    imports = rf"^(?:from|import) ({'|'.join([*OURS, 'govuk', 'dashboard'])})\b"
    assert not re.findall(imports, path.read_text(), re.MULTILINE)


def test_no_model_has_changed_without_one(db):
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_a_database_that_was_migrated_has_every_table_and_trigger(tmp_path):
    file = tmp_path / "migrated.sqlite3"
    given = os.environ | {"DATABASE_URL": f"sqlite:///{file}", "DJANGO_SETTINGS_MODULE": "soteria_tracker.settings"}
    command = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
    subprocess.run(command, cwd=HERE, env=given, check=True, timeout=300)
    with sqlite3.connect(file) as database:
        made = {(kind, name.lower()) for kind, name in database.execute("SELECT type, name FROM sqlite_master")}
    models = [model for model in apps.get_models() if model._meta.app_label in OURS]
    assert {("table", model._meta.db_table) for model in models} <= made
    wanted = [
        statement.split()[2].lower()
        for model in models
        for trigger in triggers_of(model)
        for statement in trigger.made("sqlite")
    ]
    assert len(wanted) > 80
    assert {("trigger", name) for name in wanted} <= made
