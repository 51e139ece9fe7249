"""What rollout knows to be due: commitments' target dates, returns and the log's follow-ups."""

from django.db.models import Exists, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from forces.deadlines import Deadline
from forces.queries import due_dates_of, owes, periods
from rollout.models import Commitment
from rollout.queries import log_entries, positions
from rollout.queries.returns import signed_off
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


def returns(organisations, *, as_at):
    """Of every period planned by then, those that were not signed off by then. Four queries
    however many organisations."""
    planned = list(periods(as_at.moment))
    dates, signed = due_dates_of(planned, as_at.moment), signed_off(as_at.moment)
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
                )


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
