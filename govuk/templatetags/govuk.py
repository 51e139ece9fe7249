"""Template builtins: signs, tags, links that keep the day, fields and filters. No {% load %} needed."""

import re

from django import template
from django.forms.utils import flatatt
from django.template.base import TextNode
from django.urls import reverse
from django.utils.html import format_html

from govuk.clock import clock
from govuk.filters import selected_filters
from govuk.forms import summary_of
from govuk.signs import sign, symbols, word
from govuk.widgets import choices_of, kind, parts_of, widget_of

register = template.Library()
register.filter(clock)
register.simple_tag(symbols, name="sign_symbols")


@register.simple_tag(takes_context=True)
def at_url(context, name, *args):
    """The address of a page, at the past day this page is about."""
    url = reverse(name, args=args)
    as_at = getattr(context.get("request"), "as_at", None)
    return as_at.link(url) if as_at else url


@register.simple_tag
def status_sign(status, confidence=None, *, confirmed=False, moved=None, former=None, compact=False):
    return sign(status, confidence, confirmed=confirmed, moved=moved, former=former, compact=compact)


@register.filter
def status_word(status):
    return word(None if status is None else int(status))


@register.simple_tag
def tag(text, colour=""):
    """A GOV.UK tag; colour grey, blue, green, yellow, orange, red, purple, teal or magenta."""
    return format_html('<strong class="govuk-tag{}">{}</strong>', f" govuk-tag--{colour}" if colour else "", text)


@register.simple_tag
def classes(name, *more, **modifiers):
    """A GOV.UK class with those of its modifiers that hold: `classes 'govuk-radios' small=True` also says --small."""
    return " ".join([name, *filter(None, more), *(f"{name}--{word}" for word, holds in modifiers.items() if holds)])


@register.simple_tag
def button_class(tags, *, link=False):
    """Of a button of allauth's, by the tags that its page gives it."""
    tags = set(tags or ())
    quiet = "prominent" not in tags if link else tags & {"outline", "link", "cancel"}
    warning = tags & {"delete", "danger"}
    return classes("govuk-button", warning=warning, secondary=quiet and not warning)


@register.simple_tag
def attributes(**values):
    """Attributes of an element, without those that have no value; aria_label is aria-label."""
    return flatatt({name.replace("_", "-"): value for name, value in values.items() if value not in ("", None)})


@register.filter
def aria_sort(column):
    if not column.is_ordered:
        return ""
    return "descending" if column.order_by_alias.is_descending else "ascending"


BREAK = "\ue000"  # a private character: what people typed keeps its white space


class Phrase(template.Node):
    """Inline text written over several lines: no space at its ends, nor before a comma, full stop or the like."""

    def __init__(self, nodelist):
        self.nodelist = nodelist
        for node in nodelist.get_nodes_by_type(TextNode):
            node.s = re.sub(r"\s*\n\s*", BREAK, node.s)

    def render(self, context):
        html = self.nodelist.render(context).strip(f"{BREAK} \n")
        html = re.sub(rf"\s*{BREAK}[\s{BREAK}]*(?=(?:<span[^>]*>)?[,.;:)](?:[\s{BREAK}<]|$))", "", html)
        return re.sub(f"{BREAK}+", " ", html)


@register.tag
def phrase(parser, _token):
    nodelist = parser.parse(["endphrase"])
    parser.delete_first_token()
    return Phrase(nodelist)


@register.simple_tag(takes_context=True)
def hidden_query(context, *leave_out):
    """Hidden inputs for the present query, so that a GET form keeps what it does not ask about."""
    return [
        (name, value) for name, values in context["request"].GET.lists() if name not in leave_out for value in values
    ]


@register.inclusion_tag("govuk/_error_summary.html")
def error_summary(*forms):
    """At the top of a page with forms: what is wrong, each linked to its field."""
    return {"errors": [error for form in forms if form for error in summary_of(form)]}


@register.inclusion_tag("govuk/_field.html")
def govuk_field(field, small=False, label_size="", legend_size="", inline=False):
    return {
        "field": field,
        "radios_small": small,
        "checkboxes_small": small,
        "label_size": label_size,
        "legend_size": legend_size,
        "radios_inline": inline,
    }


@register.inclusion_tag("govuk/_filter.html", takes_context=True)
def filter_form(context, form, heading=""):
    """The filter beside a list: a GET form that needs no JavaScript, with what is chosen as tags to take away."""
    request = context["request"]
    names = {form.add_prefix(name) for name in form.fields}
    rest = request.GET.copy()
    for name in [*names, "page", "_export"]:
        rest.pop(name, None)
    return {
        "form": form,
        "heading": heading,
        "selected": selected_filters(form, request),
        "kept": [(name, value) for name, values in rest.lists() for value in values],
        "clear_url": request.path + (f"?{rest.urlencode()}" if rest else ""),
    }


register.simple_tag(widget_of, name="govuk_widget")
register.simple_tag(kind, name="govuk_kind")
register.simple_tag(choices_of, name="govuk_choices")
register.simple_tag(parts_of, name="govuk_date_parts")
