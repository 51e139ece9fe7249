"""What one build drew is not shown by the next, even where nobody set VERSION."""

import os

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ledger import kept

pytestmark = pytest.mark.django_db


def test_a_file_that_changed_makes_another_build(tmp_path, settings):
    settings.BASE_DIR, settings.LOCALE_PATHS, before = tmp_path, [], kept.build()
    template = tmp_path / "templates" / "page.html"
    template.parent.mkdir()
    template.touch()
    kept.build.cache_clear()
    first = kept.build()
    os.utime(template, (2_000_000_000, 2_000_000_000))
    assert kept.build() == first  # a running process goes on as what it is
    kept.build.cache_clear()
    assert len({before, first, kept.build()}) == 3
    kept.build.cache_clear()


def test_all_of_the_code_counts():
    names = {folder.name for folder in kept._folders()}
    assert {"accounts", "rollout", "measures", "dashboard", "templates"} <= names
    assert not any(".venv" in folder.parts for folder in kept._folders())


def test_what_another_build_kept_is_made_anew(client, unit, monkeypatch, django_assert_num_queries):
    client.force_login(unit)
    client.get("/national/")
    with django_assert_num_queries(4):
        client.get("/national/")
    monkeypatch.setattr("ledger.kept.build", lambda: "the next")
    with CaptureQueriesContext(connection) as made:
        client.get("/national/")
    assert len(made) > 4
