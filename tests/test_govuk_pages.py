import re

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.template.loader import render_to_string
from django.urls import reverse

from accounts.demo import DEMO_PEOPLE
from tests.layout import laid_out
from tests.settings import HERE


@pytest.fixture(autouse=True)
def _database(db):
    """The frame says when the ledger last changed."""


@pytest.fixture
def account(client, lead):
    lead.set_password("a long pass phrase")
    lead.save()
    client.post(reverse("account_login"), {"login": lead.email, "password": "a long pass phrase"})
    client.post(reverse("account_reauthenticate"), {"password": "a long pass phrase"})
    return client


def text_of(response):
    return laid_out(response.content.decode())


@pytest.mark.parametrize("name", ["accessibility", "privacy", "account_login", "account_reset_password"])
def test_open_to_everyone_in_the_frame(client, name):
    text = text_of(client.get(reverse(name)))
    assert '<a href="#main-content" class="govuk-skip-link"' in text
    assert text.count("<h1") == 1
    assert '<html lang="en-gb"' in text
    assert "Sign out" not in text


@pytest.mark.parametrize("name", ["accessibility", "privacy"])
def test_plain_pages_are_only_read(client, name):
    assert client.post(reverse(name)).status_code == 405


def test_the_header_says_who_and_signs_out_by_post(client, lead):
    client.force_login(lead)
    text = text_of(client.get(reverse("privacy")))
    assert f'<span class="app-header__name">{lead.name}</span>' in text
    assert "Avon and Somerset</span>" in text
    assert '<form method="post" action="/accounts/logout/">' in text


def test_the_demonstration_is_named_as_such(client, settings):
    assert "Record nothing here about a victim" in text_of(client.get(reverse("privacy")))
    settings.DEMO = True
    text = text_of(client.get(reverse("account_login")))
    assert "made up for this demonstration" in text
    assert text.count('name="person"') == len(DEMO_PEOPLE)


def test_a_past_day_is_said_with_the_way_back(client, lead):
    client.force_login(lead)
    text = text_of(client.get(reverse("privacy") + "?as-at=2024-04-30"))
    assert "This page shows what was known at the end of 30 April 2024." in text
    assert 'href="/privacy/">Back to today' in text


def test_a_wrong_password_is_said_in_the_title_the_summary_and_beside_the_field(client):
    text = text_of(client.post(reverse("account_login"), {"login": "not an address", "password": "x"}))
    assert "<title>Error: Sign in" in text
    assert '<a href="#id_login">' in text
    assert '<p id="id_login_error" class="govuk-error-message">' in text


def test_an_unknown_address_is_a_plain_404(client, lead):
    client.force_login(lead)
    response = client.get("/no-such-page/")
    assert response.status_code == 404
    assert "Page not found</h1>" in text_of(response)


@pytest.mark.parametrize("template", ["400.html", "403.html", "403_csrf.html", "500.html"])
def test_error_pages_need_nothing_from_the_request(template):
    text = render_to_string(template)
    assert text.count("<h1") == 1
    assert "please" not in text.lower()


ACCOUNT_PAGES = ["mfa_index", "account_change_password", "mfa_activate_totp", "mfa_add_webauthn", "account_logout"]


@pytest.mark.parametrize("name", ACCOUNT_PAGES)
def test_account_pages_hold_nothing_that_the_content_security_policy_forbids(account, name):
    response = account.get(reverse(name))
    text = text_of(response)
    assert response.status_code == 200
    assert not re.search(r'style="|onclick=|src="data:|<script>', text)
    for script in re.findall(r"<script[^>]*>", text):
        assert "src=" in script or 'type="application/json"' in script


def test_recovery_codes_are_shown_once_an_app_is_set_up(account, lead):
    TOTP.activate(lead, "A" * 32)
    page = account.get(reverse("mfa_generate_recovery_codes"))
    assert "govuk-button" in text_of(page)
    account.post(reverse("mfa_generate_recovery_codes"))
    assert "10 codes left" in text_of(account.get(reverse("mfa_index")))
    text = text_of(account.get(reverse("mfa_view_recovery_codes")))
    assert 'class="govuk-list app-codes"' in text


def test_no_template_has_an_inline_style_or_script():
    for path in sorted((HERE / "templates").rglob("*.html")):
        text = path.read_text()
        assert not re.search(r'\sstyle="|\son[a-z]+="|<script>|<style', text), path
