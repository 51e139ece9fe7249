"""Money, a claim's state and small sums in funding's templates: {% load funding %}."""

from django import template
from django.utils.translation import gettext as _

from funding.money import pounds as pounds_text
from funding.queries import amount_of
from funding.scales import State
from funding.tables import COLOURS
from govuk.templatetags.govuk import at_url, tag

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


@register.simple_tag(takes_context=True)
def claim_url(context, page, name="claim", *more, kind=""):
    """The address of a claim's page, or of what `name` does with it."""
    row, organisation = page.row, context["organisation"]
    of_claim = (row.allocation.fund.code, row.year, page.span.starts, kind or page.kind)
    return at_url(context, name, organisation.slug, *of_claim, *more)
