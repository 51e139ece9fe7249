"""{% csrf_token %} of every form of the service: Django's, and who opened the form (accounts/kept_forms.py)."""

from django import template
from django.template.defaulttags import CsrfTokenNode
from django.utils.html import format_html

from accounts.kept_forms import OPENED_BY, opened_by_sign

register = template.Library()


@register.simple_tag(takes_context=True, name="csrf_token")
def form_token(context):
    token = CsrfTokenNode().render(context)
    user = getattr(context.get("request"), "user", None)
    if not token or not user or not user.is_authenticated:
        return token
    sign = '{}<input type="hidden" name="{}" value="{}">'
    return format_html(sign, token, OPENED_BY, opened_by_sign(user))
