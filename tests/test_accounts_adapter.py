"""What people change about their own sign-in is audited, without its secrets."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time

from accounts.models import AuditEvent
from accounts.passwords import set_password_path

pytestmark = pytest.mark.django_db
OLD, NEW = "Larches 4 the windward side", "Beeches 7 along the lee"


@pytest.fixture
def signed_in(client, lead):
    lead.set_password(OLD)
    lead.save()
    client.post("/accounts/login/", {"login": lead.email, "password": OLD})
    return client


def events():
    found = AuditEvent.objects.filter(action__startswith="person.").order_by("pk")
    return list(found.values_list("action", "actor", "before", "after"))


def test_changing_ones_password(signed_in, lead):
    typed = {"oldpassword": "wrong", "password1": NEW, "password2": NEW}
    assert "That is not your present password" in signed_in.post("/accounts/password/change/", typed).text
    assert events() == []
    signed_in.post("/accounts/password/change/", typed | {"oldpassword": OLD})
    assert events() == [("person.password_set", lead.email, None, None)]


def test_setting_a_password_through_a_link(client, lead):
    form = client.get(set_password_path(lead), follow=True).redirect_chain[-1][0]
    client.post(form, {"password1": NEW, "password2": NEW})
    assert events() == [("person.password_set", lead.email, None, None)]


def test_setting_up_and_giving_up_an_app(signed_in, lead, django_capture_on_commit_callbacks):
    signed_in.post("/accounts/reauthenticate/", {"password": OLD})
    page = signed_in.get("/accounts/2fa/totp/activate/")
    secret = re.search(r'app-codes">(\w+)', page.text).group(1)
    code = format_hotp_value(hotp_value(secret, list(yield_hotp_counters_from_time())[1]))
    with django_capture_on_commit_callbacks(execute=True):
        signed_in.post("/accounts/2fa/totp/activate/", {"code": f"{code[:3]}-{code[3:]}"})
    assert Authenticator.objects.filter(user=lead, type="totp").exists()
    signed_in.post("/accounts/2fa/totp/deactivate/")
    done = ["totp_activated", "totp_deactivated"]
    assert events() == [(f"person.{action}", lead.email, None, None) for action in done]


@pytest.mark.parametrize("address", ["lead@example.org", "nobody@example.org"])
def test_without_a_mail_server_the_page_still_answers(client, lead, settings, caplog, address):
    settings.EMAIL_BACKEND, settings.EMAIL_PORT = "django.core.mail.backends.smtp.EmailBackend", 1
    answer = client.post("/accounts/password/reset/", {"email": address})
    assert answer.url == "/accounts/password/reset/done/"
    assert "could not be sent" in caplog.text


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("lead@example.org", "/accounts/password/reset/key/"),
        ("nobody@example.org", "We know nobody with this address."),
    ],
)
def test_the_mail_about_a_password_is_in_our_words(client, lead, settings, mailoutbox, address, said):
    settings.SERVICE_NAME = "Leads' & Areas' Tracker"
    client.post("/accounts/password/reset/", {"email": address})
    [mail] = mailoutbox
    assert (mail.to, mail.subject) == ([address], "Set a new password for Leads' & Areas' Tracker")
    assert said in mail.body
    assert "Hello from" not in mail.body
