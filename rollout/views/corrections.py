"""What puts right what a return said, one standard at a time, while its correction is in draft or comes back."""

import logging
import uuid

from django.contrib import messages
from django.db import IntegrityError
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.permissions import CORRECT_RETURN, RECORD_UPDATE
from forces.access import is_on_behalf
from rollout import actions
from rollout.access import get_return
from rollout.forms import CorrectStatementForm, WithdrawCorrectionForm
from rollout.forms.careful import NOT_WHOLE
from rollout.task_list import task_list, whole_statement
from rollout.views.sign_off import page_of

logger = logging.getLogger(__name__)


def correct_statement(request, slug, starts, code):
    page = get_return(request, slug, starts, CORRECT_RETURN)
    if request.as_at.is_past or (request.method == "GET" and not _is_open(page)):
        return redirect(request.as_at.link(page_of(page)))
    tasks, item = _of_standard(request, page, code)
    signed, last = whole_statement(item.former, tasks.updates), _last(page, item)
    if request.method == "GET":
        form, theirs = CorrectStatementForm.on(signed, last), None
    else:
        form = CorrectStatementForm(request.POST)
        recorded, theirs = _record(request, page, item, form, last, _correct)
        if recorded:
            messages.success(request, _("%(code)s is corrected. It is part of what is signed next.") % {"code": code})
            return redirect(page_of(page))
    context = _context(request, page, item, form) | {"signed": signed, "theirs": theirs}
    context |= {"last": last, "yours": form.position() if theirs and not theirs.is_withdrawn else None}
    return render(request, "rollout/correct_statement.html", context)


def withdraw_correction(request, slug, starts, code):
    page = get_return(request, slug, starts, CORRECT_RETURN)
    tasks, item = _of_standard(request, page, code)
    if request.as_at.is_past or (request.method == "GET" and not (_is_open(page) and item.is_corrected)):
        return redirect(request.as_at.link(page_of(page)))
    last, theirs = _last(page, item), None
    form = WithdrawCorrectionForm(initial={"token": uuid.uuid4(), "base": last.number if last else 0})
    if request.method == "POST":
        form = WithdrawCorrectionForm(request.POST)
        recorded, theirs = _record(request, page, item, form, last, _withdraw)
        if recorded:
            said = _("The correction of %(code)s is withdrawn. What was signed stands.") % {"code": code}
            messages.success(request, said)
            return redirect(page_of(page))
    context = _context(request, page, item, form) | {"signed": whole_statement(item.former, tasks.updates)}
    return render(request, "rollout/withdraw_correction.html", context | {"theirs": theirs, "last": last})


def _is_open(page) -> bool:
    return page.is_correction and page.in_work


def _of_standard(request, page, code):
    """The task list and the standard's item in it; a standard that is not in the return is 404."""
    tasks = task_list(page, request.as_at)
    item = next((each for each in tasks.items if each.commitment.standard.code == code), None)
    if item is None:
        raise Http404
    return tasks, item


def _last(page, item):
    """The last row on the standard, whether it counts or was withdrawn; None in a return that is no correction."""
    rows = [row for row in (page.at.corrections if page.at else ()) if row.commitment_id == item.commitment.pk]
    return rows[-1] if rows else None


def _record(request, page, item, form, last, write):
    """What was written, or else what came first, or neither: then the form says why."""
    if not form.is_valid():
        if {"base", "token"} & set(form.errors):
            form.renew(base=last.number if last else 0)
        return None, None
    if page.at is None:
        form.add_error(None, _("Only an accepted return can be corrected. Open a correction of it first."))
        return None, None
    said = {name: form.cleaned_data[name] for name in ("base", "token", "why")}
    try:
        return write(form, of_return=page.at.found, commitment=item.commitment, **said, by=request.user), None
    except actions.EditConflict as conflict:
        form.renew(base=conflict.latest.number)
        return None, conflict.latest
    except actions.Refused as refused:
        form.add_error(refused.field if refused.field in form.fields else None, refused.message)
    except IntegrityError:
        # Its token belongs to another row: nobody's browser does that, but nothing typed is lost.
        logger.exception("correction refused by the database")
        form.add_error(None, NOT_WHOLE)
        form.renew()
    return None, None


def _correct(form, **said):
    return actions.correct_statement(position=form.position(), **said)


def _withdraw(form, **said):
    return actions.withdraw_correction(**said)


def _context(request, page, item, form):
    return {
        "page": page,
        "organisation": page.organisation,
        "standard": item.commitment.standard,
        "item": item,
        "form": form,
        "on_behalf": is_on_behalf(request.user, RECORD_UPDATE, page.organisation),
    }
