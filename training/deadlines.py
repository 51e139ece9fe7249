"""What training knows to be due: a force's share of a quota, and months that it has not reported."""

import datetime as dt

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from forces.deadlines import Deadline
from training.models import Quota
from training.months import end_of_month, figures_due, last_full_month, month_of, months_between
from training.queries import every_share, latest_completions, monthly, quotas


def shares_and_months(organisations, *, as_at):
    """Four queries whatever the number of forces."""
    counted = latest_completions(as_at.moment).filter(course__counts=True, organisation__in=organisations)
    forces, found = [each for each in organisations if each.is_force], list(quotas(as_at))
    reports = monthly(counted)
    yield from _shares(forces, found, reports, every_share(as_at.moment), as_at)
    yield from _months(forces, found, reports, as_at)


def _shares(forces, found, reports, given, as_at):
    """Until it is met, also by completions after the day it was due. While the last month's figures may still come,
    nothing but that month is asked for."""
    for quota in found:
        for force in forces:
            share, report = given.get((quota.code, force.pk)), reports.get(force.pk, {})
            counted = [number for month, number in report.items() if month >= quota.starts]
            all_in = month_of(quota.due) in report
            if share and sum(counted) < share.number and (all_in or not quota.is_awaited(as_at.day)):
                due = quota.due if all_in or as_at.day <= quota.due else quota.figures_due
                yield _share(quota, force, due, share.number, sum(counted) if counted else None)


def _share(quota: Quota, force, due: dt.date, number: int, done: int | None) -> Deadline:
    said = {"quota": quota.name, "number": f"{number:,}"}
    title = _("Share of “%(quota)s”: nothing reported of %(number)s") % said
    if done is not None:
        title = _("Share of “%(quota)s”: %(done)s of %(number)s") % (said | {"done": f"{done:,}"})
    return Deadline(
        key=f"training-share-{quota.code}-{force.pk}",
        kind="training_share",
        organisation=force,
        due=due,
        title=title,
        url=f"{_page(force)}?quota={quota.code}",
        obligations=(quota_obligation(quota.code),),
        ends=quota.due,
    )


def _months(forces, found, reports, as_at):
    """Of the courses that count, and only months that a quota counts: due by the end of the month that follows."""
    owed = _owed(found, as_at)
    for force in forces:
        for month, obligations in owed.items():
            if month not in reports.get(force.pk, {}):
                yield _month(force, month, obligations)


def quotas_owed(as_at):
    """The quotas, for each of which the Unit may set a day from which its figures are owed."""
    for quota in quotas(as_at):
        yield quota_obligation(quota.code), quota.name


def quota_obligation(code: str) -> str:
    return f"quota-{code}"


def _month(force, month: dt.date, obligations: tuple[str, ...]) -> Deadline:
    return Deadline(
        key=f"training-month-{force.pk}-{month:%Y-%m}",
        kind="training_month",
        organisation=force,
        due=figures_due(month),
        title=_("Completions of %(month)s") % {"month": date_format(month, "F Y")},
        url=_page(force),
        obligations=obligations,
        ends=end_of_month(month),
    )


def _owed(found, as_at) -> dict[dt.date, tuple[str, ...]]:
    """The months, each with the quotas that count it."""
    until, owed = last_full_month(as_at.day), {}
    for quota in found:
        for month in months_between(quota.starts, min(month_of(quota.due), until)):
            owed[month] = (*owed.get(month, ()), quota_obligation(quota.code))
    return dict(sorted(owed.items()))


def _page(force) -> str:
    return reverse("organisation_training", args=[force.slug])
