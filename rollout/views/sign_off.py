"""What is done with a return until it is signed off: its lead and contributors confirm many unchanged and mark it
ready, its chief officer signs it off or hands it back, and an accepted one is opened again for a correction."""

import uuid
from collections import Counter

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.permissions import CORRECT_RETURN, PREPARE_RETURN, RECORD_UPDATE, SIGN_RETURN, VIEW_DETAIL
from forces.access import can, is_on_behalf
from ledger.actions import RuleBroken, act_on
from ledger.middleware import today_only
from rollout import actions
from rollout.access import get_return
from rollout.forms.returns import BackForm, ConfirmManyForm, CorrectForm, ReadyForm, SignForm
from rollout.models import Omission, ReturnEvent
from rollout.own_returns import older_open
from rollout.queries.returns import last_accepted
from rollout.scales import State, Status
from rollout.task_list import task_list


@today_only("return", "slug", "starts")
def confirm_many(request, slug, starts):
    page = get_return(request, slug, starts, RECORD_UPDATE)
    if request.method == "GET" and (page.is_correction or not page.in_work):
        return redirect(page.url)
    tasks, form, came_first = task_list(page, request.as_at), None, []
    if request.method == "POST":
        form = ConfirmManyForm(request.POST, items=tasks.items)
        confirmed, came_first = _confirm(request, page, form)
        if confirmed:
            number = len(confirmed)
            said = ngettext("%d standard is confirmed unchanged.", "%d standards are confirmed unchanged.", number)
            messages.success(request, said % number)
            return redirect(page.url)
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
    bases = {form.by_code[code].commitment: number for code, number in form.cleaned_data["chosen"].items()}
    try:
        return actions.confirm_many(bases=bases, by=request.user, token=form.cleaned_data["token"]), []
    except actions.EditConflict as conflict:
        form.add_error(None, _("Nothing was recorded: somebody recorded an update while you had the page open."))
        return [], conflict.latest
    except actions.RuleBroken as refused:
        form.add_error(None, refused.message)
    return [], []


@today_only("return", "slug", "starts")
def mark_ready(request, slug, starts):
    page, today = get_return(request, slug, starts, PREPARE_RETURN), request.as_at.day
    if request.method == "GET" and not (page.in_work and page.period.starts <= today):
        return redirect(page.url)
    tasks, returned = task_list(page, request.as_at), page.at and page.at.last_to(State.READY)
    # What was said when it was last marked ready, so that nobody types it twice after it came back.
    before = dict(Omission.objects.filter(event=returned).values_list("commitment", "reason")) if returned else {}
    form = ReadyForm(request.POST or None, items=tasks.needs_reason, seen=page.seen, before=before)

    def act():
        said = {"seen": form.cleaned_data["seen"], "reasons": form.reasons, "today": today}
        return actions.mark_ready(organisation=page.organisation, period=page.period, by=request.user, **said)

    if request.method == "POST" and form.is_valid() and act_on(form, act, seen=page.seen):
        messages.success(request, _("Marked ready for sign-off. A chief officer reads and signs it next."))
        return redirect(page.url)
    context = {"page": page, "organisation": page.organisation, "tasks": tasks, "form": form}
    context |= {"came_first": form.came_first, **_early(page, request.as_at)}
    return render(request, "rollout/mark_ready.html", context)


def _early(page, as_at) -> dict:
    """What has to be said before a return is closed while its period runs: also which older ones are still open."""
    runs = not page.period.has_ended(as_at.day)
    return {"runs": runs, "older": older_open(page, as_at) if runs else []}


