"""Money, a claim's state and small sums in funding's templates: {% load funding %}."""

from django import template
from django.utils.translation import gettext as _

from funding import words
from funding.money import pounds as pounds_text
from funding.queries import amount_of
from funding.scales import Category, State
from funding.sums import total
from funding.tables import COLOURS
from govuk.templatetags.govuk import tag

register = template.Library()


@register.filter
def pounds(amount):
    return "" if amount is None else pounds_text(amount)


@register.simple_tag
def claim_state(state):
    return tag(State(state).label, COLOURS[State(state)])


@register.simple_tag
def version_total(version):
    return pounds_text(amount_of(version))


@register.simple_tag
def plan_table(plan):
    """Its periods in words, and for each category its name, amounts by period, and their sum."""
    lines = list(plan.lines.all())
    starts = sorted({line.starts for line in lines})
    names = {day: words.month_text(day) for day in starts}
    by_box = {(line.starts, line.category): line.amount for line in lines}
    rows = []
    for category in Category:
        amounts = [(names[day], by_box.get((day, category.value), 0)) for day in starts]
        rows.append((category.label, amounts, total(amount for _day, amount in amounts)))
    return {"periods": list(names.values()), "rows": rows}


@register.simple_tag
def statement_difference(row):
    """How the statement differs from the claims; nobody mends it here."""
    difference = row.statement.spent - row.standing.claimed
    said = {"claimed": pounds_text(row.standing.claimed), "difference": pounds_text(abs(difference))}
    if not difference:
        return _("That is what is claimed: %(claimed)s.") % said
    if difference > 0:
        return _("%(claimed)s is claimed, %(difference)s less than was spent.") % said
    return _("%(claimed)s is claimed, %(difference)s more than was spent. It has to be given back.") % said
