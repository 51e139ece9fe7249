"""What the lead and the contributors do with a return: confirm many unchanged, and mark it ready for sign-off."""

import uuid
from collections import Counter

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.permissions import CORRECT_RETURN, PREPARE_RETURN, RECORD_UPDATE, SIGN_RETURN, VIEW_DETAIL
from forces.access import can, is_on_behalf
from rollout import actions
from rollout.access import get_return
from rollout.forms import BackForm, ConfirmManyForm, CorrectForm, ReadyForm, SignForm
from rollout.models import Omission, ReturnEvent
from rollout.own_returns import older_open
from rollout.queries.returns import last_accepted
from rollout.scales import State, Status
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


def sign_return(request, slug, starts):
    page = get_return(request, slug, starts, SIGN_RETURN)
    if request.as_at.is_past or (request.method == "GET" and page.state != State.READY):
        return redirect(request.as_at.link(page_of(page)))
    tasks, came_first, since = task_list(page, request.as_at), None, []
    seen = {"seen": page.seen, "seen_update": tasks.newest}
    form = SignForm(request.POST or None, organisation=page.organisation, corrects=page.is_correction, **seen)
    if request.method == "POST" and form.is_valid():
        try:
            _sign(request, page, form)
        except actions.EditConflict as conflict:
            if isinstance(conflict.latest, ReturnEvent):
                came_first = conflict.latest
            else:
                since = tasks.whole(tasks.recorded_after(form.cleaned_data["seen_update"]))
            form.add_error(None, conflict.message)
        except actions.Refused as refused:
            form.add_error(None, refused.message)
        else:
            messages.success(request, _signed(page))
            return redirect(page_of(page))
        form.ask_again(**seen)
    context = _to_sign(page, tasks) | {"form": form, "came_first": came_first, "since": since}
    context["prepared"] = page.state == State.READY and page.prepared_by(request.user)
    context |= early(page, request.as_at)
    return render(request, "rollout/sign_return.html", context)


def _sign(request, page, form):
    if page.at is None:
        raise actions.Refused("", _("This return is not ready for sign-off."))
    said = {name: form.cleaned_data[name] for name in ("seen", "seen_update")}
    return actions.sign(of_return=page.at.found, by=request.user, today=request.as_at.day, **said)


def _to_sign(page, tasks) -> dict:
    """What changed since the last accepted return, worst first; what is missing; and how many stand where."""
    changed = [item for item in tasks.items if item.changed]
    worst = sorted(changed, key=lambda item: (not item.turned_red, item.moved != "down", item.moved != "up"))
    counted = Counter(item.status for item in tasks.items)
    return {
        "page": page,
        "organisation": page.organisation,
        "tasks": tasks,
        "changed": tasks.whole(worst),
        "missing": tasks.whole(tasks.missing),
        "moved_up": sum(item.moved == "up" for item in changed),
        "moved_down": sum(item.moved == "down" for item in changed),
        "without": tasks.without,
        "turned_red": sum(item.turned_red for item in changed),
        "counts": [(status, counted[status]) for status in (*reversed(Status), None) if counted[status]],
        "before": last_accepted(
            page.organisation, page.period, None, revision=page.at.found.revision if page.at else 1
        ),
    }


def _signed(page) -> str:
    return _("Signed off. The %(unit)s reviews it next.") % {"unit": settings.UNIT_NAME}


def give_back(request, slug, starts):
    page = get_return(request, slug, starts, VIEW_DETAIL)
    takes_back = can(request.user, PREPARE_RETURN, page.organisation)
    if not takes_back and not can(request.user, SIGN_RETURN, page.organisation):
        raise PermissionDenied
    if request.as_at.is_past or page.at is None or (request.method == "GET" and page.state != State.READY):
        return redirect(request.as_at.link(page_of(page)))
    form, came_first = BackForm(request.POST or None, seen=page.seen, needs_words=not takes_back), None
    if request.method == "POST" and form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("seen", "comment")}
        try:
            actions.give_back(of_return=page.at.found, by=request.user, **said)
        except actions.EditConflict as first:
            came_first = first.latest
            form.add_error(None, first.message)
            form.renew(seen=page.seen)
        except actions.Refused as refused:
            form.add_error(refused.field or None, refused.message)
        else:
            messages.success(request, _given_back(takes_back))
            return redirect(page_of(page))
    context = {"page": page, "organisation": page.organisation, "form": form, "came_first": came_first}
    return render(request, "rollout/give_back.html", context | {"takes_back": takes_back})


def _given_back(takes_back: bool) -> str:
    if takes_back:
        return _("Taken back. Change what you want, then mark it ready for sign-off again.")
    return _("Handed back. The lead sees your comments at the top of the return.")


def correct_return(request, slug, starts):
    page = get_return(request, slug, starts, CORRECT_RETURN)
    if request.as_at.is_past or (request.method == "GET" and page.state != State.ACCEPTED):
        return redirect(request.as_at.link(page_of(page)))
    form = CorrectForm(request.POST or None, initial={"token": uuid.uuid4()})
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            opened = _opened_already(page, request.user, reason) or _open(request, page, reason)
        except actions.Refused as refused:
            form.add_error(refused.field or None, refused.message)
        else:
            said = _("Revision %(number)d is open: correct what was signed wrongly. What was accepted stays as it is.")
            messages.success(request, said % {"number": opened.found.revision})
            return redirect(page_of(page))
    context = {"page": page, "organisation": page.organisation, "form": form}
    return render(request, "rollout/correct_return.html", context)


def _opened_already(page, user, reason):
    """The same form sent twice opens one revision."""
    at = page.at
    is_theirs = at and at.state == State.DRAFT and at.found.reason == reason and at.last.recorded_by_id == user.pk
    return at if is_theirs else None


def _open(request, page, reason):
    return actions.open_correction(
        organisation=page.organisation, period=page.period, by=request.user, reason=reason, today=request.as_at.day
    )
