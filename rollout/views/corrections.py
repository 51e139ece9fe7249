"""What puts right what a return said, one standard at a time, while its correction is in draft or comes back."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.permissions import CORRECT_RETURN, RECORD_UPDATE
from forces.access import is_on_behalf
from ledger.actions import RuleBroken
from ledger.middleware import today_only
from rollout import actions
from rollout.access import get_return
from rollout.forms.record import CorrectStatementForm, WithdrawCorrectionForm
from rollout.task_list import task_list, whole_statement
from rollout.views.record import act_once


@today_only("return", "slug", "starts")
def correct_statement(request, slug, starts, code):
    page = get_return(request, slug, starts, CORRECT_RETURN)
    if request.method == "GET" and not (page.is_correction and page.in_work):
        return redirect(page.url)
    context = _of_standard(request, page, code)
    form = CorrectStatementForm.on(context["signed"], context["last"])
    if request.method == "POST":
        form = CorrectStatementForm(request.POST)
        if _record(request, context, form, lambda **said: actions.correct_statement(position=form.position(), **said)):
            messages.success(request, _("%(code)s is corrected. It is part of what is signed next.") % {"code": code})
            return redirect(page.url)
    theirs = form.came_first
    context |= {"form": form, "theirs": theirs}
    context["yours"] = form.position() if theirs and not theirs.is_withdrawn else None
    return render(request, "rollout/correct_statement.html", context)


@today_only("return", "slug", "starts")
def withdraw_correction(request, slug, starts, code):
    page = get_return(request, slug, starts, CORRECT_RETURN)
    context = _of_standard(request, page, code)
    last = context["last"]
    if request.method == "GET" and not (page.is_correction and page.in_work and context["item"].is_corrected):
        return redirect(page.url)
    form = WithdrawCorrectionForm(initial={"base": last.number if last else 0})
    if request.method == "POST":
        form = WithdrawCorrectionForm(request.POST)
        if _record(request, context, form, actions.withdraw_correction):
            said = _("The correction of %(code)s is withdrawn. What was signed stands.")
            messages.success(request, said % {"code": code})
            return redirect(page.url)
    context |= {"form": form, "theirs": form.came_first}
    return render(request, "rollout/withdraw_correction.html", context)


def _of_standard(request, page, code) -> dict:
    """What both pages show of a standard: what was signed, and the last row on it, whether it counts or was withdrawn.
    A standard that is not in the return is 404."""
    tasks = task_list(page, request.as_at)
    item = next((each for each in tasks.items if each.commitment.standard.code == code), None)
    if item is None:
        raise Http404
    rows = [row for row in (page.at.corrections if page.at else ()) if row.commitment_id == item.commitment.pk]
    return {
        "page": page,
        "organisation": page.organisation,
        "standard": item.commitment.standard,
        "item": item,
        "signed": whole_statement(item.former, tasks.updates),
        "last": rows[-1] if rows else None,
        "on_behalf": is_on_behalf(request.user, RECORD_UPDATE, page.organisation),
    }


def _record(request, context, form, write):
    """What was written; None when the form says why not, or somebody came first."""
    page, last = context["page"], context["last"]
    if not form.is_valid():
        if {"base", "token"} & set(form.errors):
            form.renew(base=last.number if last else 0)
        return None

    def act():
        if page.at is None:
            raise RuleBroken("", _("Only an accepted return can be corrected. Open a correction of it first."))
        said = {name: form.cleaned_data[name] for name in ("base", "token", "why")}
        return write(of_return=page.at.found, commitment=context["item"].commitment, by=request.user, **said)

    return act_once(form, act)
