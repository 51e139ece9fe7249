"""Each step that a claim takes, on a page of its own."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render

from accounts.permissions import CERTIFY_CLAIM, VIEW_FUNDING
from forces.access import can
from funding import actions
from funding.access import get_claim
from funding.claim_page import LinesTable, line_rows, warning
from funding.duties import who_is_next
from funding.forms import MoveForm
from funding.queries import plan_of
from funding.steps import STEPS
from funding.views.claims import claim_context, claim_url, is_open, to_claim


def move_claim(request, slug, code, year, starts, kind, step):
    page = get_claim(request, slug, code, year, starts, kind, VIEW_FUNDING)
    step = STEPS.get(step)
    if step is None or (page.at is None and not request.as_at.is_past):
        raise Http404
    held = [permission for permission in step.permissions if can(request.user, permission, page.force)]
    if not held:
        raise PermissionDenied
    if request.as_at.is_past or (request.method == "GET" and not is_open(request, page, step)):
        return to_claim(request, page)
    handed_back = step.name == "back" and held == [CERTIFY_CLAIM]
    asked = {"words": step.asks, "required": step.needs_words or handed_back, "declaration": step.declaration}
    form = MoveForm(request.POST or None, seen=page.seen, **asked)
    if request.method == "POST" and form.is_valid() and (first := _move(request, page, step, form)) is not True:
        return render(request, "funding/move_claim.html", _moving(request, page, step, form) | {"came_first": first})
    if form.is_bound and form.is_valid():
        messages.success(request, step.done)
        return redirect(claim_url("claim", page))
    return render(request, "funding/move_claim.html", _moving(request, page, step, form))


def _moving(request, page, step, form):
    plan = plan_of(page.row.allocation, request.as_at.moment)
    table = LinesTable(line_rows(page, plan), orderable=False)
    table.formats = ()
    next_words, nobody_left = who_is_next({*page.duties, request.user.pk}, step.to, page.force)
    return claim_context(page) | {
        "step": step,
        "form": form,
        "table": table,
        "warning": warning(page) or nobody_left,
        "next": next_words,
    }


def _move(request, page, step, form):
    """True when it is done, else what came first or None; then the form says why."""
    common = {"claim": page.at.claim, "by": request.user, "seen": form.cleaned_data["seen"]}
    common |= {"today": request.as_at.day}
    comment = {"comment": form.cleaned_data.get("comment", "")}
    try:
        if step.name == "certify":
            actions.certify(**common)
        elif step.to is None:
            actions.give_back(**common, **comment)
        else:
            actions.transition(to=step.to, **common, **comment)
    except actions.EditConflict as first:
        form.add_error(None, first.message)
        return first.latest
    except actions.Refused as refused:
        form.add_error(refused.field if refused.field in form.fields else None, refused.message)
        return None
    return True
