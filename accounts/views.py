from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME, get_user_model, login
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from accounts import sessions
from accounts.demo import DEMO_PEOPLE

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def own_addresses(request):
    """allauth would let people change the address they sign in with. It says who they are in the audit: not theirs."""
    raise Http404


@login_not_required
@require_POST
def stay_signed_in(request):
    """Asked by the page shortly before the session ends. Seconds until it does; 0 when it has."""
    if not request.session_left:
        return JsonResponse({"idle": 0, "whole": 0})
    request.session[sessions.USED] = sessions.now()
    return JsonResponse(sessions.seconds_left(request.session))


@login_not_required
@require_POST
def demo_sign_in(request):
    """One click signs in as a demonstration person; outside demonstration mode there is no such page."""
    if not settings.DEMO:
        raise Http404
    person = next((person for person in DEMO_PEOPLE if person.key == request.POST.get("person")), None)
    if person is None:
        raise Http404
    login(request, get_object_or_404(get_user_model(), email=person.email, is_active=True), backend=BACKEND)
    wanted = request.POST.get(REDIRECT_FIELD_NAME, "")
    here = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return redirect(wanted if here else "home")
