"""Programme milestones: a date is shown as precisely as it is known."""

import datetime as dt

from django.utils.formats import date_format

from rollout.models import Milestone

FORMATS = {Milestone.Precision.DAY: "j F Y", Milestone.Precision.MONTH: "F Y", Milestone.Precision.YEAR: "Y"}
# What the programme is to be measured by, said by those who set it: first on the page.
AIMS = ("training-2000-investigators", "in-place-in-every-force", "dedicated-team-in-every-force")
PILOT = "pilot"  # beside it stand those who took part


def day_of(milestone: Milestone) -> str:
    return date_format(milestone.day, FORMATS[milestone.precision])


def known_on(day: dt.date) -> list[Milestone]:
    return list(Milestone.objects.filter(known_from__lte=day))
