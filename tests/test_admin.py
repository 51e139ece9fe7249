"""/admin/: superusers only; what is changed there is audited; the ledgers can only be read."""

import datetime as dt
import json

import pytest
from django.contrib import admin
from django.urls import NoReverseMatch, reverse

from accounts.models import User
from forces.models import Membership, Organisation, Partnership
from ledger.models import AuditEvent
from rollout.models import Commitment, Evidence, LogEntry, Standard, Update
from rollout.reference import load_reference

pytestmark = pytest.mark.django_db
LEDGERS = [Update, Evidence, LogEntry, AuditEvent]
MODELS = list(admin.site._registry)
DELETABLE = {"partnership", "authenticator"}


def page(model, name, *args):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{name}", args=args)


def filled(response, **changes):
    """What the form would send back, with some fields changed."""
    form = response.context["adminform"].form
    data = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in (data | changes).items() if value not in (None, False)}


def addresses():
    for pattern in admin.site.urls[0]:
        for inner in getattr(pattern, "url_patterns", [pattern]):
            for arguments in ([], ["1"]):
                try:
                    yield reverse(f"admin:{inner.name}", args=arguments)
                except NoReverseMatch:
                    continue


@pytest.fixture
def staff(lead):
    User.objects.filter(pk=lead.pk).update(is_staff=True)
    return User.objects.get(pk=lead.pk)


@pytest.fixture
def signed_in(client, administrator):
    client.force_login(administrator)
    return client


@pytest.mark.parametrize("who", ["visitor", "lead", "staff", "unit_manager"])
def test_no_address_of_the_admin_opens_for_anybody_else(client, request, who):
    if who != "visitor":
        client.force_login(request.getfixturevalue(who))
    assert len({*addresses()}) > 5 * len(MODELS)
    for address in {*addresses()} - {reverse("admin:logout"), reverse("admin:jsi18n")}:
        answer = client.get(address, follow=True)
        signing_in = answer.redirect_chain and answer.redirect_chain[-1][0].startswith("/accounts/login/")
        assert signing_in if who == "visitor" else answer.status_code == 403, address


def test_signing_in_to_the_admin_is_the_sign_in_page(client):
    assert client.get("/admin/login/?next=/admin/").url == "/accounts/login/?next=/admin/"


@pytest.mark.parametrize("model", MODELS, ids=str)
def test_every_list_opens(signed_in, commitment, say, unit, model):
    update = say(commitment)
    Evidence.objects.create(
        update=update,
        title="Plan",
        link="https://example.org",
        speaks_for=update.recorded_at,
        received_at=update.recorded_at,
    )
    LogEntry.objects.create(
        kind="call", text="Spoke.", happened_on="2024-03-01", recorded_at=update.recorded_at, recorded_by=unit
    )
    Membership.objects.create(user=unit, role="observer", granted_at=update.recorded_at)
    assert signed_in.get(page(model, "changelist") + "?q=").status_code == 200
    row = model.objects.first()
    if row:
        assert signed_in.get(page(model, "change", row.pk)).status_code == 200


@pytest.mark.parametrize("model", MODELS, ids=str)
def test_nothing_that_history_needs_is_deleted_and_ledgers_are_only_read(signed_in, model):
    request = type("Request", (), {"user": User.objects.get(email="administrator@example.org")})()
    model_admin = admin.site._registry[model]
    assert model_admin.has_delete_permission(request) == (model._meta.model_name in DELETABLE)
    if model in LEDGERS:
        assert not model_admin.has_change_permission(request)
        assert signed_in.get(page(model, "add")).status_code == 403


def test_a_change_is_audited_with_before_and_after(signed_in, force, administrator):
    address = page(Organisation, "change", force.pk)
    answer = signed_in.post(address, filled(signed_in.get(address), joined="2021-02-01"))
    assert answer.status_code == 302
    event = AuditEvent.objects.get(action="admin.changed")
    assert (event.actor, event.organisation, event.subject_id) == (administrator.email, force.slug, str(force.pk))
    assert (event.before, event.after) == ({"joined": "2021-01-01"}, {"joined": "2021-02-01"})


def test_a_change_of_nothing_is_not_audited(signed_in, force):
    address = page(Organisation, "change", force.pk)
    assert signed_in.post(address, filled(signed_in.get(address))).status_code == 302
    assert not AuditEvent.objects.filter(action__startswith="admin.").exists()


def test_what_the_admin_changed_load_reference_keeps_and_says(signed_in, force):
    address = page(Organisation, "change", force.pk)
    signed_in.post(address, filled(signed_in.get(address), joined="2021-02-01"))
    outcome = load_reference()[0]
    assert outcome.kept == ['Avon and Somerset: joined "2021-02-01", in the file "2021-01-01"']
    assert not outcome.changed
    force.refresh_from_db()
    assert force.joined == dt.date(2021, 2, 1)


