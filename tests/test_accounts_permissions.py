import pytest

from accounts import permissions
from accounts.permissions import PERMISSIONS, ROLES, scopes
from forces.models import Membership


def test_the_table_and_the_database_know_the_same_roles():
    assert set(ROLES) == set(Membership.Role.values)


def test_every_permission_is_held_by_somebody():
    named = {value for name, value in vars(permissions).items() if name.isupper() and value == name.lower()}
    scope_names = {"own", "partner", "any"}
    assert named - set(ROLES) - scope_names == PERMISSIONS


def test_a_permission_that_does_not_exist_is_a_mistake_not_a_no():
    with pytest.raises(ValueError, match="no such permission"):
        scopes("lead", "view_statuses")


@pytest.mark.parametrize("role", ["chief_officer", "finance_officer", "observer"])
def test_readers_write_nothing(role):
    assert not scopes(role, "record_update")
    assert not scopes(role, "write_log")


def test_nobody_signs_what_they_prepare_or_reviews_what_they_sign():
    for role in ROLES:
        held = [name for name in ("prepare_return", "sign_return", "review_return") if scopes(role, name)]
        assert len(held) <= 1


@pytest.mark.parametrize(
    ("role", "may"),
    [
        ("lead", ["record_update", "record_claim", "prepare_return", "correct_return", "settle_response"]),
        ("contributor", ["record_update", "record_claim", "respond_finding", "view_own_inspection"]),
        ("chief_officer", ["view_detail", "sign_return"]),
        ("finance_officer", ["view_detail", "certify_claim"]),
        ("unit", ["view_detail", "write_log", "review_return", "review_claim", "verify_hmicfrs", "manage_reminders"]),
        ("unit_manager", ["review_return", "manage_periods", "manage_funding", "manage_measures"]),
        ("observer", ["view_status", "view_national", "view_measures"]),
        ("hmicfrs", ["view_status", "view_measures", "view_response_detail", "verify_hmicfrs"]),
        ("hmcpsi", ["view_status", "view_measures", "view_response_detail", "verify_hmcpsi"]),
    ],
)
def test_each_role_may_do_what_it_is_for(role, may):
    assert not [permission for permission in may if not scopes(role, permission)]


def test_an_inspectorate_verifies_responses_to_its_own_findings():
    assert not scopes("hmicfrs", "verify_hmcpsi")
    assert not scopes("hmcpsi", "verify_hmicfrs")


def test_a_role_is_of_an_organisation_or_of_the_country_by_what_it_holds():
    """Not by being left over: a role of a region would be neither."""
    assert {permissions.LEAD, permissions.CONTRIBUTOR, permissions.CHIEF_OFFICER, permissions.FINANCE_OFFICER} == (
        permissions.ORGANISATION_ROLES
    )
    assert set(permissions.ROLES) == permissions.NATIONAL_ROLES | permissions.ORGANISATION_ROLES
