"""What a person is shown when the service fails. Nothing here needs the database or the session."""

import sys

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.views.decorators.csrf import requires_csrf_token


@requires_csrf_token
def server_error(request):
    """A database that does not answer, or somebody who holds what this request needs, is not a fault of the service's:
    503, soon, and with everything that was typed, to be sent again with one button."""
    if not isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        return HttpResponse(render_to_string("500.html"), status=500)
    typed = [] if request.method != "POST" else typed_in(request)
    context = {
        "typed": typed,
        "csrf_token": request.POST.get("csrfmiddlewaretoken", "") if typed else "",
        "address": request.get_full_path(),
        "files": bool(typed and request.FILES),
        "service_name": settings.SERVICE_NAME,
    }
    return HttpResponse(render_to_string("503.html", context), status=503, headers={"Retry-After": "30"})


def typed_in(request) -> list[tuple[str, str]]:
    """What a form held, passwords left out."""
    return [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name != "csrfmiddlewaretoken" and "password" not in name
    ]
