from collections import Counter

from django import forms
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe
from django_tables2 import RequestConfig

from accounts.permissions import REVIEW_RETURN, VIEW_DETAIL, VIEW_LOG, VIEW_NATIONAL
from forces.access import access_of, can, require
from forces.models import ReportingPeriod
from forces.queries import periods
from govuk.tables import export_or_none
from rollout.board import BoardRow, board, sentence
from rollout.review import review_queue as waiting_returns
from rollout.scales import State
from rollout.tables import BoardTable, QueueTable

NAMES = ("signed_by", "accepted_by", "sent_back_by")


class BoardFilter(forms.Form):
    """Which period, and which of its rows. What cannot be read narrows nothing."""

    period = forms.ChoiceField(label=_("Period"), required=False)
    state = forms.ChoiceField(label=_("State"), choices=[("", _("Any")), *State.choices], required=False)
    late = forms.ChoiceField(
        label=_("Late"),
        choices=[("", _("Any")), ("late", _("Late, not signed off")), ("signed", _("Signed off late"))],
        required=False,
    )

    def __init__(self, data, *, periods: list[ReportingPeriod]):
        super().__init__(data)
        self.periods = {str(period.pk): period for period in periods}
        number = Counter((period.starts, period.ends) for period in periods)
        # With who owes it, where two periods would else have the same name.
        self.fields["period"].choices = [("", _("The latest that has ended"))] + [
            (pk, f"{each}, {each.get_owed_by_display()}" if number[each.starts, each.ends] > 1 else str(each))
            for pk, each in self.periods.items()
        ]
        self.is_valid()

    @property
    def chosen_period(self) -> ReportingPeriod | None:
        return self.periods.get(self.cleaned_data.get("period", ""))

    def narrow(self, rows: list[BoardRow]) -> list[BoardRow]:
        state, late = self.cleaned_data.get("state"), self.cleaned_data.get("late")
        if state:
            rows = [row for row in rows if row.state == state]
        if late:
            rows = [row for row in rows if (row.late.now if late == "late" else row.late.when_signed)]
        return rows


@require_safe
def late_board(request):
    """An organisation's people are sent to their own returns."""
    if not can(request.user, VIEW_NATIONAL):
        own = access_of(request.user).own
        if not own:
            raise PermissionDenied
        page = reverse("organisation_returns", args=[own[0].slug]) if len(own) == 1 else reverse("home")
        return redirect(request.as_at.link(page))
    known = list(periods(request.as_at.moment))
    chosen = BoardFilter(request.GET, periods=known)
    # The latest that has ended; else the first there is.
    ended = (each for each in known if each.has_ended(request.as_at.day))
    period = chosen.chosen_period or next(ended, known[-1] if known else None)
    with_contact, detail = can(request.user, VIEW_LOG), can(request.user, VIEW_DETAIL)
    rows = board(period, request.as_at, with_contact=with_contact, known=known) if period else []
    table = BoardTable(
        [_table_row(row, request.as_at, detail) for row in chosen.narrow(rows)],
        exclude=(() if with_contact else ("last_contact",)) + (() if detail else NAMES),
    )
    RequestConfig(request).configure(table)
    name = f"returns-{period.starts if period else ''}-{request.as_at.day}"
    if (file := export_or_none(request, table, name)) is not None:
        return file
    context = {
        "period": period,
        "sentence": sentence(rows, period) if rows else "",
        "table": table,
        "filter": chosen,
        "ended": period and period.has_ended(request.as_at.day),
        "may_review": can(request.user, REVIEW_RETURN),
    }
    return render(request, "rollout/returns.html", context)


def _table_row(row, as_at, detail):
    slug, at = row.organisation.slug, row.at
    signed, accepted = at and at.signed, at and at.accepted
    # What is not signed cannot be reviewed: its row leads to the return as the organisation has it.
    name = "review_return" if at and at.is_signed else "return"
    page = reverse(name, args=[slug, row.period.starts]) if detail else None
    return {
        "organisation": row.organisation.short_name,
        "url": as_at.link(page or reverse("organisation", args=[slug])),
        "kind": row.organisation.get_kind_display(),
        "state": row.state.label,
        "shown": row.state,
        "lateness": late_text(row),
        "days_late": row.late.days if row.late.is_late else None,
        "is_late": row.late.now,
        "is_signed": row.late.is_signed,
        "is_awaited": row.late.days <= 0 and not row.late.is_signed,
        "order": (-row.late.days if row.late.is_late else 0, str(row.state.label)),
        "correction": row.correction.state.label if row.correction else None,
        **{name: getattr(row.clocks, name) for name in ("draft", "signed", "changes", "running")},
        "missing": row.missing,
        "standards": row.standards,
        "last_contact": row.last_contact,
        "due": row.due,
        "extended_from": row.period.due if row.extension else None,
        "signed_at": signed and signed.recorded_at,
        "signed_by": signed and str(signed.recorded_by),
        "accepted_at": accepted and accepted.recorded_at,
        "accepted_by": accepted and str(accepted.recorded_by),
        "sent_back": len(row.sent_back),
        "sent_back_by": ", ".join(dict.fromkeys(str(event.recorded_by) for event in row.sent_back)),
    }


def late_text(row) -> str:
    """ "12 working days late", "signed 3 working days late", or nothing. Due on a Friday it is late on the Saturday,
    before a working day has gone by."""
    if not row.is_owed and not row.late.is_signed:
        return _("not required")
    if not row.late.is_late:
        return ""
    days, said = row.late.days, {"n": row.late.days}
    if not days:
        return _("signed late, by no working day") if row.late.is_signed else _("late, by no working day yet")
    if row.late.is_signed:
        return ngettext("signed %(n)d working day late", "signed %(n)d working days late", days) % said
    return ngettext("%(n)d working day late", "%(n)d working days late", days) % said


@require_safe
def review_queue(request):
    require(request.user, REVIEW_RETURN)
    rows = waiting_returns(request.as_at)
    table = QueueTable([_queue_row(row, request.as_at) for row in rows])
    RequestConfig(request).configure(table)
    if (file := export_or_none(request, table, f"review-queue-{request.as_at.day}")) is not None:
        return file
    return render(request, "rollout/review_queue.html", {"table": table, "rows": rows, "may_review": True})


def _queue_row(row, as_at):
    found, signed = row.at.found, row.at.last
    return {
        "organisation": found.organisation.short_name,
        "url": as_at.link(reverse("review_return", args=[found.organisation.slug, found.period.starts])),
        "period": str(found.period),
        "starts": found.period.starts,
        "age": row.age,
        "signed_at": signed.recorded_at,
        "signed_by": str(signed.recorded_by),
        "reviewed": row.reviewed,
        "standards": row.signed,
        "queries": row.queries,
    }
