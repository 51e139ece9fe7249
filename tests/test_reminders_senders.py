"""The senders against servers of the tests' own: SMTP by aiosmtpd, GOV.UK Notify by a few lines of http.server."""

import datetime as dt
import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from aiosmtpd.controller import Controller
from django.utils import timezone

from launch.start import free_port
from reminders import notify
from reminders.models import Message
from reminders.senders import Mail, MailRefused, keep, send_by_smtp, sender

MAIL = Mail("a7f1", "lead@example.org", "1 overdue: Kent, déjà", "Text\n", "<p>Text</p>")
KEY = "tests-00000000-0000-0000-0000-000000000001-00000000-0000-0000-0000-000000000002"


class Sink:
    """Keeps what comes; `answers` by the verb that it answers otherwise."""

    def __init__(self):
        self.mails, self.answers = [], {}

    async def handle_RCPT(self, server, session, envelope, address, options):
        if answer := self.answers.get("RCPT"):
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if answer := self.answers.get("DATA"):
            return answer
        self.mails.append(envelope.content.decode())
        return "250 OK"


@pytest.fixture
def sink(settings):
    sink, port = Sink(), free_port()
    server = Controller(sink, hostname="127.0.0.1", port=port)
    server.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", port, 2
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.DEFAULT_FROM_EMAIL = "Tracker <no-reply@tracker.example>"
    yield sink
    server.stop()


def test_a_mail_has_both_texts_and_the_reference(sink, settings):
    settings.SITE_URL = "https://www.tracker.example:8443"
    assert send_by_smtp(MAIL) == ""
    (mail,) = sink.mails
    assert "Message-ID: <a7f1@www.tracker.example>" in mail
    assert "X-Reference: a7f1" in mail
    assert "Auto-Submitted: auto-generated" in mail
    assert "text/plain" in mail
    assert "text/html" in mail


@pytest.mark.parametrize("verb", ["RCPT", "DATA"])
def test_five_hundreds_are_for_good_and_four_hundreds_are_not(sink, verb):
    sink.answers[verb] = "550 No such user here"
    with pytest.raises(MailRefused, match="550 No such user here"):
        send_by_smtp(MAIL)
    sink.answers[verb] = "451 Try later"
    with pytest.raises(OSError, match="451 Try later"):
        send_by_smtp(MAIL)


def test_a_silent_port_and_an_odd_address(sink, settings):
    with pytest.raises(MailRefused):
        send_by_smtp(Mail("b", "two\nlines@example.org", "S", "T", "H"))
    settings.EMAIL_PORT = free_port()
    with pytest.raises(ConnectionRefusedError):
        send_by_smtp(MAIL)


@pytest.fixture
def notify_server(settings):
    """What Notify was asked, and what it answers: `server.answer` to a mail, `server.statuses` about them."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            server.asked.append((self.path, body))
            self._answer(*server.answer)

        def do_GET(self):
            rows = [{"status": status} for status in server.statuses]
            self._answer(200, {"notifications": rows, "links": {}})

        def _answer(self, code, said):
            self.send_response(code)
            self.end_headers()
            self.wfile.write(json.dumps(said).encode())

        def log_message(self, *_):
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    server.asked, server.answer, server.statuses = [], (201, {"id": "n-1"}), []
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    settings.NOTIFY_URL = f"http://127.0.0.1:{server.server_port}"
    settings.NOTIFY_API_KEY, settings.NOTIFY_TEMPLATE_ID = KEY, "template-1"
    notify.client.cache_clear()
    yield server
    notify.client().request_session.close()
    notify.client.cache_clear()
    server.shutdown()
    thread.join()
    server.server_close()


def test_notify_gets_the_words_and_the_messages_id_as_reference(notify_server):
    assert notify.send(MAIL) == ""
    assert notify_server.asked == [
        (
            "/v2/notifications/email",
            {
                "email_address": "lead@example.org",
                "template_id": "template-1",
                "personalisation": {"subject": MAIL.subject, "body": "Text\n"},
                "reference": "a7f1",
            },
        )
    ]


def test_notifys_refusals_are_in_its_words(notify_server):
    errors = [{"error": "ValidationError", "message": "email_address Not a valid email address"}]
    notify_server.answer = (400, {"errors": errors, "status_code": 400})
    with pytest.raises(MailRefused, match="400 email_address Not a valid email address"):
        notify.send(MAIL)


@pytest.mark.parametrize("code", [403, 429, 500])
def test_what_is_not_the_mails_fault_is_tried_again(notify_server, code):
    notify_server.answer = (code, {"errors": [{"message": "Not now"}]})
    with pytest.raises(OSError, match=f"{code} Not now"):
        notify.send(MAIL)


@pytest.fixture
def taken(lead):
    """A mail that Notify took yesterday."""
    now = timezone.now()
    said = {"recipient": lead, "day": now, "planned_at": now, "next_try_at": now, "ended_at": now}
    return Message.objects.create(state="sent", sender="notify", **said)


@pytest.mark.parametrize(
    ("statuses", "state", "said"),
    [
        (["sending"], "sent", ""),
        (["delivered"], "sent", "delivered"),
        (["permanent-failure"], "failed", "permanent-failure"),
        (["temporary-failure", "delivered"], "sent", "delivered"),
    ],
)
def test_a_bounce_that_notify_learns_of_later_is_a_failure(notify_server, taken, statuses, state, said):
    notify_server.statuses = statuses
    assert notify.ask_about_sent(now=timezone.now()) == bool(said)
    taken.refresh_from_db()
    assert (taken.state, taken.said) == (state, said)
    assert notify.ask_about_sent(now=timezone.now() + dt.timedelta(days=5)) == 0


@pytest.mark.parametrize(("name", "chosen"), [("smtp", send_by_smtp), ("notify", notify.send), ("outbox", keep)])
def test_the_setting_chooses(settings, name, chosen):
    settings.REMINDERS_SENDER = name
    assert sender() == chosen
