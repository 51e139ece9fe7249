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
