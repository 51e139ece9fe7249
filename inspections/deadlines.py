"""What inspections know to be due: responses, statutory responses, and an inspection's next milestones."""

from django.urls import reverse
from django.utils.translation import gettext as _

from forces.deadlines import Deadline
from inspections.models import Milestone
from inspections.queries import (
    addressees_before,
    comments_owed,
    findings_known,
    inspections_known,
    milestones,
    standings,
)
from inspections.rows import response_url


def responses(organisations, *, as_at):
    """Those that are open, due by the finding's own date, or by the one that the organisation gave itself. Eight
    queries however many organisations."""
    addressed = addressees_before(as_at.moment).filter(
        organisation__in=organisations, finding__in=findings_known(as_at)
    )
    for standing in standings(addressed, as_at):
        if standing.is_open and standing.due:
            yield Deadline(
                key=f"finding-{standing.addressee.pk}",
                kind="finding_response",
                organisation=standing.addressee.organisation,
                due=standing.due,
                title=_("Response to %(finding)s") % {"finding": standing.finding},
                url=response_url(standing),
            )


def comments(organisations, *, as_at):
    """Of local policing bodies, until they are recorded as published."""
    for owed in comments_owed(organisations, as_at):
        if owed.said is None:
            yield Deadline(
                key=f"comments-{owed.inspection.pk}-{owed.organisation.pk}",
                kind="statutory_response",
                organisation=owed.organisation,
                due=owed.due,
                title=_("Statutory response of the local policing body: %(report)s") % {"report": owed.inspection},
                url=reverse("organisation_inspections", args=[owed.organisation.slug]),
            )


def steps(organisations, *, as_at):
    """Of inspections, for whoever keeps them: that right is national."""
    known = list(inspections_known(as_at)) if organisations.exists() else []
    found = milestones(as_at, known)
    for inspection in known:
        for step, versions in found[inspection.pk].items():
            due = versions[-1].forecast or versions[-1].planned
            if versions[-1].done is None and due:
                yield Deadline(
                    key=f"milestone-{inspection.pk}-{step}",
                    kind="inspection_milestone",
                    organisation=None,
                    due=due,
                    title=f"{inspection}: {Milestone.Step(step).label}",
                    url=reverse("inspection", args=[inspection.code]),
                )
