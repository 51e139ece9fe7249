"""What the lead and the contributors do with a return: confirm many unchanged, and mark it ready for sign-off."""

import uuid

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.permissions import PREPARE_RETURN, RECORD_UPDATE
from forces.access import is_on_behalf
from rollout import actions
from rollout.access import get_return
from rollout.forms import ConfirmManyForm, ReadyForm
from rollout.models import Omission
from rollout.own_returns import older_open
from rollout.scales import State
from rollout.task_list import task_list


def page_of(page) -> str:
    return reverse("return", args=[page.organisation.slug, page.period.starts])


def confirm_many(request, slug, starts):
    page = get_return(request, slug, starts, RECORD_UPDATE)
    if request.as_at.is_past or (request.method == "GET" and (page.is_correction or not page.in_work)):
        return redirect(request.as_at.link(page_of(page)))
    tasks, form, came_first = task_list(page, request.as_at), None, []
    if request.method == "POST":
        form = ConfirmManyForm(request.POST, items=tasks.items)
        confirmed, came_first = _confirm(request, page, form)
        if confirmed:
            messages.success(request, _confirmed(confirmed))
            return redirect(page_of(page))
    context = {
        "page": page,
        "organisation": page.organisation,
        "form": form,
        "offered": tasks.confirmable,
        "never": sum(item.position is None for item in tasks.items),
        "asked": tasks.asked,
        "came_first": came_first,
        "ticked": [value.rpartition(".")[0] for value in request.POST.getlist("confirm")],
        "themes": request.POST.getlist("theme"),
        "token": request.POST.get("token") if form and "token" not in form.errors else uuid.uuid4(),
        "on_behalf": is_on_behalf(request.user, RECORD_UPDATE, page.organisation),
        "since": tasks.since,
        "ahead": tasks.since and tasks.since.is_ahead(request.as_at.day),
    }
    return render(request, "rollout/confirm_many.html", context)


def _confirm(request, page, form):
    """What was confirmed, or else what came first, or neither: then the form says why."""
    if page.is_signed:
        form.add_error(None, _("This return was signed off while you had the page open. Nothing was recorded."))
    if page.is_correction:
        form.add_error(None, _("This return is being corrected. What is said of today is not part of a correction."))
    if not form.is_valid():
        return [], []
    numbers = {form.by_code[code].commitment: number for code, number in form.cleaned_data["chosen"].items()}
    try:
        return actions.confirm_many(
            bases=numbers,
            by=request.user,
            token=form.cleaned_data["token"],
        ), []
    except actions.EditConflict as collisions:
        form.add_error(None, _("Nothing was recorded: somebody recorded an update while you had the page open."))
        return [], collisions.latest
    except actions.Refused as refused:
        form.add_error(None, refused.message)
    return [], []


def _confirmed(confirmed) -> str:
    said = ngettext("%d standard is confirmed unchanged.", "%d standards are confirmed unchanged.", len(confirmed))
    return said % len(confirmed)


def mark_ready(request, slug, starts):
    page = get_return(request, slug, starts, PREPARE_RETURN)
    if request.as_at.is_past or (request.method == "GET" and not _can_be_ready(page, request)):
        return redirect(request.as_at.link(page_of(page)))
    tasks, came_first = task_list(page, request.as_at), None
    form = ReadyForm(request.POST or None, items=tasks.needs_reason, seen=page.seen, before=_reasons_before(page))
    if request.method == "POST" and form.is_valid():
        try:
            _mark_ready(request, page, form)
        except actions.EditConflict as first:
            came_first = first.latest
            form.add_error(None, first.message)
            form.renew(seen=page.seen)
        except actions.Refused as refused:
            form.add_error(None, refused.message)
        else:
            messages.success(request, _("Marked ready for sign-off. A chief officer reads and signs it next."))
            return redirect(page_of(page))
    context = {
        "page": page,
        "organisation": page.organisation,
        "tasks": tasks,
        "form": form,
        "came_first": came_first,
        **early(page, request.as_at),
    }
    return render(request, "rollout/mark_ready.html", context)


def early(page, as_at) -> dict:
    """What has to be said before a return is closed while its period runs: also which older ones are still open."""
    runs = not page.period.has_ended(as_at.day)
    return {"runs": runs, "older": older_open(page, as_at) if runs else []}


def _can_be_ready(page, request) -> bool:
    return page.in_work and page.period.starts <= request.as_at.day


def _mark_ready(request, page, form):
    return actions.mark_ready(
        organisation=page.organisation,
        period=page.period,
        by=request.user,
        seen=form.cleaned_data["seen"],
        reasons=form.reasons,
        today=request.as_at.day,
    )


def _reasons_before(page) -> dict[int, str]:
    """What was said when it was last marked ready, so that nobody types it twice after it came back."""
    ready = page.at and page.at.last_to(State.READY)
    return dict(Omission.objects.filter(event=ready).values_list("commitment", "reason")) if ready else {}
