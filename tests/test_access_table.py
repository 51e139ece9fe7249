"""access_table.txt: every address by every kind of person. An address that is not in the table fails the test.

Objects are Avon and Somerset's. `partner` leads its partner Area, `outsider` another force. Below each address of an
organisation stands the same with something of another organisation's under one's own prefix: nobody gets that.
"""

import html
import re

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import get_resolver

from accounts.kept_forms import OPENED_BY, opened_by_sign
from ledger.models import AuditEvent
from soteria_tracker import health
from tests.plugins.addresses import PEOPLE, ROWS, VISITOR
from tests.plugins.what_is_kept import not_plain

SECTIONS = {}
for _row in ROWS:
    SECTIONS.setdefault(_row[2].strip("/").partition("/")[0], []).append(_row)
ELSEWHERE = ("admin/", "accounts/")  # enumerated in test_admin.py, and below


@pytest.mark.walks
@pytest.mark.parametrize("section", SECTIONS)
def test_every_address_by_every_person(request, objects, monkeypatch, section):
    """By section, because it takes longer to make all the objects than to ask for an address."""
    monkeypatch.setattr(health, "SECONDS", 0.05)  # no worker will answer
    wrong = [said for row in SECTIONS[section] for said in _wrong(request, row, objects)]
    assert not wrong, "\n".join(wrong)


def _wrong(request, row, objects):
    _name, method, address, *expected = row
    for who, status in zip(PEOPLE, map(int, expected), strict=True):
        answer = _answer(request, who, method, address.format(**objects))
        if answer.status_code != status:
            yield f"{method} {address}: {who} got {answer.status_code}, not {status}"
        elif who == VISITOR and status == 302 and not answer.url.startswith("/accounts/login/"):
            yield f"{method} {address}: a visitor was sent to {answer.url}"
        yield from (f"{method} {address}: {who} left {left}" for left in not_plain())
        cache.clear()


def _answer(request, who, method, address):
    """Each finds everything as it was, whatever those before did."""
    person, client = request.getfixturevalue(who) if who != VISITOR else None, Client()
    before = transaction.savepoint()
    if person:
        client.force_login(person)
    page = getattr(client, method.lower())(address, {"base": "1"} if method == "POST" else {})
    transaction.savepoint_rollback(before)
    return page


@pytest.mark.parametrize("method", ["put", "patch", "delete", "post"])
def test_a_page_that_is_only_read_refuses_other_methods(client, unit, objects, method):
    client.force_login(unit)
    written = {row[2].partition("?")[0] for row in ROWS if row[1] == "POST"}
    read = {row[2].partition("?")[0] for row in ROWS if row[0] != "organisation"} - written
    statuses = {address: getattr(client, method)(address.format(**objects)).status_code for address in read}
    assert {status for address, status in statuses.items() if status != 404} == {405}, statuses


TYPED = "What we heard on 3 May, <as it was> said." + " And more." * 150
RESEND = "Send what you typed again"  # the page for what has no form
TEXT_FIELD = re.compile(r'<(?:textarea|input(?=[^>]* type="text"))[^>]* name="([^"]+)"')
FORM = re.compile(r'<form(?=[^>]* method="post")([^>]*)>(.*?)</form>', re.DOTALL)


@pytest.mark.walks
def test_what_was_typed_into_any_form_outlives_the_session(request, objects):
    """Into the form itself where the address has one; else on a page with a button. Nothing is recorded meanwhile."""
    asked, wrong, filled = AuditEvent.objects.count(), [], 0
    written = [row for row in ROWS if row[1] == "POST" and row[3] == "302"]
    for _name, _how, address, *expected in written:
        may = [who for who, status in zip(PEOPLE, expected, strict=True) if who != VISITOR and status in ("200", "302")]
        if may:
            lost, has_text = _lost(request.getfixturevalue(may[0]), address.format(**objects))
            wrong += lost
            filled += has_text
    assert len(written) > 90
    assert filled > 30
    assert not wrong, "\n".join(wrong)
    assert AuditEvent.objects.count() == asked


def _lost(person, address):
    client = Client()
    client.force_login(person)
    page = client.get(address)
    own = [] if page.status_code != 200 else [
        set(TEXT_FIELD.findall(inside)) for tag, inside in FORM.findall(page.text) if "action=" not in tag
    ]  # fmt: skip
    names = max(own, key=len, default=set())
    client.session.flush()
    sent = dict.fromkeys(names or ["note"], TYPED) | {OPENED_BY: opened_by_sign(person)}
    answer = client.post(address, sent)
    client.force_login(person)
    page = client.get(address)
    is_kept = html.escape(TYPED) in page.text and "Your session ended before this was recorded" in page.text
    lost = [
        f"{address}: {person} typed into {', '.join(names) or 'nothing'}, and got {answer} and {page}"
        for holds in (answer.url.startswith("/accounts/login/"), is_kept, not (names and RESEND in page.text))
        if not holds
    ]
    return lost, bool(names)


def addresses(resolver, prefix=""):
    """Every (address pattern, name) of the site."""
    for pattern in resolver.url_patterns:
        address = prefix + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            yield from addresses(pattern, address)
        else:
            yield address, pattern.name


def test_every_address_is_in_the_table():
    named = {name for address, name in addresses(get_resolver()) if not address.startswith(ELSEWHERE)}
    assert named == {row[0] for row in ROWS}


PUBLIC = {
    "account_login", "account_logout", "account_signup", "account_reset_password", "account_reset_password_done",
    "account_reset_password_from_key_done", "account_inactive", "account_email_verification_sent", "mfa_login_webauthn",
    "account_confirm_login_code", "mfa_authenticate",  # these two lead to signing in until it has begun
}  # fmt: skip


def test_account_pages_ask_for_sign_in_unless_they_are_for_signing_in(client, db):
    found = [(address, name) for address, name in addresses(get_resolver()) if address.startswith("accounts/")]
    open_to_all = {name for address, name in found if "<" not in address and opens(client.get(f"/{address}"))}
    assert open_to_all == PUBLIC


def opens(page):
    return page.status_code == 200 or (page.status_code == 302 and "next=" not in page.url)