@pytest.mark.parametrize("by_action", [False, True])
def test_a_partnership_taken_away_stays_away(signed_in, force, area, by_action):
    pair = Partnership.objects.get(force=force, area=area)
    if by_action:
        chosen = {"action": "delete_selected", "_selected_action": pair.pk, "post": "yes"}
        signed_in.post(page(Partnership, "changelist"), chosen)
    else:
        signed_in.post(page(Partnership, "delete", pair.pk), {"post": "yes"})
    assert AuditEvent.objects.get(action="admin.deleted").organisation == force.slug
    assert load_reference()[1].kept == ["Avon and Somerset and CPS South West: removed"]
    assert not Partnership.objects.filter(force=force, area=area).exists()


def test_a_person_is_added_by_email_and_no_hash_reaches_the_audit(signed_in):
    password = {"usable_password": "true", "password1": "a good long one 7", "password2": "a good long one 7"}
    answer = signed_in.post(page(User, "add"), {"email": "New@Example.org", "name": "New", **password})
    assert answer.status_code == 302
    person = User.objects.get(email="new@example.org")
    assert person.check_password("a good long one 7")
    event = AuditEvent.objects.get(action="admin.added")
    assert event.after["email"] == "new@example.org"
    assert "md5" not in json.dumps(event.after)


def test_the_same_address_in_capitals_is_the_same_person(signed_in, lead):
    password = {"usable_password": "false", "password1": "", "password2": ""}
    answer = signed_in.post(page(User, "add"), {"email": lead.email.upper(), **password})
    assert "email" in answer.context["adminform"].form.errors


def test_setting_a_password_is_audited_without_it(signed_in, lead):
    address = reverse("admin:auth_user_password_change", args=[lead.pk])
    assert signed_in.post(address, {"usable_password": "true", "password1": "a", "password2": "b"}).status_code == 200
    assert not AuditEvent.objects.filter(action="admin.password_set").exists()
    good = {"usable_password": "true", "password1": "a good long one 7", "password2": "a good long one 7"}
    assert signed_in.post(address, good).status_code == 302
    event = AuditEvent.objects.get(action="admin.password_set")
    assert (event.subject_id, event.before, event.after) == (str(lead.pk), None, None)


def test_a_former_address_no_longer_signs_in(signed_in, lead):
    lead.emailaddress_set.create(email=lead.email, verified=True, primary=True)
    address = page(User, "change", lead.pk)
    answer = signed_in.post(address, filled(signed_in.get(address), email="renamed@example.org", password=""))
    assert answer.status_code == 302
    lead.refresh_from_db()
    assert lead.email == "renamed@example.org"
    assert not lead.emailaddress_set.exists()


def test_a_membership_is_given_and_ended_never_rewritten(signed_in, lead, area, administrator):
    signed_in.post(page(Membership, "add"), {"user": lead.pk, "role": "contributor", "organisation": area.pk})
    membership = lead.memberships.get(role="contributor")
    assert membership.granted_by == administrator
    assert signed_in.post(page(Membership, "change", membership.pk), {"role": "unit"}).status_code == 403
    signed_in.post(page(Membership, "changelist"), {"action": "end", "_selected_action": membership.pk})
    membership.refresh_from_db()
    assert membership.ended_by == administrator
    assert [*AuditEvent.objects.order_by("pk").values_list("action", "organisation")][-2:] == [
        ("admin.added", area.slug),
        ("membership.ended", area.slug),
    ]


@pytest.mark.parametrize(
    ("role", "slug", "message"),
    [
        ("lead", "", "needs an organisation"),
        ("unit", "durham", "leave durham out"),
        ("lead", "avon-and-somerset", "already"),
    ],
)
def test_a_membership_that_cannot_be_is_refused_in_words(signed_in, lead, role, slug, message):
    organisation = Organisation.objects.filter(slug=slug).values_list("pk", flat=True).first() or ""
    answer = signed_in.post(page(Membership, "add"), {"user": lead.pk, "role": role, "organisation": organisation})
    assert message in answer.context["adminform"].form.non_field_errors()[0]


def test_a_standard_that_is_added_is_owed_by_everybody_of_its_kind(signed_in):
    theme = Standard.objects.get(code="P1-1").theme
    new = {"theme": theme.pk, "code": "P1-6", "title": "New", "kind": "practice", "provenance": "working"}
    assert signed_in.post(page(Standard, "add"), {**new, "source": "The Unit", "order": 6}).status_code == 302
    assert Commitment.objects.filter(standard__code="P1-6").count() == 43
    assert load_reference()[4].not_in_file == ["P1-6 New"]


def test_an_organisation_that_is_added_owes_every_standard_of_its_kind(signed_in, force):
    new = {"kind": "force", "code": "new", "name": "New Police", "short_name": "New", "slug": "new"}
    assert signed_in.post(page(Organisation, "add"), {**new, "cohort": "national"}).status_code == 302
    owed = Commitment.objects.filter(organisation__slug="new").values_list("standard__code", flat=True)
    assert set(owed) == set(force.commitments.values_list("standard__code", flat=True))
    assert AuditEvent.objects.filter(action="admin.added", organisation="new").exists()
