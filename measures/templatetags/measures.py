from django import template

from measures.figures.icons import assurance_icon, variation_icon

register = template.Library()
register.simple_tag(variation_icon)
register.simple_tag(assurance_icon)
