"""What every mail of the service has, whatever sends it: the service's name in its subject, whom to ask at its foot, an
id of the service's own host, and a sign that nobody typed it, so that no absence note answers."""

import uuid
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _


def named(subject: str) -> str:
    if settings.SERVICE_NAME in subject:
        return subject
    return _("%(service)s: %(subject)s") % {"service": settings.SERVICE_NAME, "subject": subject}


def foot() -> str:
    said = {"service": settings.SERVICE_NAME, "unit": settings.UNIT_NAME, "address": settings.UNIT_EMAIL}
    if settings.UNIT_EMAIL:
        return _("%(service)s, for the %(unit)s. If you have a question, write to %(address)s.") % said
    return _("%(service)s, for the %(unit)s. If you have a question, ask your contact there.") % said


def headers(reference: str = "") -> dict[str, str]:
    """A mail sent twice with one reference has the same Message-ID, so that most programs show it once."""
    found = {
        "Message-ID": f"<{reference or uuid.uuid4()}@{urlsplit(settings.SITE_URL).hostname}>",
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
    }
    if settings.UNIT_EMAIL:
        found["Reply-To"] = settings.UNIT_EMAIL
    return found
