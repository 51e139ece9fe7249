"""Named people: who they are is in the name of the fixture."""

import datetime as dt

import pytest

from accounts.models import User
from forces.access import Access
from forces.actions import set_owed_from
from forces.models import EVERYTHING, Membership, Organisation
from rollout.actions import Position, record_update
from rollout.models import Commitment
from rollout.queries import latest
from rollout.scales import Confidence, Status

GRANTED = dt.datetime(2023, 7, 1, tzinfo=dt.UTC)


def person(key, role, slug=""):
    user = User.objects.create_user(email=f"{key}@example.org", name=key.replace("_", " ").capitalize())
    organisation = Organisation.objects.get(slug=slug) if slug else None
    Membership.objects.create(user=user, organisation=organisation, role=role, granted_at=GRANTED)
    return user


@pytest.fixture
def force(db):
    return Organisation.objects.get(slug="avon-and-somerset")


@pytest.fixture
def area(db):
    """The force's partner."""
    return Organisation.objects.get(slug="cps-south-west")


@pytest.fixture
def foreign(db):
    """Neither the force nor a partner of it."""
    return Organisation.objects.get(slug="durham")


@pytest.fixture
def unit(db):
    return person("unit", "unit")


@pytest.fixture
def unit_manager(db):
    return person("unit_manager", "unit_manager")


@pytest.fixture
def lead(db):
    return person("lead", "lead", "avon-and-somerset")


@pytest.fixture
def contributor(db):
    return person("contributor", "contributor", "avon-and-somerset")


@pytest.fixture
def chief_officer(db):
    return person("chief_officer", "chief_officer", "avon-and-somerset")


@pytest.fixture
def finance_officer(db):
    return person("finance_officer", "finance_officer", "avon-and-somerset")


@pytest.fixture
def area_lead(db):
    return person("area_lead", "lead", "cps-south-west")


@pytest.fixture
def outsider(db):
    """A lead of a force elsewhere."""
    return person("outsider", "lead", "durham")


@pytest.fixture
def observer(db):
    return person("observer", "observer")


@pytest.fixture
def nobody(db):
    """Signed in, without any role."""
    return User.objects.create_user(email="nobody@example.org", name="Nobody")


@pytest.fixture
def administrator(db):
    return User.objects.create_superuser(email="administrator@example.org", name="Administrator")


@pytest.fixture
def area_chief(db):
    return person("area_chief", "chief_officer", "cps-south-west")


@pytest.fixture
def all_owed(unit_manager):
    """Everything since July 2023, also by organisations that have nobody."""
    return set_owed_from(
        obligation=EVERYTHING, day=GRANTED.date(), reason="The programme's first month.", by=unit_manager, now=GRANTED
    )


@pytest.fixture
def commitment(force):
    return Commitment.objects.select_related("organisation", "standard").get(organisation=force, standard__code="P1-1")


@pytest.fixture
def foreign_commitment(foreign):
    return Commitment.objects.select_related("organisation", "standard").get(
        organisation=foreign, standard__code="P1-1"
    )


@pytest.fixture
def say(db):
    """Records an update as its lead would: say(commitment or (slug, code), status=..., at=...)."""
    recorder = User.objects.create_user(email="recorder@example.org", name="Recorder")
    # The lead of every organisation, written down nowhere: no page counts them among anybody's people.
    leads = (Membership(user=recorder, organisation=each, role="lead") for each in Organisation.objects.all())
    recorder._access = Access(tuple(leads))

    def record(what, *, status=Status.IN_PROGRESS, confidence=Confidence.GREEN, at=None, by=None, evidence=(), **said):
        if not isinstance(what, Commitment):
            slug, code = what
            what = Commitment.objects.select_related("organisation", "standard").get(
                organisation__slug=slug, standard__code=code
            )
        if confidence != Confidence.GREEN:
            said.setdefault("reason", "Two posts are vacant.")
        last = latest(what)
        return record_update(
            commitment=what,
            by=by or recorder,
            base=last.number if last else 0,
            position=Position(status, confidence, **said),
            evidence=evidence,
            now=at,
        )

    return record
