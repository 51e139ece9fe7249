import pytest

from accounts.permissions import PERMISSIONS, ROLES, scopes
from forces.models import Membership


def test_the_table_and_the_database_know_the_same_roles():
    assert set(ROLES) == set(Membership.Role.values)


def test_every_permission_is_held_by_somebody():
    assert set().union(*(held for scope in ROLES.values() for held in scope.values())) == PERMISSIONS


def test_a_permission_that_does_not_exist_is_a_mistake_not_a_no():
    with pytest.raises(ValueError, match="no such permission"):
        scopes("lead", "view_statuses")


@pytest.mark.parametrize("role", ["chief_officer", "finance_officer", "observer"])
def test_readers_write_nothing(role):
    assert not scopes(role, "record_update")
    assert not scopes(role, "write_log")
