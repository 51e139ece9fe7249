"""The feed of everything due: each kind reaches only those who hold its own permission."""

import datetime as dt

import pytest

from forces import deadlines
from forces.deadlines import Deadline, feed, register
from forces.models import Organisation
from ledger.as_at import AsAt

DAY = dt.date(2024, 4, 30)


@pytest.fixture
def asked(monkeypatch, db):
    """Two kinds read from the same rows, each with its own permission. Answers how often they are asked."""
    times = []
    monkeypatch.setattr(deadlines, "_kinds", {})

    def source(organisations, *, as_at):
        times.append(1)
        for organisation in organisations:
            for kind in ("open", "secret"):
                key = f"{kind}-{organisation.slug}"
                yield Deadline(key=key, kind=kind, organisation=organisation, due=DAY, title=key, url="/")

    register("open", source, "view_open", settle="view_open", label="Open")
    register("secret", source, "view_secret", settle="view_secret", label="Secret")
    return times


def test_a_source_of_two_permissions_shows_each_kind_to_its_own(asked):
    scope = {"view_open": ["durham", "kent"], "view_secret": ["durham"]}
    found = feed(lambda name: Organisation.objects.filter(slug__in=scope[name]), as_at=AsAt(DAY))
    assert sorted(each.key for each in found) == ["open-durham", "open-kent", "secret-durham"]


def test_a_source_of_one_permission_is_asked_once(asked, monkeypatch):
    source = deadlines.kinds()["open"].source
    register("secret", source, "view_open", settle="view_open", label="Open")
    found = feed(lambda name: Organisation.objects.filter(slug="durham"), as_at=AsAt(DAY))
    assert sorted(each.key for each in found) == ["open-durham", "secret-durham"]
    assert len(asked) == 1
    found = feed(lambda name: Organisation.objects.filter(slug="durham"), as_at=AsAt(DAY), kinds=["open"])
    assert [each.key for each in found] == ["open-durham"]
