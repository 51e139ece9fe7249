"""A new person sets a password, an authenticator app and a passkey, signs in with each, and gives them up again."""

import re

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time

from tests.browser.test_every_page import faults_on

pytestmark = pytest.mark.browser
EMAIL, PASSWORD = "pat@example.org", "Larches 4 the windward side"


@pytest.fixture
def pat(open_as, site, manage):
    """A page of the new person, whose device holds passkeys. Browsers take localhost for safe, but no number."""
    path = re.search(r"/accounts/\S+", manage("add_person", EMAIL, "observer", "--name", "Pat")).group()
    page = open_as()
    page.home = site.replace("127.0.0.1", "localhost")
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    able = dict.fromkeys(("hasResidentKey", "hasUserVerification", "isUserVerified"), True)
    device.send("WebAuthn.addVirtualAuthenticator", {"options": {"protocol": "ctap2", "transport": "internal", **able}})
    page.goto(page.home + path)
    for name in ("password1", "password2"):
        page.locator(f"input[name={name}]").fill(PASSWORD)
    press(page, "Save the new password")
    return page


def press(page, name, role="button"):
    with page.expect_navigation():
        page.get_by_role("main").get_by_role(role, name=name).first.click()
    assert not faults_on(page), f"after {name}"


def sign_out(page):
    page.get_by_role("banner").get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/accounts/login/**")


def enter_password(page):
    page.goto(page.home + "/accounts/login/")
    page.get_by_label("Email").fill(EMAIL)
    page.locator("input[name=password]").fill(PASSWORD)
    press(page, re.compile("^Sign in$"))


def code(secret, which):
    """The code before (0), of (1) or after (2) this half minute: each may be used once."""
    return format_hotp_value(hotp_value(secret, list(yield_hotp_counters_from_time())[which]))


def is_signed_in(page):
    page.wait_for_url(re.compile("/(national|accounts/2fa)/"))
    return "Pat" in page.get_by_role("banner").inner_text()


def test_a_passkey_that_is_not_used_is_said_in_words(open_as):
    page = open_as()
    page.goto("/accounts/login/")  # at 127.0.0.1, where no browser uses a passkey
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.get_by_text("The key was not used").wait_for()
    assert not faults_on(page)


def test_an_app_and_a_passkey_from_setting_up_to_giving_up(pat):
    enter_password(pat)
    assert is_signed_in(pat)

    pat.goto(pat.home + "/accounts/2fa/")
    press(pat, "Set it up", "link")
    pat.locator("input[name=password]").fill(PASSWORD)
    press(pat, "Continue")
    secret = pat.locator(".app-codes").inner_text()
    press(pat, "Turn it on")
    assert "Enter the code" in pat.locator(".govuk-error-summary").inner_text()
    pat.get_by_label("6 numbers").fill(f"{code(secret, 1)[:3]} {code(secret, 1)[3:]}")
    press(pat, "Turn it on")
    assert pat.locator(".app-codes li").count() == 10
    press(pat, "I have kept them", "link")

    press(pat, "Add a key", "link")
    pat.get_by_label("Name of the key").fill("Work laptop")
    press(pat, "Add it")
    press(pat, "Look after your keys", "link")
    assert "Work laptop" in pat.get_by_role("main").inner_text()

    sign_out(pat)
    press(pat, "Sign in with a passkey")
    assert is_signed_in(pat)

    sign_out(pat)
    enter_password(pat)
    pat.get_by_label("Code").fill("000000")
    press(pat, "Sign in")
    assert "That was not right" in pat.locator(".govuk-error-summary").first.inner_text()
    pat.get_by_label("Code").fill(code(secret, 2))
    press(pat, "Sign in")
    assert is_signed_in(pat)

    sign_out(pat)
    enter_password(pat)
    press(pat, "Use a passkey or security key")
    assert is_signed_in(pat)

    pat.goto(pat.home + "/accounts/2fa/webauthn/")
    press(pat, "Rename", "link")
    press(pat, "Use a passkey or security key", "link")
    press(pat, "Use a passkey or security key")
    press(pat, "Save the name")
    press(pat, "Remove", "link")
    press(pat, "Remove it")
    pat.goto(pat.home + "/accounts/2fa/")
    press(pat, "Turn it off", "link")
    press(pat, "Turn it off")
    sign_out(pat)
    enter_password(pat)
    assert is_signed_in(pat)
    assert not [said for said in pat.complaints if "Content Security Policy" in said]
