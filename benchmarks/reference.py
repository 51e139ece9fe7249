"""The country of the benchmark: the real organisations, and two made-up models of 50 standards each."""

import datetime as dt

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.permissions import LEAD, UNIT
from accounts.views import BACKEND
from benchmarks.funding import load_grants
from demo.measures.story import story
from forces.models import Membership, Organisation
from forces.periods import months_after
from forces.reference import load_organisations
from measures.actions import record_release
from measures.importing.found import Figure
from measures.quarters import following, quarter_of, run
from measures.reference import load_measures
from rollout.models import OperatingModel, Standard, Theme
from rollout.reference import DIRECTORY, create_missing_commitments
from training.models import Audience, Course, Quota

STANDARDS, THEMES = 50, 8
MODELS = {"investigation": ("force", "I"), "prosecution": ("cps_area", "P")}
GRANTED = dt.datetime(2023, 7, 1, tzinfo=dt.UTC)


@transaction.atomic
def load_country() -> dict[str, str]:
    """The session of each person by who they are: "unit", and the slug of each organisation for its lead."""
    now = timezone.now()
    load_organisations(DIRECTORY, now=now)
    for code, (kind, letter) in MODELS.items():
        _add_model(code, kind, letter)
    create_missing_commitments(now=now)
    _add_quota(now)
    _publish(now)
    leads = {organisation.slug: organisation for organisation in Organisation.objects.order_by("pk")}
    people = {"unit": _add_person("unit", UNIT, None)}
    people |= {slug: _add_person(slug, LEAD, organisation) for slug, organisation in leads.items()}
    officer = next(people[slug] for slug in leads)
    load_grants(officer=officer, unit=people["unit"], payer=_add_person("payer", UNIT, None))
    return {key: _sign_in(user) for key, user in people.items()}


def _add_model(code, kind, letter):
    model = OperatingModel.objects.create(code=code, name=f"{code.capitalize()} model", organisation_kind=kind)
    themes = [Theme(model=model, code=f"{letter}{n}", name=f"Theme {n} of the work", order=n) for n in range(1, 9)]
    Theme.objects.bulk_create(themes)
    Standard.objects.bulk_create(
        Standard(
            theme=themes[n % THEMES],
            code=f"{letter}-{n + 1}",
            title=f"Standard {n + 1}: what is to be put in place, in some words",
            kind=Standard.Kind.PRACTICE,
            provenance=Standard.Provenance.WORKING,
            source="made up for the benchmark",
            order=n + 1,
        )
        for n in range(STANDARDS)
    )


def _add_quota(now):
    """Five years of months behind it, two ahead."""
    this_month = timezone.localdate(now).replace(day=1)
    starts, due = months_after(this_month, -60), months_after(this_month, 24)
    said = {"source": "made up for the benchmark", "known_from": starts}
    Course.objects.create(code="course", name="Course", audience=Audience.SPECIALIST, counts=True, **said)
    Quota.objects.create(code="q", name="Quota", number=20_000, starts=starts, due=due, recorded_at=now, **said)


def _publish(now):
    """Twelve years of quarters of every measure and force, then a revision of the last four."""
    load_measures(now=now)
    last = following(quarter_of(timezone.localdate(now)), -2)
    forces = Organisation.objects.filter(kind="force").values_list("slug", "joined")
    for edition, number in enumerate((48, 4)):
        figures = {
            (slug, code, quarter): Figure(*values)
            for slug, joined in forces
            for quarter in run(following(last, 1 - number), last)
            for _slug, code, _quarter, *values in story(slug, quarter, joined, edition)
        }
        said = {"kind": "plain", "name": f"{number}.csv", "sha256": str(number) * 8, "by": None, "now": now}
        record_release(figures=figures, published_on=timezone.localdate(now), **said)


def _add_person(key, role, organisation):
    user = User.objects.create_user(email=f"{key}@benchmark.invalid", name=key.replace("-", " ").capitalize())
    Membership.objects.create(user=user, organisation=organisation, role=role, granted_at=GRANTED)
    return user


def _sign_in(user) -> str:
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = BACKEND
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return session.session_key
