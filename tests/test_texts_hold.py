"""What pages say about the service is what the service does."""

import logging

import pytest
from allauth.account import app_settings
from allauth.core.internal.ratelimit import parse_rates
from django.urls import get_resolver

from accounts import kept_forms, permissions
from accounts.permissions import ANY, HMCPSI, HMICFRS, OBSERVER, ROLES, scopes
from soteria_tracker import gunicorn
from tests.layout import laid_out

NOT_COMPARED = "This page does not show what moved since 30 April 2024."


@pytest.fixture
def privacy(client, db):
    return laid_out(client.get("/privacy/").content.decode())


def test_no_list_is_kept_of_who_read_what_and_of_faults_no_person(privacy, client, lead, caplog):
    assert "The service keeps no list of who read which page." in privacy
    assert "It does not note who asked for the page, or from which network address." in privacy
    assert gunicorn.accesslog is None
    caplog.set_level(logging.DEBUG)
    client.force_login(lead)
    client.get("/organisations/avon-and-somerset/", REMOTE_ADDR="192.0.2.7")
    assert not [record for record in caplog.records if not record.name.startswith("django.db")]
    client.get("/organisations/nowhere/", REMOTE_ADDR="192.0.2.7")
    said = " ".join(record.getMessage() for record in caplog.records)
    assert "/organisations/nowhere/" in said
    assert "192.0.2.7" not in caplog.text
    assert lead.email not in " ".join(record.getMessage() for record in caplog.records if record.name != "django.db")


def test_four_cookies_and_no_more(privacy, client, lead, settings):
    assert "Up to four cookies" in privacy
    assert "until you have not used the service for 60 minutes, and for up to 12 hours" in privacy
    assert (settings.SESSION_IDLE_MINUTES, settings.SESSION_COOKIE_AGE) == (60, 12 * 60 * 60)
    lead.set_password("a long pass phrase")
    lead.save()
    client.get("/accounts/login/")
    client.post("/accounts/login/", {"login": lead.email, "password": "a long pass phrase"})  # which leaves a message
    client.get("/organisations/avon-and-somerset/")
    always = {settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, "messages"}
    assert set(client.cookies) <= always
    assert settings.SESSION_COOKIE_NAME in client.cookies
    client.session.flush()
    client.post("/log/write/", {"text": "Spoke to them.", kept_forms.OPENED_BY: kept_forms.opened_by_sign(lead)})
    assert set(client.cookies) - always == {kept_forms.COOKIE}
    assert "We keep it for half an hour" in privacy
    assert client.cookies[kept_forms.COOKIE]["max-age"] == kept_forms.SECONDS == 30 * 60


def test_how_long_guessing_is_remembered(privacy):
    assert "for up to five minutes" in privacy
    rates = [rate for said in app_settings.RATE_LIMITS.values() for rate in parse_rates(said or "") if rate.per == "ip"]
    assert rates
    assert max(rate.duration for rate in rates) <= 5 * 60


def test_what_observers_and_inspectors_see(privacy):
    assert "They see no notes, reasons, evidence or log." in privacy
    unseen = (permissions.VIEW_DETAIL, permissions.VIEW_LOG, permissions.VIEW_RESPONSE_DETAIL)
    assert not [name for name in unseen if scopes(OBSERVER, name)]
    assert (
        "Inspectors, of HMICFRS and HMCPSI, see what observers see. They also read the answers to findings in full"
        in (privacy)
    )
    for inspector, verifies in ((HMICFRS, permissions.VERIFY_HMICFRS), (HMCPSI, permissions.VERIFY_HMCPSI)):
        more = ROLES[inspector][ANY] - ROLES[OBSERVER][ANY]
        assert more == {permissions.VIEW_RESPONSE_DETAIL, verifies}


def test_the_service_does_not_say_that_the_programme_began_in_2023(see, observer):
    page = see(observer, "/programme/?as-at=2023-06-30").words
    assert (
        "This service begins on 1 July 2023, in the month in which both national operating models were announced."
        in page
    )
    assert "programme began" not in page
    assert "Avon and Somerset begins as a pathfinder January 2021" in see(observer, "/programme/").words


def test_prosecuted_and_charged_are_said_to_be_taken_as_one(see, unit):
    page = see(unit, "/measures/table-1/").words
    assert (
        "Cases prosecuted by the CPS more than tripled in one: Avon and Somerset. Read here as offences charged."
        in page
    )
    assert "The announcement says “prosecuted” where this page says “charged”." in page


@pytest.mark.parametrize(
    "address",
    ["/", "/organisations/", "/standards/", "/training/", "/funding/", "/measures/", "/programme/", "/deadlines/",
     "/returns/", "/log/", "/organisations/durham/", "/privacy/"],
)  # fmt: skip
def test_a_page_that_does_not_compare_says_so(see, unit, address):
    assert NOT_COMPARED in laid_out(see(unit, address, compare="2024-04-30").content.decode())
    assert "does not show what moved" not in see(unit, address).content.decode()


@pytest.mark.parametrize("address", ["/national/", "/inspections/"])
def test_a_page_that_compares_does_or_says_which_day_it_needs(see, unit, issued, address):
    page = see(unit, address, compare="2024-04-30")
    assert "Since 30 April 2024" in page.words
    assert "does not show what moved" not in page.content.decode()
    later = {"as-at": "2024-11-30", "compare": "2024-12-01"}
    assert "Choose a day to compare with that is before 30 November 2024." in see(unit, address, **later).words


def test_the_pages_that_compare_are_those_that_the_frame_names():
    found = {pattern.name for pattern in _patterns(get_resolver()) if getattr(pattern.callback, "compares", False)}
    assert found == {"national", "national_download", "inspections"}


def _patterns(resolver):
    for pattern in resolver.url_patterns:
        if hasattr(pattern, "url_patterns"):
            yield from _patterns(pattern)
        else:
            yield pattern
