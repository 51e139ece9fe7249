"""A form sent after its session had ended comes back to whoever had opened it, and to nobody else."""

import datetime as dt
import html
import re

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts import kept_forms
from ledger.models import AuditEvent
from rollout.models import Update

pytestmark = pytest.mark.django_db
URL = "/organisations/avon-and-somerset/commitments/P1-1/record/"
PASSWORD = "Larches 4 the windward side"
NOTE = 'Guides are "on" every desk.\n\nAnd <more>. ' * 40
NOTICE = "Your session ended before this was recorded. Nothing has been recorded yet. Check it and send it again."
HIDDEN = re.compile(r'<input type="hidden" name="(csrfmiddlewaretoken|opened_by|token)"[^>]* value="([^"]+)"')


@pytest.fixture
def people(lead, contributor):
    for person in (lead, contributor):
        person.set_password(PASSWORD)
        person.save()
    return lead, contributor


@pytest.fixture
def browser():
    """One that has to send the form's token, as every browser has."""
    return Client(enforce_csrf_checks=True)


def words(page):
    main = page.text.partition("<main")[2].partition("</main>")[0]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", main)).split())


def hidden_of(page):
    return dict(HIDDEN.findall(page.text.partition("<main")[2].partition("</main>")[0]))


def opened(browser, address=URL):
    return hidden_of(browser.get(address))


def sign_in(browser, person, after=""):
    said = {"login": person.email, "password": PASSWORD, "next": after}
    return browser.post("/accounts/login/", said | opened(browser, "/accounts/login/"))


def typed(hidden):
    return hidden | {
        "base": "0", "status": "3", "confidence": "1", "note": NOTE,
        "target_date_day": "31", "target_date_month": "3", "target_date_year": "2027",
    }  # fmt: skip


@pytest.fixture
def sent_late(browser, people, commitment):
    """The lead opens the form, the session ends, the lead sends it."""
    sign_in(browser, people[0])
    sent = typed(opened(browser))
    browser.session.flush()
    return sent, browser.post(URL, sent)


def test_it_comes_back_in_its_form_and_is_recorded_only_when_sent_again(browser, people, sent_late):
    sent, answer = sent_late
    assert answer.url == f"/accounts/login/?next={URL}"
    assert "We keep what you typed for half an hour." in words(browser.get(answer.url))
    assert sign_in(browser, people[0], URL).url == URL
    page = browser.get(URL)
    assert page.status_code == 200
    assert NOTICE in words(page)
    assert html.escape(NOTE) in page.text
    assert re.search(r'name="target_date_year"[^>]* value="2027"', page.text)
    again = hidden_of(page)
    assert again["token"] == sent["token"]
    assert not Update.objects.exists()
    assert browser.post(URL, typed(again)).status_code == 302
    assert Update.objects.get().note == NOTE.strip()
    assert NOTICE not in words(browser.get(URL))


def test_somebody_else_never_sees_it_and_destroys_it(browser, people, sent_late):
    lead, contributor = people
    assert sign_in(browser, contributor, URL).url == URL
    assert "And <more>" not in words(browser.get(URL))
    browser.session.flush()
    sign_in(browser, lead, URL)
    assert "And <more>" not in words(browser.get(URL))


def test_it_is_kept_for_half_an_hour(browser, people, sent_late, time_machine):
    key = browser.cookies[kept_forms.COOKIE]
    assert (key["max-age"], key["httponly"], key["samesite"]) == (1800, True, "Lax")
    (place,) = [f":1:{kept_forms._place(key.value)}"]
    assert 1790 < cache._cache.get_client(place).ttl(place) <= 1800
    time_machine.move_to(dt.datetime.now(dt.UTC) + dt.timedelta(minutes=31))
    sign_in(browser, people[0], URL)
    assert "And <more>" not in words(browser.get(URL))


def test_without_the_browser_s_key_the_cache_says_nothing(browser, sent_late):
    place = kept_forms._place(browser.cookies[kept_forms.COOKIE].value)
    locked = cache.get(place)
    assert "more" not in locked
    assert "commitments" not in locked
    assert browser.cookies[kept_forms.COOKIE].value not in place


def test_signed_in_again_meanwhile_it_comes_back_too(browser, people):
    sign_in(browser, people[0])
    sent = typed(opened(browser))
    browser.session.flush()
    sign_in(browser, people[0])
    answer = browser.post(URL, sent)
    assert (answer.status_code, answer.url) == (302, URL)
    page = browser.get(URL)
    assert NOTICE in words(page)
    assert html.escape(NOTE) in page.text
    assert not Update.objects.exists()


def test_of_a_page_that_somebody_else_had_opened_nothing_is_kept(browser, people):
    sign_in(browser, people[0])
    sent = typed(opened(browser))
    browser.session.flush()
    sign_in(browser, people[1])
    assert browser.post(URL, sent).status_code == 403
    assert kept_forms.COOKIE not in browser.cookies
    assert not Update.objects.exists()


