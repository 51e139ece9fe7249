"""No test gets a moment written as a day of another place: Django formats an aware time in whatever zone it comes in,
and the database's is UTC."""

import pytest
from django.utils.dateformat import DateFormat
from django.utils.timezone import get_current_timezone, is_aware


@pytest.fixture(autouse=True)
def days_are_londons(monkeypatch):
    before = DateFormat.__init__

    def checked(self, obj):
        if hasattr(obj, "tzinfo") and hasattr(obj, "date") and is_aware(obj):
            assert obj.tzinfo == get_current_timezone(), f"{obj} is written as it is in {obj.tzinfo}: localtime() first"
        before(self, obj)

    monkeypatch.setattr(DateFormat, "__init__", checked)
