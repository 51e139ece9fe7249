"""What was typed comes back: see accounts/kept_forms.py."""

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.shortcuts import redirect, render

from accounts import kept_forms
from accounts.fill_in import fill_in

NOTICE = 'id="kept-form"'  # templates/_kept_form.html, which pages of the admin have not
NEVER_KEPT = ("/accounts/", "/demo/")  # passwords, codes and keys


class KeptFormsMiddleware:
    """Keeps what a form sends too late, and gives it back in the form when its page is read by the same person."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.kept_form, request.is_kept = None, False
        if kept_forms.COOKIE not in request.COOKIES or not request.user.is_authenticated:
            return self.get_response(request)
        form = kept_forms.kept_form(request)
        if form and request.method == "GET":
            request.kept_form = form
            return give_back(request, self.get_response(request), form)
        response = self.get_response(request)
        if form and request.method == "POST" and response.status_code < 400 and not request.is_kept:
            kept_forms.forget(request)
        return response

    def process_view(self, request, view, args, kwargs):
        needs_sign_in = getattr(view, "login_required", True) and not request.user.is_authenticated
        return sent_too_late(request) if request.method == "POST" and needs_sign_in else None


def sent_too_late(request):
    """To the form again, through the sign-in where that is needed. None where we do not know that the person who is
    signed in, or is about to, had opened the form: then nothing is kept."""
    opener = kept_forms.opened_by(request)
    is_theirs = not request.user.is_authenticated or opener == str(request.user.pk)
    if not opener or not is_theirs or request.path.startswith(NEVER_KEPT):
        return None
    address = request.get_full_path()
    response = redirect(address) if request.user.is_authenticated else redirect_to_login(address, settings.LOGIN_URL)
    if kept_forms.keep(request, response):
        request.is_kept = True
        return response
    typed = kept_forms.to_send_again(request)
    said = {"typed": typed, "address": address, "files": bool(request.FILES), "is_kept": False}
    return render(request, "typed.html", said, status=503)


def give_back(request, response, form):
    """In the form itself. Where its page has no such form, as after a button or on a page of checks that came between,
    or cannot say why it is filled in, on a page that shows what was typed, with a button that sends it."""
    if response.status_code >= 500 or response.streaming:
        return response
    if response.status_code == 200 and response.headers.get("Content-Type", "").startswith("text/html"):
        page, missing = fill_in(response.text, form.address, form.fields)
        if not missing and NOTICE in page:
            response.content = page
            return response
    said = {"typed": form.typed, "address": form.address, "files": form.files, "is_kept": True}
    return render(request, "typed.html", said)
