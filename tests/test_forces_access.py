import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404

from accounts.permissions import RECORD_UPDATE, VIEW_DETAIL, VIEW_LOG, VIEW_NATIONAL, VIEW_STATUS, VIEW_TOTALS
from forces.access import access_of, can, get_force, get_organisation, organisations_for, require


def slugs(organisations):
    return {organisation.slug for organisation in organisations}


def test_a_lead_sees_the_force_and_its_partner_areas(lead):
    assert slugs(organisations_for(lead)) == {"avon-and-somerset", "cps-south-west"}
    assert slugs(organisations_for(lead, VIEW_DETAIL)) == {"avon-and-somerset"}


def test_an_area_lead_sees_the_areas_forces(area_lead):
    assert slugs(organisations_for(area_lead)) == {
        "cps-south-west",
        "avon-and-somerset",
        "devon-and-cornwall",
        "gloucestershire",
    }


@pytest.mark.parametrize("who", ["unit", "unit_manager", "observer"])
def test_the_unit_and_observers_see_all_57(request, who):
    assert organisations_for(request.getfixturevalue(who)).count() == 57


def test_an_observer_sees_positions_and_no_words(observer, force):
    assert can(observer, VIEW_STATUS, force)
    assert not can(observer, VIEW_DETAIL, force)
    assert not can(observer, VIEW_LOG, force)


@pytest.mark.parametrize("permission", [VIEW_STATUS, VIEW_DETAIL, RECORD_UPDATE])
def test_a_foreign_organisation_does_not_exist(lead, permission):
    with pytest.raises(Http404):
        get_organisation(lead, "durham", permission)


def test_a_partner_is_seen_but_not_in_full(lead):
    assert get_organisation(lead, "cps-south-west", VIEW_STATUS).slug == "cps-south-west"
    with pytest.raises(PermissionDenied):
        get_organisation(lead, "cps-south-west", VIEW_DETAIL)


def test_a_chief_officer_reads_and_does_not_record(chief_officer, force):
    assert can(chief_officer, VIEW_DETAIL, force)
    with pytest.raises(PermissionDenied):
        get_organisation(chief_officer, force.slug, RECORD_UPDATE)


def test_a_lead_is_given_their_own_organisation(lead, force):
    assert get_organisation(lead, force.slug, RECORD_UPDATE) == force
    assert access_of(lead).own == [force]


def test_a_page_of_forces_is_not_there_for_an_area(unit, area, force):
    assert get_force(unit, force.slug, VIEW_DETAIL) == force
    with pytest.raises(Http404):
        get_force(unit, area.slug, VIEW_DETAIL)


def test_the_grid_is_not_for_a_force(lead):
    require(lead, VIEW_TOTALS)
    with pytest.raises(PermissionDenied):
        require(lead, VIEW_NATIONAL)


def test_an_ended_membership_gives_nothing(lead, force):
    lead.memberships.update(ended_at=dt.datetime(2024, 1, 1, tzinfo=dt.UTC))
    assert not organisations_for(lead).exists()
    assert not can(lead, VIEW_STATUS, force)


@pytest.mark.parametrize("change", [{"is_active": False}, None])
def test_the_inactive_and_the_unknown_see_nothing(lead, change):
    lead.is_active = False
    user = lead if change else AnonymousUser()
    assert not organisations_for(user).exists()


def test_a_superuser_without_a_role_sees_no_organisation(administrator):
    assert not organisations_for(administrator).exists()
