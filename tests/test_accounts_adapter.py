"""What people change about their own sign-in is audited, without its secrets."""

import datetime as dt
import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time

from forces.management.commands.add_person import set_password_path
from ledger.models import AuditEvent

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


def test_without_a_mail_server_the_page_still_answers(client, lead, settings, caplog):
    settings.EMAIL_BACKEND, settings.EMAIL_PORT = "django.core.mail.backends.smtp.EmailBackend", 1
    answer = client.post("/accounts/password/reset/", {"email": lead.email})
    assert answer.url == "/accounts/password/reset/done/"
    assert "could not be sent" in caplog.text


def test_an_address_that_nobody_has_is_not_written_to_and_not_told_apart(client, lead, mailoutbox):
    known, unknown = (
        client.post("/accounts/password/reset/", {"email": address}, follow=True)
        for address in (lead.email, "nobody@example.org")
    )
    assert [mail.to for mail in mailoutbox] == [[lead.email]]
    assert known.redirect_chain == unknown.redirect_chain == [("/accounts/password/reset/done/", 302)]


@pytest.mark.parametrize(("minutes", "works"), [(59, True), (61, False)])
def test_the_link_of_a_mail_lasts_an_hour(client, lead, mailoutbox, time_machine, minutes, works):
    began = dt.datetime(2024, 5, 1, 9, tzinfo=dt.UTC)
    time_machine.move_to(began)
    client.post("/accounts/password/reset/", {"email": lead.email})
    body = " ".join(mailoutbox[0].body.split())
    assert "The link works once and for an hour." in body
    time_machine.move_to(began + dt.timedelta(minutes=minutes))
    page = client.get(re.search(r"/accounts/password/reset/key/\S+", body).group(), follow=True)
    assert ("Choose a new password" in page.text) is works
    assert ("This link no longer works" in page.text) is not works


def test_the_mail_about_a_password_is_in_our_words(client, lead, settings, mailoutbox):
    settings.SERVICE_NAME = "Leads' & Areas' Tracker"
    client.post("/accounts/password/reset/", {"email": lead.email})
    [mail] = mailoutbox
    assert (mail.to, mail.subject) == ([lead.email], "Set a new password for Leads' & Areas' Tracker")
    assert "/accounts/password/reset/key/" in mail.body
    assert "Hello from" not in mail.body
