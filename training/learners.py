"""First responders and recruits: trained as a share of the headcounts that forces state. Never part of a quota."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Sum

from forces.as_at import AsAt
from training.models import Audience
from training.progress import Force
from training.queries import latest_completions

AUDIENCES = (Audience.FIRST_RESPONDER, Audience.RECRUIT)


@dataclass(frozen=True)
class Learners:
    """`trained` of `headcount` over those `stated` forces of all `forces` that have stated one, between the days
    `first` and `last`; `elsewhere` are those trained in the other forces."""

    audience: Audience
    trained: int
    headcount: int
    stated: int
    forces: int
    elsewhere: int
    first: dt.date | None
    last: dt.date | None


def learners(forces: Sequence[Force], as_at: AsAt) -> list[Learners]:
    """One query."""
    rows = latest_completions(as_at.moment).filter(course__audience__in=AUDIENCES).order_by()
    totals = rows.values_list("organisation", "course__audience").annotate(Sum("number"))
    trained = {(organisation, audience): total for organisation, audience, total in totals}
    return [_learners(audience, forces, trained) for audience in AUDIENCES]


def _learners(audience, forces, trained) -> Learners:
    stated = [force for force in forces if audience in force.headcounts]
    heads = [force.headcounts[audience] for force in stated]
    of_stated = sum(trained.get((force.organisation.pk, audience), 0) for force in stated)
    everywhere = sum(trained.get((force.organisation.pk, audience), 0) for force in forces)
    days = [head.day for head in heads]
    return Learners(
        audience,
        of_stated,
        sum(head.number for head in heads),
        len(stated),
        len(forces),
        everywhere - of_stated,
        min(days, default=None),
        max(days, default=None),
    )