def test_what_another_site_sends_is_not_given_back(browser, people):
    """It cannot know who opened the form: it has at most a sign of its own."""
    sign_in(browser, people[0])
    for sign in ({}, {"opened_by": f"{people[0].pk}.x"}, {"opened_by": kept_forms.opened_by_sign(people[1])}):
        assert browser.post(URL, typed(sign)).status_code == 403
    assert kept_forms.COOKIE not in browser.cookies


def test_two_forms_of_one_browser_are_both_kept(browser, people, commitment):
    other = URL.replace("P1-1", "P1-2")
    sign_in(browser, people[0])
    forms = {address: typed(opened(browser, address)) | {"note": f"Of {address}"} for address in (URL, other)}
    browser.session.flush()
    for address, sent in forms.items():
        browser.post(address, sent)
    sign_in(browser, people[0])
    for address in forms:
        assert f"Of {address}" in browser.get(address).text


def test_neither_passwords_nor_files_nor_codes_are_kept(browser, people):
    sign_in(browser, people[0])
    hidden = opened(browser)
    browser.session.flush()
    browser.post("/accounts/2fa/totp/activate/", hidden | {"code": "123456"})
    assert kept_forms.COOKIE not in browser.cookies
    file = SimpleUploadedFile("words.txt", b"in the file")
    browser.post(URL, typed(hidden) | {"password": PASSWORD, "file": file})
    sign_in(browser, people[0])
    page = browser.get(URL)
    assert "Files cannot be kept. Choose them again" in words(page)
    assert PASSWORD not in page.text
    assert "in the file" not in page.text


def test_what_has_no_form_of_its_own_has_a_button(browser, people, commitment):
    address = URL.replace("record", "confirm")
    sign_in(browser, people[0])
    sent = opened(browser) | {"base": "0", "reason": "As it was, and as the board heard in May."}
    browser.session.flush()
    browser.post(address, sent)
    sign_in(browser, people[0])
    page = browser.get(address)
    assert (page.status_code, NOTICE in words(page)) == (200, True)
    assert f'action="{address}"' in page.text
    assert page.text.count("As it was, and as the board heard in May.") == 2
    again = {"base": "0"} | hidden_of(page)
    assert browser.post(address, again).status_code == 302


def test_the_admin_s_forms_too(browser, people, administrator):
    administrator.set_password(PASSWORD)
    administrator.save()
    address = "/admin/accounts/user/add/"
    sign_in(browser, administrator)
    sent = dict(HIDDEN.findall(browser.get(address).text)) | {"name": "Somebody New Whom They Typed"}
    browser.session.flush()
    assert browser.post(address, sent).status_code == 302
    sign_in(browser, administrator)
    page = browser.get(address)
    assert NOTICE in words(page)
    assert "Somebody New Whom They Typed" in page.text


@pytest.mark.parametrize("fault", ["too long", "no cache"])
def test_what_cannot_be_kept_is_on_the_page_and_can_still_be_sent(browser, people, monkeypatch, fault):
    sign_in(browser, people[0])
    sent = typed(opened(browser))
    browser.session.flush()
    with monkeypatch.context() as patched:
        if fault == "too long":
            patched.setattr(kept_forms, "MOST", 100)
        else:
            patched.setattr(cache, "get", lambda key, default=None: default)
        page = browser.post(URL, sent)
    assert page.status_code == 503
    assert "it is on this page: leave the page open" in words(page)
    found = re.findall(r'<textarea name="([^"]+)" hidden>\n(.*?)</textarea>', page.text, re.DOTALL)
    again = {html.unescape(name): html.unescape(value) for name, value in found}
    assert again["note"] == NOTE
    sign_in(Client(), people[0])  # nothing of this browser's
    sign_in(browser, people[0])
    assert browser.post(URL, again).url == URL
    assert html.escape(NOTE) in browser.get(URL).text


def test_a_page_that_is_only_read_keeps_nothing(browser, people, rf):
    sign_in(browser, people[0])
    browser.session.flush()
    browser.get(URL)
    assert kept_forms.COOKIE not in browser.cookies
    assert not AuditEvent.objects.filter(action__startswith="update").exists()


def test_a_form_that_was_open_for_longer_than_a_week_is_nobody_s(lead, rf, time_machine):
    began = dt.datetime(2024, 5, 1, 9, tzinfo=dt.UTC)
    time_machine.move_to(began)
    request = rf.post(URL, {"opened_by": kept_forms.opened_by_sign(lead)})
    time_machine.move_to(began + dt.timedelta(days=6))
    assert kept_forms.opened_by(request) == str(lead.pk)
    time_machine.move_to(began + dt.timedelta(days=8))
    assert kept_forms.opened_by(request) == ""
