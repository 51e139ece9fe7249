"""Times as GOV.UK writes them: 4pm, 9:07am, midday, midnight."""

from django.utils.dateformat import format as format_moment
from django.utils.timezone import is_aware, localtime
from django.utils.translation import gettext as _


def clock(moment) -> str:
    """The London time of a moment."""
    here = localtime(moment) if is_aware(moment) else moment
    if here.minute == 0 and here.hour in (0, 12):
        return _("midday") if here.hour else _("midnight")
    return format_moment(here, "g:iA" if here.minute else "gA").lower()
