"""What a chief officer does with a return, how it goes back, and how an accepted one is opened again."""

import uuid
from collections import Counter

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.permissions import CORRECT_RETURN, PREPARE_RETURN, SIGN_RETURN, VIEW_DETAIL
from forces.access import can
from rollout import actions
from rollout.access import get_return
from rollout.forms import BackForm, CorrectForm, SignForm
from rollout.models import ReturnEvent
from rollout.queries.returns import last_accepted
from rollout.scales import State, Status
from rollout.task_list import task_list
from rollout.views.prepare_return import early, page_of


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
