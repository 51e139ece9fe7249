"""Limits on attempts are about one visitor and one account, also behind proxies."""

import pytest

pytestmark = pytest.mark.django_db
PASSWORD = "Larches 4 the windward side"
PROXY, OUTER = "10.0.0.9", "10.0.0.8"


@pytest.fixture
def lead(lead):
    lead.set_password(PASSWORD)
    lead.save()
    return lead


def sign_in(client, email, password, forwarded):
    """As our proxies hand it on: the connection is the proxy's, the header ends with what they saw."""
    return client.post(
        "/accounts/login/",
        {"login": email, "password": password},
        REMOTE_ADDR=PROXY,
        headers={"X-Forwarded-For": forwarded},
    )


@pytest.mark.parametrize(("proxies", "behind"), [(1, ""), (2, f", {OUTER}")])
def test_wrong_passwords_of_others_do_not_stop_the_right_one(client, lead, settings, proxies, behind):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    for number in range(12):
        sign_in(client, f"nobody-{number}@example.org", "wrong", f"192.0.2.{number}{behind}")
    assert sign_in(client, lead.email, PASSWORD, f"198.51.100.7{behind}").status_code == 302


def test_one_address_has_a_limit_whatever_it_says_of_itself(client, lead, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"login_failed": "10/m/ip,5/5m/key"}
    for number in range(10):
        sign_in(client, f"nobody-{number}@example.org", "wrong", f"192.0.2.{number}, 203.0.113.5")
    answer = sign_in(client, lead.email, PASSWORD, "198.51.100.7, 203.0.113.5")
    assert "There were too many attempts" in answer.text


def test_one_account_has_a_limit_from_wherever(client, lead, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    for number in range(5):
        sign_in(client, lead.email, "wrong", f"192.0.2.{number}")
    assert "There were too many attempts" in sign_in(client, lead.email, PASSWORD, "198.51.100.7").text


def test_a_wrong_number_of_proxies_is_said_in_the_log_and_closes_no_door(client, lead, settings, caplog):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 3
    assert sign_in(client, lead.email, PASSWORD, "198.51.100.7").status_code == 302
    assert "TRUSTED_PROXIES is 3, but a request came through fewer" in caplog.text
