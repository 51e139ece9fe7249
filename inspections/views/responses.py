"""What an addressee says of a finding, and whether it holds: of an organisation, or of a national body."""

import uuid
from itertools import zip_longest

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.permissions import RESPOND_FINDING, VIEW_RESPONSE_DETAIL, VIEW_RESPONSES
from forces.access import can, is_on_behalf
from inspections import actions
from inspections.access import get_addressee, get_body, verify_permission, voice_of
from inspections.forms import RespondForm, VerifyForm
from inspections.models import Addressee
from inspections.queries import evidence_of, history, standing_of
from inspections.rows import response_url
from inspections.scales import SETTLED
from inspections.words import held, verdicts, who
from ledger.actions import Refused
from ledger.evidence import file_response


@require_safe
def finding_response(request, slug, code, label):
    return _response(request, get_addressee(request.user, slug, code, label, request.as_at, VIEW_RESPONSES))


@require_safe
def body_response(request, code, label, body):
    return _response(request, get_body(request.user, body, code, label, request.as_at, VIEW_RESPONSES))


def respond(request, slug, code, label):
    return _respond(request, get_addressee(request.user, slug, code, label, request.as_at, RESPOND_FINDING))


def body_respond(request, code, label, body):
    return _respond(request, get_body(request.user, body, code, label, request.as_at, RESPOND_FINDING))


def verify(request, slug, code, label):
    return _verify(request, get_addressee(request.user, slug, code, label, request.as_at, VIEW_RESPONSES))


def body_verify(request, code, label, body):
    return _verify(request, get_body(request.user, body, code, label, request.as_at, VIEW_RESPONSES))


@require_safe
def response_evidence(request, slug, code, label, pk):
    return _evidence(request, get_addressee(request.user, slug, code, label, request.as_at, VIEW_RESPONSE_DETAIL), pk)


@require_safe
def body_evidence(request, code, label, body, pk):
    return _evidence(request, get_body(request.user, body, code, label, request.as_at, VIEW_RESPONSE_DETAIL), pk)


def _evidence(request, addressee: Addressee, pk: int):
    return file_response(request, get_object_or_404(evidence_of(addressee, request.as_at), pk=pk, file__gt=""))


def _response(request, addressee: Addressee):
    user, inspection = request.user, addressee.finding.inspection
    standing = standing_of(addressee, request.as_at)
    said = history(addressee, request.as_at)
    detail = can(user, VIEW_RESPONSE_DETAIL, addressee.organisation)
    present = not request.as_at.is_past
    may_verify = can(user, verify_permission(inspection)) and standing.stage in SETTLED
    context = _context(request, standing) | {
        "history": list(zip_longest(said, said[1:])),
        "verdict": verdicts(standing),
        "overdue": standing.is_overdue(request.as_at.day),
        "detail": detail,
        "evidence": evidence_of(addressee, request.as_at) if detail else [],
        "may_respond": present and can(user, RESPOND_FINDING, addressee.organisation),
        "may_verify": present and may_verify and standing.response.recorded_by_id != user.pk,
    }
    return render(request, "inspections/response.html", context)


def _respond(request, addressee: Addressee):
    if request.as_at.is_past:
        return _to_response(request, addressee)
    standing, came_first = standing_of(addressee, request.as_at), None
    of = {"by": request.user, "today": request.as_at.day}
    form = RespondForm.on(standing, **of)
    if request.method == "POST":
        form = RespondForm(request.POST, request.FILES, standing=standing, **of)
        recorded, came_first = _record(request, form, addressee)
        if recorded:
            messages.success(request, _what_happens_next(addressee))
            return _to_response(request, addressee)
    behind = is_on_behalf(request.user, RESPOND_FINDING, addressee.organisation)
    context = _context(request, standing) | {"form": form, "came_first": came_first, "on_behalf": behind}
    return render(request, "inspections/respond.html", context)


def _record(request, form: RespondForm, addressee: Addressee):
    """What was recorded, and else what came first; neither: then the form says why."""
    valid = form.is_valid()
    last, base = form.standing.response, form.cleaned_data.get("base")
    token = form.cleaned_data.get("token")
    if last and base is not None and last.number != base and not (valid and last.token == token):
        form.renew(base=last.number)
        return None, last
    if not valid:
        return None, None
    try:
        return actions.respond(
            addressee=addressee,
            answered=form.answered,
            base=base,
            by=request.user,
            evidence=form.new_evidence(),
            token=token,
        ), None
    except actions.EditConflict as first:
        form.renew(base=first.latest.number)
        return None, first.latest
    except Refused as refused:
        form.add_error(refused.field or None, refused.message)
        return None, None


def _verify(request, addressee: Addressee):
    voice = voice_of(request.user, addressee.finding.inspection)
    if voice is None:
        raise PermissionDenied
    standing = standing_of(addressee, request.as_at)
    if request.as_at.is_past or standing.stage not in SETTLED:
        return _to_response(request, addressee)
    seen = max((each.pk for each in standing.response.verifications.all()), default=0)
    form = VerifyForm(initial={"token": uuid.uuid4(), "base": standing.number, "seen": seen})
    if request.method == "POST":
        form = VerifyForm(request.POST)
        if form.is_valid() and (said := _judge(request, form, addressee, standing, seen)):
            words = _("%(who)s says: %(held)s.") % {
                "who": who(voice, addressee.finding.inspection),
                "held": held(said.verified),
            }
            messages.success(request, words)
            return _to_response(request, addressee)
    context = _context(request, standing) | {
        "form": form,
        "voice": who(voice, addressee.finding.inspection),
        "verdict": verdicts(standing),
        "evidence": evidence_of(addressee, request.as_at),
        "mine": standing.response.recorded_by_id == request.user.pk,
    }
    return render(request, "inspections/verify.html", context)


def _judge(request, form: VerifyForm, addressee: Addressee, standing, seen: int):
    said = {name: form.cleaned_data[name] for name in ("base", "seen", "verified", "comment", "token")}
    try:
        return actions.verify(addressee=addressee, by=request.user, **said)
    except Refused as refused:
        form.add_error(refused.field or None, refused.message)
        if not refused.field:
            form.renew(base=standing.number, seen=seen)
        return None


def _what_happens_next(addressee: Addressee) -> str:
    names = {"unit": settings.UNIT_NAME, "inspectorate": addressee.finding.inspection.get_inspectorate_display()}
    return _("Your answer is recorded. The %(unit)s and %(inspectorate)s see it now.") % names


def _context(request, standing) -> dict:
    finding = standing.finding
    return {
        "standing": standing,
        "addressee": standing.addressee,
        "organisation": standing.addressee.organisation,
        "finding": finding,
        "inspection": finding.inspection,
        "terms": standing.terms,
        "own_url": request.as_at.link(response_url(standing)),
    }


def _to_response(request, addressee: Addressee):
    return redirect(request.as_at.link(response_url(standing_of(addressee, request.as_at))))
