"""More people trained than the force states it has: odd, but its own to confirm."""

from collections.abc import Sequence
from dataclasses import dataclass

from training.figures import Figures
from training.forms.grid import Change
from training.models import Audience, Course, Headcount

LEARNERS = (Audience.FIRST_RESPONDER, Audience.RECRUIT)


@dataclass(frozen=True)
class Over:
    audience: Audience
    trained: int
    headcount: Headcount


def over(
    changes: Sequence[Change], courses: Sequence[Course], figures: Figures, headcounts: dict[str, Headcount]
) -> list[Over]:
    """Where `changes` bring the total of an audience above its last headcount."""
    found = []
    for audience in LEARNERS:
        added = [change for change in changes if change.cell.course.audience == audience]
        before = figures.report(course for course in courses if course.audience == audience)
        total = sum(before.values())
        total += sum(change.number - (change.latest.number if change.latest else 0) for change in added)
        if added and audience in headcounts and total > headcounts[audience].number:
            found.append(Over(audience, total, headcounts[audience]))
    return found
