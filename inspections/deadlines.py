"""What inspections know to be due: responses, statutory responses, and an inspection's next milestones.

What is about no organisation is for whoever sees the whole country: the permission of its kind is national."""

from django.urls import reverse
from django.utils.translation import gettext as _

from forces.deadlines import Deadline
from inspections.models import Inspected
from inspections.queries import (
    COMMENTS,
    addressees,
    comments_owed,
    inspections_known,
    milestones,
    standings,
)


def responses(organisations, *, as_at):
    """Those that are open, due by the finding's own date, or by the one that the organisation gave itself. Eight
    queries however many organisations."""
    yield from _responses("finding_response", as_at, organisation__in=organisations)


def national_responses(organisations, *, as_at):
    """The same of national bodies, which have nobody here: the Unit answers for them."""
    if organisations.exists():
        yield from _responses("national_response", as_at, organisation=None)


def _responses(kind, as_at, **addressed_to):
    for standing in standings(addressees(as_at, **addressed_to), as_at):
        if standing.is_open and standing.due:
            addressee = standing.addressee
            title = _("Response to %(finding)s") % {"finding": standing.finding}
            yield Deadline(
                key=f"finding-{addressee.pk}",
                kind=kind,
                organisation=addressee.organisation,
                due=standing.due,
                title=title if addressee.organisation else f"{addressee.name}: {title}",
                url=addressee.get_absolute_url(),
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
                obligations=(COMMENTS,),
            )


def comments_obligation(as_at):
    yield COMMENTS, _("Statutory responses of local policing bodies")


def steps(organisations, *, as_at):
    """Of inspections, for the Unit: until they are done."""
    if organisations.exists():
        for milestone in _open_milestones(inspections_known(as_at), as_at):
            yield _step(milestone, "inspection_milestone", None)


def inspected_steps(organisations, *, as_at):
    """The same for those inspected, until the day: whether it was done is the Unit's to record, so what has passed is
    nothing that they are late with. Three queries."""
    rows = (
        Inspected.objects.filter(organisation__in=organisations).known_at(as_at.moment).select_related("organisation")
    )
    named: dict[int, list] = {}
    for row in rows.order_by("pk"):
        named.setdefault(row.inspection_id, []).append(row.organisation)
    for milestone in _open_milestones(inspections_known(as_at).filter(pk__in=named), as_at):
        if milestone.due >= as_at.day:
            for organisation in named[milestone.inspection_id]:
                yield _step(milestone, "own_inspection", organisation)


def _open_milestones(inspections, as_at):
    """Those with a date, the last version of each."""
    known = {inspection.pk: inspection for inspection in inspections}
    for pk, found in milestones(as_at, known.values()).items():
        for versions in found.values():
            milestone = versions[-1]
            if milestone.done is None and milestone.due:
                milestone.inspection = known[pk]
                yield milestone


def _step(milestone, kind, organisation) -> Deadline:
    of = f"{milestone.inspection_id}-{milestone.step}"
    return Deadline(
        key=f"milestone-{of}-{organisation.pk}" if organisation else f"milestone-{of}",
        kind=kind,
        organisation=organisation,
        due=milestone.due,
        title=f"{milestone.inspection}: {milestone.get_step_display()}",
        url=reverse("inspection", args=[milestone.inspection.code]),
    )
