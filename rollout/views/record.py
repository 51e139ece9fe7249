import logging

from django.conf import settings
from django.contrib import messages
from django.db import IntegrityError
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.permissions import RECORD_UPDATE
from forces.access import is_on_behalf
from govuk.clock import clock
from rollout.access import get_commitment
from rollout.actions import EditConflict, Refused, confirm_unchanged, record_update
from rollout.forms import ConfirmForm, RecordForm
from rollout.forms.careful import NOT_WHOLE
from rollout.queries import latest

logger = logging.getLogger(__name__)


def record(request, slug, code):
    commitment = get_commitment(request, slug, code, RECORD_UPDATE)
    page = _page_of(commitment)
    if request.as_at.is_past:
        return redirect(request.as_at.link(page))
    today, theirs = request.as_at.day, None
    if request.method == "POST":
        form = RecordForm(request.POST, request.FILES, today=today)
        recorded, theirs = _record(request, commitment, form)
        if recorded:
            messages.success(request, _what_happens_next(recorded, commitment))
            return redirect(page)
    else:
        form = RecordForm.on(latest(commitment), today=today)
    return render(request, "rollout/record.html", _context(request, commitment, form, theirs))


def _record(request, commitment, form):
    """The update written, or else the one that came first, or neither: then the form says why."""
    if not form.is_valid():
        return None, _explain(commitment, form)
    try:
        return record_update(
            commitment=commitment,
            by=request.user,
            base=form.cleaned_data["base"],
            position=form.position(),
            evidence=form.new_evidence(),
            token=form.cleaned_data["token"],
        ), None
    except EditConflict as conflict:
        form.renew(base=conflict.latest.number)
        return None, conflict.latest
    except Refused as refused:
        form.add_error(refused.field or None, refused.message)
    except IntegrityError:
        # Its token belongs to another update: nobody's browser does that, but nothing typed is lost.
        logger.exception("update refused by the database")
        form.add_error(None, NOT_WHOLE)
        form.renew()
    return None, None


def _explain(commitment, form):
    last = latest(commitment)
    form.check_against(last)
    if {"base", "token"} & set(form.errors):
        form.renew(base=last.number if last else 0)


def _context(request, commitment, form, theirs):
    return {
        "commitment": commitment,
        "organisation": commitment.organisation,
        "standard": commitment.standard,
        "form": form,
        "theirs": theirs,
        "yours": form.position() if theirs else None,
        "on_behalf": is_on_behalf(request.user, RECORD_UPDATE, commitment.organisation),
    }


@require_POST
def confirm(request, slug, code):
    commitment = get_commitment(request, slug, code, RECORD_UPDATE)
    _confirm(request, commitment, ConfirmForm(request.POST))
    return redirect(_page_of(commitment))


def _confirm(request, commitment, form):
    if not form.is_valid():
        messages.warning(request, _("Nothing was recorded: the page did not arrive whole. Use the button again."))
        return
    try:
        confirmed = confirm_unchanged(
            commitment=commitment,
            by=request.user,
            **form.cleaned_data,
        )
    except EditConflict as conflict:
        messages.warning(request, _came_first(conflict.latest))
    except Refused as refused:
        messages.warning(request, refused.message)
    except IntegrityError:
        logger.exception("confirmation refused by the database")
        messages.warning(request, _("Nothing was recorded: the page did not arrive whole. Use the button again."))
    else:
        messages.success(request, _what_happens_next(confirmed, commitment))


def _page_of(commitment) -> str:
    return reverse("commitment", args=[commitment.organisation.slug, commitment.standard.code])


def _came_first(update) -> str:
    at = localtime(update.recorded_at)
    return _(
        "Nothing was recorded: %(who)s recorded an update on %(day)s at %(time)s, while you had the page open. "
        "Read it, then confirm if it still stands."
    ) % {"who": update.recorded_by, "day": date_format(at, "j F Y"), "time": clock(at)}


def _what_happens_next(update, commitment) -> str:
    said = _("Confirmed: nothing has changed.") if update.is_confirmed else _("Your update is recorded.")
    if update.on_behalf:
        seen = _(
            "It is marked as recorded by the %(unit)s on the organisation's behalf, and %(organisation)s sees it now."
        )
    else:
        seen = _("The %(unit)s sees it now. To correct it, record another update.")
    names = {"unit": settings.UNIT_NAME, "organisation": commitment.organisation}
    return f"{said} {seen % names}"
