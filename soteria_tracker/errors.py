"""What a person is shown when the service fails. Nothing of a 500 or 503 needs the database or the session."""

import sys

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.csrf import requires_csrf_token

from accounts.kept_forms import sent_too_late, to_send_again


@requires_csrf_token
def server_error(request):
    """A database that does not answer, or somebody who holds what this request needs, is not a fault of the service's:
    503, soon, and with everything that was typed, to be sent again with one button."""
    if not isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        return HttpResponse(render_to_string("500.html"), status=500)
    typed = to_send_again(request) if request.method == "POST" else []
    context = {
        "typed": typed,
        "csrf_token": request.POST.get("csrfmiddlewaretoken", "") if typed else "",
        "address": request.get_full_path(),
        "files": bool(typed and request.FILES),
        "service_name": settings.SERVICE_NAME,
    }
    return HttpResponse(render_to_string("503.html", context), status=503, headers={"Retry-After": "30"})


def csrf_failure(request, reason=""):
    """A form of a page from before this person signed in again: given back to whoever had opened it, as one that was
    sent after the session had ended. The sign of who opened it cannot be had by another site."""
    return sent_too_late(request) or render(request, "403_csrf.html", status=403)
