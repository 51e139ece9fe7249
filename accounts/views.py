from django.conf import settings
from django.contrib.auth import get_user_model, login
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from accounts.demo import DEMO_PEOPLE

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


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
    return redirect("home")
