"""Training: figures brought as far as a test needs, and the form of boxes."""

import datetime as dt
import re
import uuid
from html import unescape

import pytest

from training.actions import CompletionEntry, record_completions, share_out
from training.models import Course, Quota

RECORDED = dt.datetime(2024, 1, 10, 9, tzinfo=dt.UTC)


@pytest.fixture
def risdp(db):
    return Course.objects.get(code="risdp")


@pytest.fixture
def complete(force, lead):
    """complete({month: number}, course="risdp"): recorded by the lead, on top of what is there."""

    def record(numbers, *, course="risdp", at=RECORDED, organisation=force, by=lead, reason="Late.", **said):
        found = Course.objects.get(code=course)
        known = {row.month: row.version for row in found.completions.filter(organisation=organisation)}
        entries = [CompletionEntry(found, month, number, known.get(month, 0)) for month, number in numbers.items()]
        common = {"by": by, "reason": reason, "today": dt.date(2026, 11, 25), "now": at}
        return record_completions(organisation=organisation, entries=entries, **common | said)

    return record


@pytest.fixture
def share(force, unit_manager):
    return share_out(quota=Quota.objects.get(), numbers={force: 47}, basis="by_hand", by=unit_manager, now=RECORDED)


def boxes_in(page) -> dict[str, str]:
    """Every field of the boxes that a page would send back, and its token."""
    fields = re.findall(r"<input[^>]*>", page.content.decode())
    named = [(re.search(r' name="([^"]*)"', each), re.search(r' value="([^"]*)"', each)) for each in fields]
    found = {name[1]: unescape(value[1]) if value else "" for name, value in named if name}
    return {name: value for name, value in found.items() if name[:2] in ("n-", "b-") or name == "token"}


def box(month: str, number, *, base=0, course="risdp") -> dict[str, str]:
    return {f"n-{course}-{month}": str(number), f"b-{course}-{month}": str(base)}


def form_token() -> dict[str, str]:
    return {"token": str(uuid.uuid4())}
