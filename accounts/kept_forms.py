"""A form that was sent after its session had ended, or after somebody had signed in again, is kept for half an hour
for the person who had opened it, and for nobody else.

Each form carries a sign of who opened it (`{% csrf_token %}`, templatetags/opened_by.py). What was typed lies in the
cache, encrypted; the key is in a cookie of that browser alone. Whoever else signs in there destroys it."""

import hashlib
import json
from dataclasses import dataclass

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.contrib.auth import user_logged_in
from django.contrib.auth.views import redirect_to_login
from django.core import signing
from django.core.cache import cache
from django.dispatch import receiver
from django.shortcuts import redirect, render
from django.utils.crypto import get_random_string

from accounts.fill_in import fill_in

COOKIE = "kept_form"
OPENED_BY = "opened_by"
SECONDS = 30 * 60  # kept
OPEN_SECONDS = 7 * 24 * 60 * 60  # a page may be open over a long weekend, but not for ever
MOST = 250_000  # bytes, of all forms of one browser together
SIGNED_FOR = "accounts.kept_forms.opened_by"
NOTICE = 'id="kept-form"'  # templates/_kept_form.html, which pages of the admin have not
NEVER_KEPT = ("/accounts/", "/demo/")  # passwords, codes and keys


@dataclass(frozen=True)
class KeptForm:
    address: str
    fields: dict[str, list[str]]
    files: bool

    @property
    def typed(self) -> list[tuple[str, str]]:
        return [(name, value) for name, values in self.fields.items() for value in values]


def opened_by_sign(user) -> str:
    """Another one each time: a page is compressed, and what stays the same in it could be guessed (BREACH)."""
    return signing.TimestampSigner(salt=SIGNED_FOR).sign(f"{user.pk}.{get_random_string(8)}")


def opened_by(request) -> str:
    """The id of who opened the form that this request sends; empty where nobody signed in had."""
    try:
        said = signing.TimestampSigner(salt=SIGNED_FOR).unsign(request.POST.get(OPENED_BY, ""), max_age=OPEN_SECONDS)
    except signing.BadSignature:
        return ""
    return said.partition(".")[0]


def typed_fields(request) -> dict[str, list[str]]:
    """What a form held, passwords left out."""
    ours = ("csrfmiddlewaretoken", OPENED_BY)
    return {name: values for name, values in request.POST.lists() if name not in ours and "password" not in name}


def to_send_again(request) -> list[tuple[str, str]]:
    """The same as pairs, with the sign of who opened the form."""
    typed = [(name, value) for name, values in typed_fields(request).items() for value in values]
    return [*typed, (OPENED_BY, request.POST[OPENED_BY])] if OPENED_BY in request.POST else typed


def keep(request, response) -> bool:
    """Beside what this browser has kept for the same person already. False where it cannot: too long, or no cache."""
    owner, key = opened_by(request), request.COOKIES.get(COOKIE, "")
    forms = _read(key).get(owner, {})
    key = key if forms else Fernet.generate_key().decode()
    forms[request.get_full_path()] = {"fields": typed_fields(request), "files": bool(request.FILES)}
    if not _write(key, {owner: forms}):
        return False
    response.set_cookie(
        COOKIE, key, max_age=SECONDS, httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
    )
    return True


def kept_form(request) -> KeptForm | None:
    """What the person who is signed in had typed at this address."""
    address = request.get_full_path()
    form = _read(request.COOKIES.get(COOKIE, "")).get(str(request.user.pk), {}).get(address)
    return KeptForm(address, form["fields"], form["files"]) if form else None


def forget(request) -> None:
    """It has been sent."""
    key, owner = request.COOKIES.get(COOKIE, ""), str(request.user.pk)
    forms = _read(key).get(owner, {})
    forms.pop(request.get_full_path(), None)
    if forms:
        _write(key, {owner: forms})
    else:
        cache.delete(_place(key))


@receiver(user_logged_in, dispatch_uid="accounts.kept_forms.destroy")
def destroy_what_somebody_else_typed(request, user, **_said):
    key = request.COOKIES.get(COOKIE, "")
    if key and str(user.pk) not in _read(key):
        cache.delete(_place(key))


def _place(key: str) -> str:
    return f"kept-form:{hashlib.sha256(key.encode()).hexdigest()}"


def _read(key: str) -> dict:
    """By owner, then by address."""
    try:
        found = key and cache.get(_place(key))
        return json.loads(Fernet(key).decrypt(found, ttl=SECONDS)) if found else {}
    except (InvalidToken, ValueError):
        return {}


def _write(key: str, kept: dict) -> bool:
    said = json.dumps(kept).encode()
    if len(said) > MOST:
        return False
    locked = Fernet(key).encrypt(said).decode()
    cache.set(_place(key), locked, SECONDS)
    return cache.get(_place(key)) == locked  # the cache says nothing when Redis does not answer


class KeptFormsMiddleware:
    """Keeps what a form sends too late, and gives it back in the form when its page is read by the same person."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.kept_form, request.is_kept = None, False
        if COOKIE not in request.COOKIES or not request.user.is_authenticated:
            return self.get_response(request)
        form = kept_form(request)
        if form and request.method == "GET":
            request.kept_form = form
            return give_back(request, self.get_response(request), form)
        response = self.get_response(request)
        if form and request.method == "POST" and response.status_code < 400 and not request.is_kept:
            forget(request)
        return response

    def process_view(self, request, view, args, kwargs):
        needs_sign_in = getattr(view, "login_required", True) and not request.user.is_authenticated
        return sent_too_late(request) if request.method == "POST" and needs_sign_in else None


def sent_too_late(request):
    """To the form again, through the sign-in where that is needed. None where we do not know that the person who is
    signed in, or is about to, had opened the form: then nothing is kept."""
    opener = opened_by(request)
    is_theirs = not request.user.is_authenticated or opener == str(request.user.pk)
    if not opener or not is_theirs or request.path.startswith(NEVER_KEPT):
        return None
    address = request.get_full_path()
    response = redirect(address) if request.user.is_authenticated else redirect_to_login(address, settings.LOGIN_URL)
    if keep(request, response):
        request.is_kept = True
        return response
    typed = to_send_again(request)
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
