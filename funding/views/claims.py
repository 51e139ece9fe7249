"""A claim: its page, its figures, its evidence, and each step that it takes on a page of its own."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django_tables2 import RequestConfig

from accounts.permissions import CERTIFY_CLAIM, RECORD_CLAIM, VIEW_DETAIL, VIEW_FUNDING
from forces.access import can
from funding import actions
from funding.claim_page import ClaimPage, get_claim, sentence, warning
from funding.forms.claims import ClaimEvidenceForm, ClaimForm, MoveForm
from funding.moves import DUTIES
from funding.queries import amounts, evidence, plan_of, planned
from funding.steps import ALL, STEPS, ClaimStep, who_is_next, why_not
from funding.tables import lines_table
from govuk.numbers import months_text
from govuk.tables import export_or_none
from ledger.actions import act_on
from ledger.evidence import file_response


@require_safe
def claim(request, slug, code, year, starts, kind):
    page = get_claim(request, slug, code, year, starts, kind, VIEW_FUNDING)
    if page.is_recovery and page.at is None:
        raise Http404
    detail = can(request.user, VIEW_DETAIL, page.force)
    table = lines_table(page, plan_of(page.row.allocation, request.as_at.moment))
    RequestConfig(request, paginate=False).configure(table)
    if export := export_or_none(request, table, f"{slug}-{code}-{starts}-{kind}-{request.as_at.day}"):
        return export
    context = _context(page) | {
        "table": table,
        "sentence": sentence(page, request.as_at.day),
        "warning": warning(page),
        "detail": detail,
        "evidence": evidence(page.at.claim, request.as_at.moment) if page.at and detail else [],
        "clocks": page.at.clocks(request.as_at.day) if page.at else None,
        "may": _may(request, page),
        "kept_from": "" if request.as_at.is_past else _kept_from(request, page),
    }
    return render(request, "funding/claim.html", context)


def _context(page: ClaimPage) -> dict:
    title = _("Recovery for %(period)s") if page.is_recovery else _("Claim for %(period)s")
    period = months_text(page.span.starts, page.span.ends)
    return {"page": page, "organisation": page.force, "period": period, "title": title % {"period": period}}


def _may(request, page: ClaimPage) -> dict:
    """In the past nothing can be recorded."""
    if request.as_at.is_past:
        return {}
    records = can(request.user, RECORD_CLAIM, page.force)
    begun = page.span.starts <= request.as_at.day
    return {
        "fill": records and page.in_work and begun,
        "evidence": records and page.at is not None and page.state not in ("approved", "paid"),
        "recover": records and not page.is_recovery and page.at and page.at.counts and not page.row.of(
            page.span.starts, "recovery"
        ),
        "steps": [step for step in ALL if page.at and page.versions and _is_open(request, page, step)],
    }  # fmt: skip


def _is_open(request, page: ClaimPage, step: ClaimStep) -> bool:
    if page.state not in step.come_from or (step.name == "send" and request.as_at.day <= page.span.ends):
        return False
    held = any(can(request.user, permission, page.force) for permission in step.permissions)
    return held and not ((page.state, step.to) in DUTIES and request.user.pk in page.duties)


def _kept_from(request, page: ClaimPage) -> str:
    """Why somebody whose role takes the next step leaves it to another, because of what they did on this claim."""
    done = page.duties.get(request.user.pk)
    for step in ALL if done else ():
        if (page.state, step.to) in DUTIES and any(can(request.user, each, page.force) for each in step.permissions):
            return why_not(done, step.to)
    return ""


def fill_claim(request, slug, code, year, starts, kind):
    page = get_claim(request, slug, code, year, starts, kind, RECORD_CLAIM)
    if request.as_at.is_past or (request.method == "GET" and not _may(request, page)["fill"]):
        return _to_claim(request, page)
    theirs = None
    if request.method == "POST":
        form = ClaimForm(request.POST, kind=kind)
        saved, theirs = _save(request, page, form)
        if saved:
            messages.success(
                request, _("Saved. Nothing is claimed yet: send it to your finance officer when it is right.")
            )
            return redirect("claim", *page.address)
    else:
        said = {"forecast": page.row.forecast and page.row.forecast.amount, "base": len(page.versions)}
        form = ClaimForm.on(kind, amounts=page.amounts, note=page.version.note if page.version else "", **said)
    plan = planned(plan_of(page.row.allocation, None), page.span.starts)
    context = _context(page) | {
        "form": form,
        "theirs": theirs,
        "boxes": [(field, plan.get(category), amounts(theirs).get(category)) for category, field in form.boxes],
        "planned": sum(plan.values()) if plan else None,
    }
    return render(request, "funding/fill_claim.html", context)


def _save(request, page: ClaimPage, form: ClaimForm):
    """The version that was saved, and else the one that came first; neither: then the form says why."""
    if not form.is_valid():
        return None, None
    said = form.cleaned_data
    try:
        return actions.save_claim(
            allocation=page.row.allocation,
            starts=page.span.starts,
            kind=page.kind,
            lines=form.lines,
            by=request.user,
            base=said["base"],
            today=request.as_at.day,
            note=said["note"],
            forecast=said.get("forecast"),
            token=said["token"],
        ), None
    except actions.EditConflict as since:
        form.renew(base=since.latest.number)
        form.add_error(None, since.message)
        return None, since.latest
    except actions.RuleBroken as refused:
        form.add_error(refused.field or None, refused.message)
        return None, None


def add_claim_evidence(request, slug, code, year, starts, kind):
    page = get_claim(request, slug, code, year, starts, kind, RECORD_CLAIM)
    if request.as_at.is_past or (request.method == "GET" and not _may(request, page)["evidence"]):
        return _to_claim(request, page)
    if page.at is None:
        raise Http404
    form = ClaimEvidenceForm(request.POST or None, request.FILES or None, today=request.as_at.day)
    said = {"claim": page.at.claim, "by": request.user}
    if form.is_valid() and act_on(
        form, lambda: actions.add_evidence(evidence=form.evidence(), token=form.cleaned_data["token"], **said)
    ):
        messages.success(request, _("The evidence is added. It stays with the claim."))
        return redirect("claim", *page.address)
    return render(request, "funding/add_evidence.html", _context(page) | {"form": form})


@require_safe
def claim_evidence(request, slug, code, year, starts, kind, pk):
    page = get_claim(request, slug, code, year, starts, kind, VIEW_DETAIL)
    if page.at is None:
        raise Http404
    return file_response(request, get_object_or_404(evidence(page.at.claim, request.as_at.moment), pk=pk, file__gt=""))


def _to_claim(request, page):
    url = reverse("claim", args=page.address)
    if page.is_recovery and not page.at:
        url = reverse("organisation_funding", args=[page.force.slug])
    return redirect(request.as_at.link(url))


def move_claim(request, slug, code, year, starts, kind, step):
    page = get_claim(request, slug, code, year, starts, kind, VIEW_FUNDING)
    step = STEPS.get(step)
    if step is None or (page.at is None and not request.as_at.is_past):
        raise Http404
    held = [permission for permission in step.permissions if can(request.user, permission, page.force)]
    if not held:
        raise PermissionDenied
    if request.as_at.is_past or (request.method == "GET" and not _is_open(request, page, step)):
        return _to_claim(request, page)
    handed_back = step.name == "back" and held == [CERTIFY_CLAIM]
    asked = {"words": step.asks, "required": step.needs_words or handed_back, "declaration": step.declaration}
    form, came_first = MoveForm(request.POST or None, seen=page.seen, **asked), None
    if form.is_valid():
        came_first = _move(request, page, step, form)
        if form.is_valid():
            messages.success(request, step.done)
            return redirect("claim", *page.address)
    table = lines_table(page, plan_of(page.row.allocation, request.as_at.moment), orderable=False)
    table.formats = ()
    next_words, nobody_left = who_is_next({*page.duties, request.user.pk}, step.to, page.force)
    context = _context(page) | {
        "step": step,
        "form": form,
        "table": table,
        "warning": warning(page) or nobody_left,
        "next": next_words,
        "came_first": came_first,
    }
    return render(request, "funding/move_claim.html", context)


def _move(request, page, step, form):
    """What came first, if anything did. When the move was refused the form says why."""
    said = {"claim": page.at.claim, "by": request.user, "seen": form.cleaned_data["seen"], "today": request.as_at.day}
    comment = form.cleaned_data.get("comment", "")
    try:
        if step.name == "certify":
            actions.certify(**said)
        elif step.to is None:
            actions.give_back(**said, comment=comment)
        else:
            actions.transition(to=step.to, **said, comment=comment)
    except actions.EditConflict as first:
        form.add_error(None, first.message)
        return first.latest
    except actions.RuleBroken as refused:
        form.add_error(refused.field if refused.field in form.fields else None, refused.message)
    return None
