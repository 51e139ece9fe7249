"""A claim: its page, its figures and its evidence."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django_tables2 import RequestConfig

from accounts.permissions import RECORD_CLAIM, VIEW_DETAIL, VIEW_FUNDING
from forces.access import can
from funding import actions, words
from funding.access import ClaimPage, get_claim
from funding.claim_page import LinesTable, line_rows, sentence, warning
from funding.duties import why_not
from funding.forms import ClaimEvidenceForm, ClaimForm
from funding.moves import DUTIES
from funding.queries import amounts, evidence, plan_of, planned
from funding.steps import ALL, Step
from govuk.tables import export_or_none
from ledger.actions import act_on
from ledger.evidence import file_response


@require_safe
def claim(request, slug, code, year, starts, kind):
    page = get_claim(request, slug, code, year, starts, kind, VIEW_FUNDING)
    if page.is_recovery and page.at is None:
        raise Http404
    detail = can(request.user, VIEW_DETAIL, page.force)
    table = LinesTable(line_rows(page, plan_of(page.row.allocation, request.as_at.moment)))
    RequestConfig(request, paginate=False).configure(table)
    if export := export_or_none(request, table, f"{slug}-{code}-{starts}-{kind}-{request.as_at.day}"):
        return export
    context = claim_context(page) | {
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


def claim_context(page: ClaimPage) -> dict:
    title = _("Recovery for %(period)s") if page.is_recovery else _("Claim for %(period)s")
    period = words.period_text(page.span.starts, page.span.ends)
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
        "steps": [step for step in ALL if page.at and page.versions and is_open(request, page, step)],
    }  # fmt: skip


def is_open(request, page: ClaimPage, step: Step) -> bool:
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
        return to_claim(request, page)
    theirs = None
    if request.method == "POST":
        form = ClaimForm(request.POST, kind=kind)
        saved, theirs = _save(request, page, form)
        if saved:
            messages.success(
                request, _("Saved. Nothing is claimed yet: send it to your finance officer when it is right.")
            )
            return redirect(claim_url("claim", page))
    else:
        said = {"forecast": page.row.forecast and page.row.forecast.amount, "base": len(page.versions)}
        form = ClaimForm.on(kind, amounts=page.amounts, note=page.version.note if page.version else "", **said)
    plan = planned(plan_of(page.row.allocation, None), page.span.starts)
    context = claim_context(page) | {
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
    except actions.Refused as refused:
        form.add_error(refused.field or None, refused.message)
        return None, None


def add_claim_evidence(request, slug, code, year, starts, kind):
    page = get_claim(request, slug, code, year, starts, kind, RECORD_CLAIM)
    if request.as_at.is_past or (request.method == "GET" and not _may(request, page)["evidence"]):
        return to_claim(request, page)
    if page.at is None:
        raise Http404
    form = ClaimEvidenceForm(request.POST or None, request.FILES or None, today=request.as_at.day)
    if form.is_bound and form.is_valid() and _attach(request, page, form):
        messages.success(request, _("The evidence is added. It stays with the claim."))
        return redirect(claim_url("claim", page))
    return render(request, "funding/add_evidence.html", claim_context(page) | {"form": form})


def _attach(request, page, form):
    said = {"evidence": form.evidence(), "token": form.cleaned_data["token"]}
    return act_on(form, lambda: actions.add_evidence(claim=page.at.claim, by=request.user, **said))


@require_safe
def claim_evidence(request, slug, code, year, starts, kind, pk):
    page = get_claim(request, slug, code, year, starts, kind, VIEW_DETAIL)
    if page.at is None:
        raise Http404
    return file_response(request, get_object_or_404(evidence(page.at.claim, request.as_at.moment), pk=pk, file__gt=""))


def claim_url(name, page, *more) -> str:
    return reverse(name, args=[*page.address, *more])


def to_claim(request, page):
    url = (
        claim_url("claim", page)
        if page.at or not page.is_recovery
        else reverse("organisation_funding", args=[page.force.slug])
    )
    return redirect(request.as_at.link(url))
