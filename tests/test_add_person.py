import re

import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from forces.access import access_of
from forces.actions import NotAllowed, add_person, end_membership
from forces.models import Membership
from ledger.models import AuditEvent

pytestmark = pytest.mark.django_db


def add(capsys, *words, **options):
    call_command("add_person", *words, **options)
    return capsys.readouterr().out


def test_a_new_lead_may_record_for_their_force_alone(capsys, force):
    assert "New Lead, Lead, Avon and Somerset" in add(
        capsys, "New.Lead@example.org", "lead", "avon-and-somerset", name="New Lead"
    )
    person = User.objects.get(email="new.lead@example.org")
    assert not person.has_usable_password()
    assert access_of(person).own == [force]
    assert access_of(person).roles == {"lead"}


def test_both_the_person_and_the_role_are_audited(capsys, unit_manager, force):
    membership = add_person(by=unit_manager, email="new@example.org", role="contributor", organisation=force)
    events = AuditEvent.objects.filter(actor=unit_manager.email).order_by("pk")
    assert [(event.action, event.subject_id) for event in events] == [
        ("person.added", str(membership.user.pk)),
        ("membership.given", str(membership.pk)),
    ]
    assert events[1].organisation == "avon-and-somerset"


def test_the_address_it_prints_sets_a_password_that_works(capsys, client):
    path = re.search(r"/accounts/\S+", add(capsys, "new@example.org", "observer")).group()
    form = client.get(path, follow=True)
    password = {"password1": "a good long one 7", "password2": "a good long one 7"}
    client.post(form.redirect_chain[-1][0], password)
    page = client.post("/accounts/login/", {"login": "new@example.org", "password": "a good long one 7"})
    assert page.status_code == 302


def test_it_says_how_long_that_address_works_and_what_comes_after(capsys):
    said = add(capsys, "new@example.org", "observer")
    assert "within 60 minutes" in said
    assert "ask for a new link" in said
    assert "/accounts/password/reset/\n" in said


def test_somebody_who_is_new_gets_a_link_by_mail_too(capsys, client, mailoutbox):
    add(capsys, "new@example.org", "observer")
    client.post("/accounts/password/reset/", {"email": "new@example.org"})
    assert "/accounts/password/reset/key/" in mailoutbox[0].body


def test_somebody_who_is_there_gets_a_second_role_and_keeps_the_name(capsys, lead):
    add(capsys, "LEAD@example.org", "observer", name="Other")
    lead.refresh_from_db()
    assert lead.name == "Lead"
    assert access_of(lead).roles == {"lead", "observer"}


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["new@example.org", "chief"], r'no role "chief". The roles are chief_officer, contributor, .*unit_manager'),
        (["new@example.org", "lead", "avon-somerset"], r"Did you mean avon-and-somerset"),
        (["new@example.org", "lead", "zzz"], r'There is no organisation "zzz".$'),
        (["new@example.org", "lead"], r"The role lead needs an organisation"),
        (["new@example.org", "unit", "durham"], r"whole country: leave durham out"),
        (["not an address", "unit"], r'"not an address" is not an email address'),
        (["lead@example.org", "lead", "avon-and-somerset"], r"is lead of avon-and-somerset already"),
    ],
)
def test_what_cannot_be_is_refused_in_words_and_nothing_is_written(lead, words, message):
    before = (User.objects.count(), Membership.objects.count(), AuditEvent.objects.count())
    with pytest.raises(CommandError, match=message):
        call_command("add_person", *words)
    assert before == (User.objects.count(), Membership.objects.count(), AuditEvent.objects.count())


def test_an_inactive_person_gets_no_role(lead):
    User.objects.filter(pk=lead.pk).update(is_active=False)
    with pytest.raises(NotAllowed, match="inactive"):
        add_person(by=None, email=lead.email, role="observer", organisation=None)


def test_an_ended_membership_gives_nothing_and_can_be_given_again(lead, force, unit_manager):
    membership = end_membership(by=unit_manager, membership=lead.memberships.get())
    assert membership.ended_by == unit_manager
    assert not access_of(User.objects.get(pk=lead.pk)).memberships
    assert AuditEvent.objects.filter(action="membership.ended", organisation=force.slug).exists()
    with pytest.raises(NotAllowed, match="ended already"):
        end_membership(by=unit_manager, membership=membership)
    add_person(by=unit_manager, email=lead.email, role="lead", organisation=force)
    assert lead.memberships.count() == 2


@pytest.mark.parametrize(("first", "second", "joined"), [
    ("lead", "finance_officer", True), ("contributor", "finance_officer", True), ("finance_officer", "lead", True),
    ("lead", "chief_officer", True), ("finance_officer", "unit", True), ("chief_officer", "unit_manager", True),
    ("lead", "contributor", False), ("chief_officer", "finance_officer", False), ("unit", "unit_manager", False),
    ("lead", "observer", False),
])  # fmt: skip
def test_a_role_that_puts_two_duties_into_one_hand_warns(capsys, client, administrator, first, second, joined):
    def where(role):
        return () if role in ("unit", "unit_manager", "observer") else ("avon-and-somerset",)

    call_command("add_person", "new@example.org", first, *where(first))
    assert "Warning" not in capsys.readouterr().err
    call_command("add_person", "new@example.org", second, *where(second))
    assert ("Warning: new@example.org is" in capsys.readouterr().err) == joined
    client.force_login(administrator)
    person = User.objects.get(email="new@example.org")
    membership = person.memberships.get(role=second)
    end_membership(by=administrator, membership=membership)
    said = {"user": person.pk, "role": second, "organisation": membership.organisation_id or ""}
    page = client.post("/admin/forces/membership/add/", said, follow=True)
    assert person.memberships.filter(role=second, ended_at=None).exists()
    assert ("Nobody checks what they did themselves" in page.content.decode()) == joined


def test_roles_of_two_forces_join_nothing(capsys, force, foreign):
    call_command("add_person", "new@example.org", "lead", force.slug)
    call_command("add_person", "new@example.org", "finance_officer", foreign.slug)
    assert "Warning" not in capsys.readouterr().err
