"""What training knows to be due: a force's share of a quota, and months that it has not reported."""

from django.urls import reverse
from django.utils.translation import gettext as _

from forces.deadlines import Deadline
from govuk.numbers import month_text
from training.months import end_of_month, figures_due, last_full_month, month_of, months_between
from training.queries import every_share, latest_completions, monthly, quotas


def shares_and_months(organisations, *, as_at):
    """Four queries whatever the number of forces."""
    counted = latest_completions(as_at.moment).filter(course__counts=True, organisation__in=organisations)
    forces, found = [each for each in organisations if each.is_force], quotas(as_at)
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
            done, all_in = sum(counted), month_of(quota.due) in report
            if not share or done >= share.number or (quota.is_awaited(as_at.day) and not all_in):
                continue
            title = _("Share of “%(quota)s”: nothing reported of %(number)s")
            if counted:
                title = _("Share of “%(quota)s”: %(done)s of %(number)s")
            yield Deadline(
                key=f"training-share-{quota.code}-{force.pk}",
                kind="training_share",
                organisation=force,
                due=quota.due if all_in or as_at.day <= quota.due else quota.figures_due,
                title=title % {"quota": quota.name, "number": f"{share.number:,}", "done": f"{done:,}"},
                url=f"{reverse('organisation_training', args=[force.slug])}?quota={quota.code}",
                obligations=(_obligation(quota),),
                ends=quota.due,
            )


def _months(forces, found, reports, as_at):
    """Of the courses that count, and only months that a quota counts: due by the end of the month that follows."""
    until, owed = last_full_month(as_at.day), {}
    for quota in found:
        for month in months_between(quota.starts, min(month_of(quota.due), until)):
            owed[month] = (*owed.get(month, ()), _obligation(quota))
    for force in forces:
        for month, obligations in sorted(owed.items()):
            if month not in reports.get(force.pk, {}):
                yield Deadline(
                    key=f"training-month-{force.pk}-{month:%Y-%m}",
                    kind="training_month",
                    organisation=force,
                    due=figures_due(month),
                    title=_("Completions of %(month)s") % {"month": month_text(month)},
                    url=reverse("organisation_training", args=[force.slug]),
                    obligations=obligations,
                    ends=end_of_month(month),
                )


def quotas_owed(as_at):
    """The quotas, for each of which the Unit may set a day from which its figures are owed."""
    for quota in quotas(as_at):
        yield _obligation(quota), quota.name


def _obligation(quota) -> str:
    return f"quota-{quota.code}"
