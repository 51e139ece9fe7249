"""What is kept in Redis is plain and of one build: a deployment never reads what another left."""

import datetime as dt
import pickle
import re
from decimal import Decimal
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from forces.deadlines import Deadline
from forces.models import Organisation
from ledger.kept import kept, key_of
from rollout.scales import Status
from tests.plugins import what_is_kept

# Every page and picture that keeps something.
KEEPING = (
    "/national/", "/national/?compare=2024-01-01", "/standards/", "/training/", "/funding/", "/inspections/",
    "/inspections/?compare=2024-01-01", "/measures/charged_pct/", "/measures/charged_pct/?sort=force",
    "/measures/charged_pct/chart.svg",
    "/organisations/avon-and-somerset/", "/organisations/avon-and-somerset/commitments/",
    "/organisations/avon-and-somerset/position.svg",
)  # fmt: skip


def test_what_was_worked_out_is_kept():
    assert kept(("once",), lambda: "once") == "once"
    assert kept(("once",), lambda: "twice") == "once"


def test_nothing_is_an_answer_too():
    assert kept(("nothing",), lambda: None) is None
    assert kept(("nothing",), lambda: "again") is None


PLAIN = (
    41, -1, True, None, 1.5, "text", "", [], (), {}, b"", b"\x80bytes", [1, (2, "3"), {4: None, "dict": {"date": "x"}}],
    {dt.date(2024, 2, 29): Decimal("1.10"), (1, 2): [dt.datetime(2024, 2, 29, 12, 30, tzinfo=dt.UTC)]},
)  # fmt: skip


@pytest.mark.parametrize("value", PLAIN, ids=repr)
def test_it_comes_back_as_it_was(value):
    cache.set("plain", value)
    found = cache.get("plain")
    assert (found, repr(found)) == (value, repr(value))


OBJECTS = (
    Organisation(pk=1), Status.EMBEDDED, gettext_lazy("later"), SafeString("<b>"), {1, 2}, object(), Organisation,
    [Deadline("key", "kind", None, dt.date(2024, 1, 1), "title", "/url/")],
)  # fmt: skip


@pytest.mark.parametrize("value", OBJECTS, ids=lambda value: type(value).__name__)
def test_an_object_is_not_kept(value):
    with pytest.raises(TypeError, match="not kept"):
        cache.set("object", value)
    assert cache.get("object") is None


@pytest.mark.parametrize("data", [pickle.dumps(["x"]), b"", b"{", b'{"set": [1]}', b'{"date": 1}', b'{"date": "x"}'])
def test_what_something_else_wrote_is_not_read(data):
    cache._cache.get_client().set(":1:key", data)
    assert cache.get("key", "made anew") == "made anew"


def test_one_module_keeps():
    """Whoever else asks Django's cache would have to think of the build, the language and the kind of value. What was
    typed is bytes that only one browser can open, and outlives a deployment."""
    sources = [path for path in settings.BASE_DIR.glob("*/**/*.py") if path.parent.parent.name != "tests"]
    own = [path for path in sources if path.relative_to(settings.BASE_DIR).parts[0] in _apps()]
    uses = re.compile(r"django\.core\.cache|\bimport pickle|RedisCache\(")
    found = {str(path.relative_to(settings.BASE_DIR)) for path in own if uses.search(path.read_text())}
    assert found == {"ledger/cache.py", "ledger/kept.py", "accounts/kept_forms.py"}


def _apps():
    return {path.parent.name for path in Path(settings.BASE_DIR).glob("*/apps.py")}


def test_a_key_carries_build_and_language(monkeypatch):
    from django.utils.translation import override

    first = key_of(("page",))
    with override("cy"):
        welsh = key_of(("page",))
    monkeypatch.setattr("ledger.kept.build", lambda: "the next")
    assert len({first, welsh, key_of(("page",))}) == 3


@pytest.fixture
def something_everywhere(published, say, commitment, lead, issued, fund_year):
    say(commitment, by=lead)


@pytest.mark.usefixtures("something_everywhere")
@pytest.mark.parametrize("address", KEEPING)
def test_what_an_older_build_left_is_left_alone(see, unit, monkeypatch, address):
    """Whatever it is: here a list where text was wanted, and text where a list was."""
    right = see(unit, address)
    names = set(what_is_kept.kept())
    assert right.status_code == 200
    assert names
    assert not what_is_kept.not_plain()
    cache.clear()
    monkeypatch.setattr("ledger.kept.build", lambda: "the older")
    see(unit, address)
    redis = cache._cache.get_client()
    older = {
        key: b'["of", "the older"]' if value[:1] == b"\x00" else b'"text"' for key, value in what_is_kept.kept().items()
    }
    redis.mset(older)
    monkeypatch.undo()
    again = see(unit, address)
    assert (again.status_code, again.words) == (200, right.words)
    assert {key: redis.get(key) for key in older} == older
    assert set(what_is_kept.kept()) == names | set(older)
