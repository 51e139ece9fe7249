"""The demonstration's authors: the people of the sign-in page, and a lead, a contributor, a chief officer
and a finance officer everywhere."""

import datetime as dt

from accounts.demo import DEMO_PEOPLE, DOMAIN
from accounts.models import User
from accounts.permissions import CHIEF_OFFICER, CONTRIBUTOR, FINANCE_OFFICER, HMCPSI, LEAD, UNIT
from forces.models import Membership, Organisation
from ledger.as_at import LONDON

GRANTED = dt.datetime(2023, 7, 3, 9, tzinfo=LONDON)
ANALYSTS = ("Analyst, North and Wales", "Analyst, South")
TITLES = {LEAD: "Lead", CONTRIBUTOR: "Contributor", CHIEF_OFFICER: "Chief officer", FINANCE_OFFICER: "Finance officer"}
Author = tuple[str, str]  # role and slug


def add_people() -> dict[Author, list[User]]:
    """Adds those who are not there yet. None has a password: the sign-in page lets them in."""
    wanted = {email: (name, role, slug) for email, name, role, slug in _wanted()}
    there = set(User.objects.filter(email__in=wanted).values_list("email", flat=True))
    new = [User(email=email, name=wanted[email][0], date_joined=GRANTED) for email in wanted if email not in there]
    for user in new:
        user.set_unusable_password()
    User.objects.bulk_create(new)
    users = {user.email: user for user in User.objects.filter(email__in=wanted)}
    _add_memberships([users[user.email] for user in new], wanted)
    found: dict[Author, list[User]] = {}
    for email, (_name, role, slug) in wanted.items():
        found.setdefault((role, slug), []).append(users[email])
    return found


def _add_memberships(users, wanted):
    organisations = {organisation.slug: organisation for organisation in Organisation.objects.all()}
    Membership.objects.bulk_create(
        Membership(user=user, role=role, organisation=organisations[slug] if slug else None, granted_at=GRANTED)
        for user in users
        for _name, role, slug in [wanted[user.email]]
    )


def _wanted():
    """Those of the sign-in page come first: they are the authors where they belong."""
    for person in DEMO_PEOPLE:
        yield person.email, person.name, person.role, person.organisation
    for number, name in enumerate(ANALYSTS, start=1):
        yield f"analyst.{number}@{DOMAIN}", name, UNIT, ""
    yield f"inspector.hmcpsi@{DOMAIN}", "Inspector, HMCPSI", HMCPSI, ""
    taken = {(person.role, person.organisation) for person in DEMO_PEOPLE}
    for slug, short_name in Organisation.objects.values_list("slug", "short_name"):
        for role, title in TITLES.items():
            if (role, slug) not in taken:
                yield f"{role.replace('_', '.')}.{slug}@{DOMAIN}", f"{title}, {short_name}", role, slug
