"""Every mail of every kind names the service, says whom to ask, and shows that a machine of ours wrote it."""

import ast
from pathlib import Path

import allauth
import pytest
from allauth.account.adapter import get_adapter
from allauth.core import context
from django.conf import settings as service
from django.test import RequestFactory

from reminders import notify, sending
from reminders.models import Message
from tests.plugins.reminders import MORNING

ROOT = Path(service.BASE_DIR)
PLACES = ("account/email", "mfa/email")
KINDS = {
    f"{place}/{path.name.removesuffix('_subject.txt')}"
    for place in PLACES
    for templates in (ROOT / "templates", Path(allauth.__file__).parent / "templates")
    for path in (templates / place).glob("*_subject.txt")
}
FOOT = "Leads' & Areas' Tracker, for the Joint Unit. If you have a question, ask your contact there."


@pytest.fixture(autouse=True)
def named(settings):
    settings.SERVICE_NAME = "Leads' & Areas' Tracker"
    settings.SITE_URL = "https://www.tracker.example:8443"
    settings.DEFAULT_FROM_EMAIL = "Tracker <no-reply@mail.example>"
    return settings


def is_ours(mail, foot=FOOT):
    assert "Leads' & Areas' Tracker" in mail.subject
    assert mail.body.endswith(f"\n\n{foot}\n")
    assert all("&amp;" in content for content, _type in getattr(mail, "alternatives", []))
    headers = mail.message()
    assert headers["Auto-Submitted"] == "auto-generated"
    assert headers["X-Auto-Response-Suppress"] == "All"
    assert headers["Message-ID"].endswith("@www.tracker.example>")
    return headers["Message-ID"]


@pytest.fixture
def reminder(due, plan, force, lead):
    due.add(force)
    plan()
    return Message.objects.get()


def test_there_are_kinds_to_go_through():
    assert {"account/email/password_reset_key", "mfa/email/totp_activated"} <= KINDS


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_mail_about_an_account(kind, lead, mailoutbox):
    request = RequestFactory().get("/")
    request.user = lead
    said = {"user": lead, "ip": "", "user_agent": "", "timestamp": MORNING, "code": "123456", "key": "k"}
    with context.request_context(request):
        for _twice in range(2):
            get_adapter(request).send_mail(kind, lead.email, said | {"request": request})
    first, second = map(is_ours, mailoutbox)
    assert first != second


def test_a_mail_that_somebody_asked_for(client, lead, mailoutbox):
    client.post("/accounts/password/reset/", {"email": lead.email})
    (mail,) = mailoutbox
    is_ours(mail)


def test_a_reminder_by_smtp(named, reminder, mailoutbox):
    named.REMINDERS_SENDER = "smtp"
    assert sending.send(reminder.pk, now=MORNING) == "sent"
    (mail,) = mailoutbox
    assert is_ours(mail) == f"<{reminder.pk}@www.tracker.example>"


def test_a_reminder_by_notify(named, reminder, monkeypatch):
    """Notify writes the headers, and gets the words."""
    asked = []

    class Client:
        def send_email_notification(self, **what):
            asked.append(what["personalisation"])

    named.REMINDERS_SENDER = "notify"
    monkeypatch.setattr(notify, "client", Client)
    assert sending.send(reminder.pk, now=MORNING) == "sent"
    assert asked[0]["subject"].startswith("Leads' & Areas' Tracker: ")
    assert asked[0]["body"].endswith(f"\n\n{FOOT}\n")


def test_with_an_address_of_the_unit_questions_and_answers_go_there(named, client, lead, reminder, mailoutbox):
    named.UNIT_EMAIL, named.REMINDERS_SENDER = "unit@unit.example", "smtp"
    client.post("/accounts/password/reset/", {"email": lead.email})
    sending.send(reminder.pk, now=MORNING)
    foot = "Leads' & Areas' Tracker, for the Joint Unit. If you have a question, write to unit@unit.example."
    for mail in mailoutbox:
        is_ours(mail, foot)
        assert mail.message()["Reply-To"] == "unit@unit.example"
    assert 'href="mailto:unit@unit.example"' in mailoutbox[1].alternatives[0][0]


def test_nothing_else_sends_mail():
    """Faults go to the log, for nobody is named to get them by mail."""
    assert list(service.ADMINS) == list(service.MANAGERS) == []
    apps = {name for name in service.INSTALLED_APPS if (ROOT / name).is_dir()} | {"soteria_tracker"}
    ours = [path for app in apps for path in (ROOT / app).rglob("*.py")]
    assert len(ours) > 400
    assert [str(path.relative_to(ROOT)) for path in ours if _imports_mail(path)] == ["reminders/senders.py"]


def _imports_mail(path) -> bool:
    names = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom):
            names |= {node.module, *(f"{node.module}.{each.name}" for each in node.names)}
        elif isinstance(node, ast.Import):
            names |= {each.name for each in node.names}
    return bool(names & {"django.core.mail", "smtplib"})
