"""A plan as a list: its categories by period."""

import django_tables2 as tables
from django.utils.timezone import localdate
from django.utils.translation import gettext as _text
from django.utils.translation import gettext_lazy as _

from funding import words
from funding.models import Plan
from funding.scales import Category
from funding.sums import total
from funding.tables import MoneyColumn
from govuk.tables import Table

NOT_PLANNED = _("not planned")


class PlanTable(Table):
    formats = ()  # not alone on its page: its downloads have an address of their own
    category = tables.Column(verbose_name=_("Category"))
    year = MoneyColumn(verbose_name=_("Year"), default=NOT_PLANNED)

    class Meta:
        sequence = ("category", "...", "year")


def plan_table(plan: Plan) -> PlanTable:
    lines = {(line.starts, line.category): line.amount for line in plan.lines.all()}
    starts = sorted({day for day, _category in lines})
    headings = [(f"from_{day:%Y_%m}", words.month_text(day)) for day in starts]
    periods = [(name, MoneyColumn(verbose_name=heading, default=NOT_PLANNED)) for name, heading in headings]
    rows = []
    for category in Category:
        amounts = [lines.get((day, category.value)) for day in starts]  # an empty box plans nothing
        planned = [amount for amount in amounts if amount is not None]
        cells = dict(zip([name for name, _column in periods], amounts, strict=True))
        rows.append(cells | {"category": category.label, "year": total(planned) if planned else None})
    said = {"who": plan.recorded_by, "day": words.day_text(localdate(plan.recorded_at))}
    caption = _text("Planned spend, recorded by %(who)s on %(day)s") % said
    return PlanTable(rows, extra_columns=periods, caption=caption, orderable=False, prefix="plan-")
