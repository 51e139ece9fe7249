"""Writes the demonstration's training: the one place that adds its rows in bulk instead of through the actions."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction

from accounts.permissions import UNIT_MANAGER
from demo.people import add_people
from demo.sizes import officers
from demo.tokens import token_of
from demo.training.story import SECOND_START, Said, story
from forces.models import Organisation, OrganisationKind
from ledger.actions import audit, lock_ledger
from ledger.as_at import LONDON, end_of
from training.actions import POSTS, set_quota, share_out
from training.models import Completion, Course, Headcount, Quota, Share, Workforce
from training.shares import split_quota

INVENTED = {
    "code": "demonstration-2027",
    "name": "1,500 further investigators (invented for this demonstration)",
    "number": 1_500,
    "starts": SECOND_START,
    "due": dt.date(2027, 3, 31),
    "source": "Invented for this demonstration",
}


def _at(year, month, day) -> dt.datetime:
    return dt.datetime(year, month, day, 10, 30, tzinfo=LONDON)


SHARED = {"first-2000": _at(2023, 9, 12), INVENTED["code"]: _at(2025, 7, 2)}
INVENTED_ON = _at(2025, 6, 18)


@dataclass(frozen=True)
class Loaded:
    completions: int
    workforces: int
    headcounts: int


@transaction.atomic
def load_training_demo(*, until: dt.date, now: dt.datetime, say: Callable[[str], object] = lambda line: None) -> Loaded:
    """Up to the end of that London day, and never later than now. Adds only what is not there yet. After rollout's
    load_demo, which refuses where a demonstration has no place."""
    lock_ledger()
    say("Training...")
    moment, authors = min(end_of(until), now), add_people()
    _quotas(moment, authors[UNIT_MANAGER, ""][0])
    told = tell(moment)
    loaded = Loaded(*(_write(model, told, authors) for model in (Completion, Workforce, Headcount)))
    if any(vars(loaded).values()):
        after = {"until": until.isoformat(), **vars(loaded)}
        audit(by=None, action="demo.training_loaded", subject=Completion, after=after, now=now)
    return loaded


def tell(moment: dt.datetime) -> list[Said]:
    """Everything said before a moment, in the order in which it was recorded."""
    forces = Organisation.objects.filter(kind=OrganisationKind.FORCE)
    said = [each for force in forces for each in story(force.slug, moment.date())]
    return sorted((each for each in said if each.recorded_at < moment), key=lambda each: each.recorded_at)


def _quotas(moment, manager):
    """What somebody has set or shared out already is left to them."""
    if moment > INVENTED_ON and not Quota.objects.filter(code=INVENTED["code"]).exists():
        set_quota(**INVENTED, by=manager, now=INVENTED_ON)
    forces = list(Organisation.objects.filter(kind=OrganisationKind.FORCE))
    for code, at in SHARED.items():
        quota = Quota.objects.filter(code=code).order_by("pk").first()
        if quota and moment > at and not Share.objects.filter(quota=code).exists():
            numbers = split_quota(quota.number, {force: officers(force.slug) for force in forces})
            share_out(quota=quota, numbers=numbers, basis=Share.Basis.BY_HAND, by=manager, now=at)


def _write(model, told, authors) -> int:
    """A figure of which somebody else has recorded a version is left to them."""
    rows = {token_of(said): said for said in told if _model_of(said) is model}
    there = {row.token: _key(row) for row in model.objects.all()}
    taken = {key for token, key in there.items() if token not in rows}
    names = {organisation.slug: organisation for organisation in Organisation.objects.all()}
    courses = {course.code: course for course in Course.objects.all()}
    new = [
        model(
            organisation=names[said.force],
            version=said.version,
            reason=said.reason,
            recorded_at=said.recorded_at,
            recorded_by=authors[said.author, said.force][0],
            token=token,
            **_fields(model, said, courses),
        )
        for token, said in rows.items()
        if token not in there
    ]
    return len(model.objects.bulk_create(row for row in new if _key(row) not in taken))


def _model_of(said: Said):
    if said.what == "workforce":
        return Workforce
    return Headcount if said.what in dict(Headcount.KINDS) else Completion


def _fields(model, said, courses) -> dict:
    if model is Workforce:
        return {"day": said.day} | dict(zip(POSTS, said.values, strict=True))
    if model is Headcount:
        return {"day": said.day, "kind": said.what, "number": said.values[0]}
    return {"month": said.day, "course": courses[said.what], "number": said.values[0]}


def _key(row) -> tuple:
    of = ("course_id", "month", "kind", "day")
    return (row.organisation_id, *(getattr(row, name, None) for name in of))
