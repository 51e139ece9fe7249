"""Money, a claim's state and small sums in funding's templates: {% load funding %}."""

from django import template
from django.utils.translation import gettext as _

from funding.money import pounds as pounds_text
from funding.queries import amount_of
from funding.scales import State
from funding.tables import COLOURS
from govuk.templatetags.govuk import tag

register = template.Library()


@register.filter
def pounds(amount):
    return "" if amount is None else pounds_text(amount)


@register.filter
def claimed(standing):
    """For sentences: nothing claimed is not a claim of nil."""
    return pounds_text(standing.claimed) if standing.certified else _("nothing")


@register.simple_tag
def claim_state(state):
    return tag(State(state).label, COLOURS[State(state)])


@register.simple_tag
def version_total(version):
    return pounds_text(amount_of(version))


@register.simple_tag
def statement_difference(row):
    """How the statement differs from the claims; nobody mends it here."""
    difference = row.statement.spent - row.standing.claimed
    said = {"claimed": claimed(row.standing), "difference": pounds_text(abs(difference))}
    if row.standing.certified and not difference:
        return _("That is what is claimed: %(claimed)s.") % said
    if not row.standing.certified:
        return _("Nothing was claimed.")
    if difference > 0:
        return _("%(claimed)s is claimed, %(difference)s less than was spent.") % said
    return _("%(claimed)s is claimed, %(difference)s more than was spent. It has to be given back.") % said
