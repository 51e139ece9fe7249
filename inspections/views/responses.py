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
from inspections.access import get_addressee, verify_permission, voice_of
from inspections.forms.responses import RespondForm, VerifyForm
from inspections.models import Addressee
from inspections.queries import evidence_of, history, standing_of
from inspections.scales import SETTLED
from inspections.standing import verdict_word, who
from ledger.actions import RuleBroken
from ledger.evidence import file_response
from ledger.middleware import today_only


@require_safe
def evidence(request, pk, **of):
    addressee = get_addressee(request, VIEW_RESPONSE_DETAIL, **of)
    return file_response(request, get_object_or_404(evidence_of(addressee, request.as_at), pk=pk, file__gt=""))


@require_safe
def response(request, **of):
    addressee = get_addressee(request, VIEW_RESPONSES, **of)
    user, as_at = request.user, request.as_at
    standing, said = standing_of(addressee, as_at), list(history(addressee, as_at))
    detail = can(user, VIEW_RESPONSE_DETAIL, addressee.organisation)
    may_verify = can(user, verify_permission(addressee.finding.inspection)) and standing.stage in SETTLED
    context = _context(request, standing) | {
        "history": list(zip_longest(said, said[1:])),
        "verdict": standing.verdict_words,
        "overdue": standing.is_overdue(as_at.day),
        "detail": detail,
        "evidence": evidence_of(addressee, as_at) if detail else [],
        "may_respond": not as_at.is_past and can(user, RESPOND_FINDING, addressee.organisation),
        "may_verify": not as_at.is_past and may_verify and standing.response.recorded_by_id != user.pk,
    }
    return render(request, "inspections/response.html", context)


@today_only("finding_response", "slug", "code", "label")
def respond(request, **of):
    addressee = get_addressee(request, RESPOND_FINDING, **of)
    standing, came_first = standing_of(addressee, request.as_at), None
    by = {"by": request.user, "today": request.as_at.day}
    form = RespondForm.on(standing, **by)
    if request.method == "POST":
        form = RespondForm(request.POST, request.FILES, standing=standing, **by)
        recorded, came_first = _record(request, form, addressee)
        if recorded:
            inspectorate = addressee.finding.inspection.get_inspectorate_display()
            words = _("Your answer is recorded. The %(unit)s and %(inspectorate)s see it now.")
            messages.success(request, words % {"unit": settings.UNIT_NAME, "inspectorate": inspectorate})
            return redirect(addressee)
    behind = is_on_behalf(request.user, RESPOND_FINDING, addressee.organisation)
    context = _context(request, standing) | {"form": form, "came_first": came_first, "on_behalf": behind}
    return render(request, "inspections/respond.html", context)


@today_only("body_response", "code", "label", "body")
def body_respond(request, **of):
    return respond(request, **of)


def _record(request, form: RespondForm, addressee: Addressee):
    """What was recorded, and else what came first; neither: then the form says why."""
    valid = form.is_valid()
    last, base, token = form.standing.response, form.cleaned_data.get("base"), form.cleaned_data.get("token")
    if last and base is not None and last.number != base and not (valid and last.token == token):
        form.renew(base=last.number)
        return None, last
    if not valid:
        return None, None
    said = {"answered": form.answered, "evidence": form.new_evidence(), "base": base, "token": token}
    try:
        return actions.respond(addressee=addressee, by=request.user, **said), None
    except actions.EditConflict as first:
        form.renew(base=first.latest.number)
        return None, first.latest
    except RuleBroken as refused:
        form.add_error(refused.field or None, refused.message)
        return None, None


@today_only("finding_response", "slug", "code", "label")
def verify(request, **of):
    addressee = get_addressee(request, VIEW_RESPONSES, **of)
    voice = voice_of(request.user, addressee.finding.inspection)
    if voice is None:
        raise PermissionDenied
    standing = standing_of(addressee, request.as_at)
    if standing.stage not in SETTLED:
        return redirect(addressee)
    says = who(voice, addressee.finding.inspection)
    known = {"base": standing.number, "seen": max((each.pk for each in standing.verdicts.values()), default=0)}
    form = VerifyForm(initial={"token": uuid.uuid4(), **known})
    if request.method == "POST":
        form = VerifyForm(request.POST)
        if form.is_valid() and (said := _judge(request, form, addressee, known)):
            words = _("%(who)s says: %(held)s.") % {"who": says, "held": verdict_word(said.verified)}
            messages.success(request, words)
            return redirect(addressee)
    context = _context(request, standing) | {
        "form": form,
        "voice": says,
        "verdict": standing.verdict_words,
        "evidence": evidence_of(addressee, request.as_at),
        "mine": standing.response.recorded_by_id == request.user.pk,
    }
    return render(request, "inspections/verify.html", context)


@today_only("body_response", "code", "label", "body")
def body_verify(request, **of):
    return verify(request, **of)


def _judge(request, form: VerifyForm, addressee: Addressee, known: dict):
    said = {name: form.cleaned_data[name] for name in ("base", "seen", "verified", "comment", "token")}
    try:
        return actions.verify(addressee=addressee, by=request.user, **said)
    except RuleBroken as refused:
        form.add_error(refused.field or None, refused.message)
        if not refused.field:
            form.renew(**known)
        return None


def _context(request, standing) -> dict:
    return {
        "standing": standing,
        "addressee": standing.addressee,
        "organisation": standing.addressee.organisation,
        "finding": standing.finding,
        "inspection": standing.finding.inspection,
        "terms": standing.terms,
        "own_url": request.as_at.link(standing.addressee.get_absolute_url()),
    }