@today_only("return", "slug", "starts")
def sign_return(request, slug, starts):
    page = get_return(request, slug, starts, SIGN_RETURN)
    if request.method == "GET" and page.state != State.READY:
        return redirect(page.url)
    tasks = task_list(page, request.as_at)
    seen = {"seen": page.seen, "seen_update": tasks.newest}
    form = SignForm(request.POST or None, organisation=page.organisation, corrects=page.is_correction, **seen)

    def act():
        if page.at is None:
            raise RuleBroken("", _("This return is not ready for sign-off."))
        said = {name: form.cleaned_data[name] for name in seen}
        return actions.sign(of_return=page.at.found, by=request.user, today=request.as_at.day, **said)

    if request.method == "POST" and form.is_valid() and act_on(form, act, **seen):
        messages.success(request, _("Signed off. The %(unit)s reviews it next.") % {"unit": settings.UNIT_NAME})
        return redirect(page.url)
    moved_on = isinstance(form.came_first, ReturnEvent)
    recorded = form.came_first and not moved_on
    # What changed since the last accepted return, worst first; what is missing; and how many stand where.
    changed = [item for item in tasks.items if item.changed]
    worst = sorted(changed, key=lambda item: (not item.turned_red, item.moved != "down", item.moved != "up"))
    counted = Counter(item.status for item in tasks.items)
    revision = page.at.found.revision if page.at else 1
    context = {
        "page": page,
        "organisation": page.organisation,
        "tasks": tasks,
        "form": form,
        "came_first": form.came_first if moved_on else None,
        "since": tasks.whole(tasks.recorded_after(form.cleaned_data["seen_update"])) if recorded else [],
        "prepared": page.state == State.READY and page.prepared_by(request.user),
        "changed": tasks.whole(worst),
        "missing": tasks.whole(tasks.missing),
        "moved_up": sum(item.moved == "up" for item in changed),
        "moved_down": sum(item.moved == "down" for item in changed),
        "without": tasks.without,
        "turned_red": sum(item.turned_red for item in changed),
        "counts": [(status, counted[status]) for status in (*reversed(Status), None) if counted[status]],
        "before": last_accepted(page.organisation, page.period, None, revision=revision),
        **_early(page, request.as_at),
    }
    return render(request, "rollout/sign_return.html", context)


@today_only("return", "slug", "starts")
def give_back(request, slug, starts):
    page = get_return(request, slug, starts, VIEW_DETAIL)
    takes_back = can(request.user, PREPARE_RETURN, page.organisation)
    if not takes_back and not can(request.user, SIGN_RETURN, page.organisation):
        raise PermissionDenied
    if page.at is None or (request.method == "GET" and page.state != State.READY):
        return redirect(page.url)
    form = BackForm(request.POST or None, seen=page.seen, needs_words=not takes_back)

    def act():
        said = {name: form.cleaned_data[name] for name in ("seen", "comment")}
        return actions.give_back(of_return=page.at.found, by=request.user, **said)

    if request.method == "POST" and form.is_valid() and act_on(form, act, seen=page.seen):
        said = _("Handed back. The lead sees your comments at the top of the return.")
        if takes_back:
            said = _("Taken back. Change what you want, then mark it ready for sign-off again.")
        messages.success(request, said)
        return redirect(page.url)
    context = {"page": page, "organisation": page.organisation, "form": form, "came_first": form.came_first}
    return render(request, "rollout/give_back.html", context | {"takes_back": takes_back})


@today_only("return", "slug", "starts")
def correct_return(request, slug, starts):
    page = get_return(request, slug, starts, CORRECT_RETURN)
    if request.method == "GET" and page.state != State.ACCEPTED:
        return redirect(page.url)
    form = CorrectForm(request.POST or None)

    def act():
        reason, at = form.cleaned_data["reason"], page.at
        opened = at and at.state == State.DRAFT and at.found.reason == reason
        if opened and at.last.recorded_by_id == request.user.pk:
            return at  # the same form sent twice opens one revision
        said = {"reason": reason, "today": request.as_at.day}
        return actions.open_correction(organisation=page.organisation, period=page.period, by=request.user, **said)

    if request.method == "POST" and form.is_valid() and (opened := act_on(form, act)):
        said = _("Revision %(number)d is open: correct what was signed wrongly. What was accepted stays as it is.")
        messages.success(request, said % {"number": opened.found.revision})
        return redirect(page.url)
    context = {"page": page, "organisation": page.organisation, "form": form}
    return render(request, "rollout/correct_return.html", context)
