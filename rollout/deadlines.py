"""What rollout knows to be due: commitments' target dates, evidence that expires, returns, the log's follow-ups, and
the programme's milestones."""

from django.db.models import Exists, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.permissions import SIGN_RETURN
from forces.deadlines import Deadline
from forces.models import OwedBy
from forces.queries import due_dates_of, owes, periods, returns_obligation
from rollout.models import Commitment, Evidence, Milestone
from rollout.queries import log_entries, positions
from rollout.queries.returns import signed_off, to_sign
from rollout.scales import Status


def commitments(organisations, *, as_at):
    """Those with a target date that are not yet in place."""
    owed = Commitment.objects.filter(organisation__in=organisations).known_on(as_at.day)
    rows = positions(owed, as_at.moment)
    open_rows = {pk: row for pk, row in rows.items() if row.target_date and row.status < Status.IN_PLACE}
    for commitment in owed.filter(pk__in=open_rows).select_related("organisation", "standard"):
        organisation, standard = commitment.organisation, commitment.standard
        yield Deadline(
            key=f"commitment-{commitment.pk}",
            kind="commitment",
            organisation=organisation,
            due=open_rows[commitment.pk].target_date,
            title=f"{standard.code} {standard.title}",
            url=reverse("commitment", args=[organisation.slug, standard.code]),
            set_by=open_rows[commitment.pk].recorded_by_id,
            set_on=timezone.localdate(open_rows[commitment.pk].recorded_at),
        )


def evidence(organisations, *, as_at):
    """The last day on which any of a commitment's evidence holds. Once it is over, only what is in place or embedded
    still owes new evidence. Five queries however many organisations."""
    owed = Commitment.objects.filter(organisation__in=organisations).known_on(as_at.day)
    found = Evidence.objects.known_at(as_at.moment).filter(update__commitment__in=owed.order_by().values("pk"))
    expiring = found.filter(expires__isnull=False).order_by("expires", "pk").select_related("update")
    expiring = expiring.only("expires", "received_at", "update__commitment", "update__recorded_by")
    last = {piece.update.commitment_id: piece for piece in expiring}
    lasting = found.filter(expires__isnull=True, update__commitment__in=last)
    for pk in lasting.order_by().values_list("update__commitment", flat=True).distinct():
        del last[pk]
    shown = owed.filter(pk__in=last)
    rows = positions(shown, as_at.moment)
    for commitment in shown.select_related("organisation", "standard"):
        piece = last[commitment.pk]
        if piece.expires >= as_at.day or rows[commitment.pk].status >= Status.IN_PLACE:
            organisation, standard = commitment.organisation, commitment.standard
            yield Deadline(
                key=f"evidence-{commitment.pk}",
                kind="evidence",
                organisation=organisation,
                due=piece.expires,
                title=_("Evidence for %(code)s %(title)s") % {"code": standard.code, "title": standard.title},
                url=reverse("commitment", args=[organisation.slug, standard.code]),
                set_by=piece.update.recorded_by_id,
                set_on=timezone.localdate(piece.received_at),
            )


def returns(organisations, *, as_at):
    """Of every period planned by then, those that were not signed off by then. Five queries however many
    organisations."""
    planned = list(periods(as_at.moment))
    dates, signed, ready = due_dates_of(planned, as_at.moment), signed_off(as_at.moment), to_sign(as_at.moment)
    found = list(organisations)
    for period in planned:
        for organisation in found:
            if owes(organisation, period) and (organisation.pk, period.pk) not in signed:
                yield Deadline(
                    key=f"return-{period.pk}-{organisation.pk}",
                    kind="return",
                    organisation=organisation,
                    due=dates[period.pk].of(organisation),
                    title=_("Return for %(period)s") % {"period": period},
                    url=reverse("return", args=[organisation.slug, period.starts]),
                    turn=(SIGN_RETURN,) if (organisation.pk, period.pk) in ready else (),
                    obligations=(returns_obligation(period.owed_by),),
                    ends=period.ends,
                )


def schedules(as_at):
    """Those that have periods, for each of which the Unit may set a day from which returns are owed."""
    planned = set(periods(as_at.moment).order_by().values_list("owed_by", flat=True))
    for schedule in OwedBy:
        if schedule in planned:
            yield returns_obligation(schedule), _("Returns of %(who)s") % {"who": schedule.label}


def follow_ups(organisations, *, as_at):
    """Those promised in the log and not yet followed by another entry. The programme's own are for whoever may read
    the log of any organisation: that right is national."""
    in_scope = Q(organisation__in=organisations) | Q(Exists(organisations), organisation__isnull=True)
    entries = log_entries(as_at.moment).filter(in_scope)
    followed = entries.filter(follows__isnull=False).values("follows")
    for entry in entries.filter(follow_up_on__isnull=False).exclude(pk__in=followed):
        yield Deadline(
            key=f"follow-up-{entry.pk}",
            kind="follow_up",
            organisation=entry.organisation,
            due=entry.follow_up_on,
            title=_("%(what)s of %(day)s")
            % {"what": entry.get_kind_display(), "day": date_format(entry.happened_on, "j F Y")},
            url=f"{reverse('log')}?entry={entry.pk}",
            set_by=entry.recorded_by_id,
            set_on=timezone.localdate(entry.recorded_at),
        )


def milestones(organisations, *, as_at):
    """Those that have a day of their own, until that day: nobody settles them. They concern everybody who is shown
    what is due, and are about no organisation, so the mails go to the Unit."""
    if not organisations.exists():
        return
    ahead = Milestone.objects.filter(known_from__lte=as_at.day, day__gte=as_at.day, precision=Milestone.Precision.DAY)
    for milestone in ahead:
        yield Deadline(
            key=f"programme-{milestone.code}",
            kind="programme_milestone",
            organisation=None,
            due=milestone.day,
            title=milestone.title,
            url=reverse("programme"),
        )
