"""Signing in for demonstration, and what allauth offers that is not open here."""

import pytest

from accounts.models import User
from ledger.models import AuditEvent

pytestmark = pytest.mark.django_db


@pytest.fixture
def demo_lead(settings):
    settings.DEMO = True
    return User.objects.create_user("lead@demo.invalid", name="Leigh Sato")


@pytest.mark.parametrize(
    ("wanted", "place"),
    [
        ("", "/"),
        ("/national/?as-at=2024-04-30", "/national/?as-at=2024-04-30"),
        ("https://elsewhere.example/", "/"),
        ("//elsewhere.example", "/"),
        ("/\\elsewhere.example", "/"),
        ("javascript:alert(1)", "/"),
    ],
)
def test_one_click_leads_to_the_page_asked_for_but_never_to_another_site(client, demo_lead, wanted, place):
    assert client.post("/demo/sign-in/", {"person": "lead", "next": wanted}).url == place
    assert client.session["_auth_user_id"] == str(demo_lead.pk)


@pytest.mark.parametrize("person", ["", "nobody-here", "unit"])
def test_only_demonstration_people_that_exist(client, demo_lead, person):
    assert client.post("/demo/sign-in/", {"person": person}).status_code == 404


def test_nobody_changes_the_address_they_sign_in_with(client, lead):
    client.force_login(lead)
    typed = {"email": "other@example.org"}
    assert client.get("/accounts/email/").status_code == 404
    for action in ("action_add", "action_primary"):
        assert client.post("/accounts/email/", typed | {action: ""}).status_code == 404
    lead.refresh_from_db()
    assert lead.email == "lead@example.org"
    assert not lead.emailaddress_set.exists()
    assert not AuditEvent.objects.filter(subject_type="accounts.user").exists()
