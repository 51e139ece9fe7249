"""A list of two forces."""

from datetime import date

import django_tables2 as tables

from govuk.tables import DateColumn, NumberColumn, StatusColumn, Table

ROWS = [
    {"name": "=1+1", "status": None, "count": -3, "seen": date(2024, 2, 29)},
    {"name": "Durham", "status": 4, "count": 7, "seen": None},
]


class ForceTable(Table):
    caption = "Forces"
    name = tables.Column(linkify=lambda record: "/forces/")
    status = StatusColumn()
    count = NumberColumn()
    seen = DateColumn(verbose_name="Last seen", default="not seen")
