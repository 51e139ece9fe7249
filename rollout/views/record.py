import logging

from django.conf import settings
from django.contrib import messages
from django.db import IntegrityError
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.permissions import RECORD_UPDATE
from forces.access import is_on_behalf
from govuk.clock import clock
from ledger.middleware import today_only
from rollout.access import get_commitment
from rollout.actions import EditConflict, RuleBroken, confirm_unchanged, record_update
from rollout.forms.record import ConfirmUnchangedForm, RecordForm
from rollout.forms.sensitive_text import NOT_WHOLE
from rollout.queries import latest

logger = logging.getLogger(__name__)


@today_only("commitment", "slug", "code")
def record(request, slug, code):
    commitment = get_commitment(request, slug, code, RECORD_UPDATE)
    if request.method == "POST":
        form = RecordForm(request.POST, request.FILES, today=request.as_at.day)
        if recorded := _record(request, commitment, form):
            messages.success(request, _what_happens_next(recorded, commitment))
            return redirect("commitment", slug, code)
    else:
        form = RecordForm.on(latest(commitment), today=request.as_at.day)
    context = {
        "commitment": commitment,
        "organisation": commitment.organisation,
        "standard": commitment.standard,
        "form": form,
        "theirs": form.came_first,
        "yours": form.position() if form.came_first else None,
        "on_behalf": is_on_behalf(request.user, RECORD_UPDATE, commitment.organisation),
    }
    return render(request, "rollout/record.html", context)


def _record(request, commitment, form):
    """The update written; None when the form says why not, or somebody came first."""
    if not form.is_valid():
        last = latest(commitment)
        form.check_against(last)
        if {"base", "token"} & set(form.errors):
            form.renew(base=last.number if last else 0)
        return None

    def act():
        said = {name: form.cleaned_data[name] for name in ("base", "token")}
        said |= {"position": form.position(), "evidence": form.new_evidence()}
        return record_update(commitment=commitment, by=request.user, **said)

    return act_once(form, act)


def act_once(form, act):
    """What a form with a token of its own wrote on top of its base. None when it wrote nothing: then the form says
    why, or `came_first` is what somebody else wrote on that base."""
    try:
        return act()
    except EditConflict as conflict:
        form.came_first = conflict.latest
        form.renew(base=conflict.latest.number)
    except RuleBroken as refused:
        form.add_error(refused.field if refused.field in form.fields else None, refused.message)
    except IntegrityError:
        # Its token belongs to another row: nobody's browser does that, but nothing typed is lost.
        logger.exception("refused by the database")
        form.add_error(None, NOT_WHOLE)
        form.renew()
    return None


@require_POST
def confirm(request, slug, code):
    commitment, form = get_commitment(request, slug, code, RECORD_UPDATE), ConfirmUnchangedForm(request.POST)
    not_whole = _("Nothing was recorded: the page did not arrive whole. Use the button again.")
    try:
        if form.is_valid():
            confirmed = confirm_unchanged(commitment=commitment, by=request.user, **form.cleaned_data)
            messages.success(request, _what_happens_next(confirmed, commitment))
        else:
            messages.warning(request, not_whole)
    except EditConflict as conflict:
        at = localtime(conflict.latest.recorded_at)
        said = _(
            "Nothing was recorded: %(who)s recorded an update on %(day)s at %(time)s, while you had the page open. "
            "Read it, then confirm if it still stands."
        )
        who = conflict.latest.recorded_by
        messages.warning(request, said % {"who": who, "day": date_format(at, "j F Y"), "time": clock(at)})
    except RuleBroken as refused:
        messages.warning(request, refused.message)
    except IntegrityError:
        logger.exception("refused by the database")
        messages.warning(request, not_whole)
    return redirect("commitment", slug, code)


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
