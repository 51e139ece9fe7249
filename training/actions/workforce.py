"""Specialist posts and headcounts on a day."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.permissions import RECORD_TRAINING
from forces.access import check_right
from forces.models import Organisation
from ledger.actions import Refused, lock_ledger
from training.actions.completions import check_force
from training.actions.versions import next_version
from training.models import Headcount, Workforce

POSTS = ("established", "filled", "qualified", "in_training", "abstracted")


@transaction.atomic
def record_workforce(
    *,
    organisation: Organisation,
    day: dt.date,
    posts: dict[str, int],
    by,
    today: dt.date,
    base: int = 0,
    reason: str = "",
    now: dt.datetime | None = None,
) -> Workforce | None:
    """`posts` has a whole number for each of POSTS. None when it says what is there. Raises EditConflict, Refused."""
    check_posts(posts)
    of = {"organisation": organisation, "day": day}
    kept = {"by": by, "today": today, "base": base, "reason": reason, "now": now}
    return _record(Workforce, {name: posts[name] for name in POSTS}, of, **kept)


def check_posts(posts: dict[str, int]) -> None:
    """Raises Refused."""
    if min(posts.values()) < 0:
        raise Refused("filled", _("Numbers of posts cannot be fewer than 0."))
    if posts["qualified"] + posts["in_training"] > posts["filled"]:
        raise Refused("qualified", _("Qualified people and those in training cannot be more than the filled posts."))
    if posts["abstracted"] > posts["filled"]:
        raise Refused("abstracted", _("People abstracted to other work cannot be more than the filled posts."))


@transaction.atomic
def record_headcount(
    *,
    organisation: Organisation,
    kind: str,
    day: dt.date,
    number: int,
    by,
    today: dt.date,
    base: int = 0,
    reason: str = "",
    now: dt.datetime | None = None,
) -> Headcount | None:
    """None when it says what is there. Raises EditConflict, Refused."""
    if number < 0:
        raise Refused("number", _("A headcount cannot be fewer than 0."))
    of = {"organisation": organisation, "kind": kind, "day": day}
    kept = {"by": by, "today": today, "base": base, "reason": reason, "now": now}
    return _record(Headcount, {"number": number}, of, **kept)


def _record(model, values, of, *, by, today, base, reason, now):
    check_right(by, RECORD_TRAINING, of["organisation"])
    lock_ledger()
    check_force(of["organisation"])
    if of["day"] > today:
        raise Refused("day", _("The date must be today or in the past."))
    action = f"training.{model._meta.model_name}"
    return next_version(model, of, values, base=base, by=by, reason=reason, token=None, action=action, now=now)
