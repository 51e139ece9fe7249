"""A force's specialist posts and headcounts on a day."""

from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.permissions import RECORD_TRAINING
from forces.access import get_force, is_on_behalf
from ledger.actions import EditConflict, Refused
from training import actions
from training.actions.workforce import POSTS
from training.forms import HeadcountForm, WorkforceForm
from training.models import Headcount
from training.queries import headcounts_of, workforce_of


def record_workforce(request, slug):
    force = get_force(request.user, slug, RECORD_TRAINING)
    if request.as_at.is_past:
        return _to_page(request, force)
    today, known = request.as_at.day, workforce_of(force, request.as_at)
    last = known[0] if known else None
    numbers = {name: getattr(last, name) for name in POSTS} if last else {}
    same_day = last if last and last.day == today else None
    form = WorkforceForm.on(same_day, today=today, **numbers)
    theirs = None
    if request.method == "POST":
        form = WorkforceForm(request.POST, today=today)
        recorded, theirs = _record(request, force, form, _workforce)
        if recorded:
            return _to_page(request, force)
    context = {"form": form, "last": last, "theirs": theirs, **_context(request, force)}
    return render(request, "training/record_workforce.html", context)


def record_headcount(request, slug):
    force = get_force(request.user, slug, RECORD_TRAINING)
    if request.as_at.is_past:
        return _to_page(request, force)
    today, theirs = request.as_at.day, None
    kind = request.GET.get("kind", "")
    form = HeadcountForm.on(None, today=today, kind=kind if kind in dict(Headcount.KINDS) else None)
    if request.method == "POST":
        form = HeadcountForm(request.POST, today=today)
        recorded, theirs = _record(request, force, form, _headcount)
        if recorded:
            return _to_page(request, force)
    known = headcounts_of(force, request.as_at)
    context = {"form": form, "theirs": theirs, "known": known, **_context(request, force)}
    return render(request, "training/record_headcount.html", context)


def _workforce(force, form, **common):
    said = form.cleaned_data
    base = form.base_version(said["day"].isoformat())
    return actions.record_workforce(organisation=force, day=said["day"], posts=form.posts, base=base, **common)


def _headcount(force, form, **common):
    said = {name: form.cleaned_data[name] for name in ("kind", "day", "number")}
    base = form.base_version(f"{said['kind']} {said['day'].isoformat()}")
    return actions.record_headcount(organisation=force, base=base, **said, **common)


def _record(request, force, form, act):
    """Whether it is recorded, and what was recorded for that day before; neither: then the form says why."""
    if not form.is_valid():
        return False, None
    common = {"by": request.user, "today": form.today, "reason": form.cleaned_data["reason"]}
    try:
        recorded = act(force, form, **common)
    except EditConflict as first:
        form.renew(base=first.latest.version, base_of=form.key(first.latest))
        return False, first.latest
    except Refused as refused:
        form.add_error(refused.field or None, refused.message)
        if not refused.field:
            form.renew(base=0, base_of="")
        return False, None
    messages.success(request, _what_happens_next(recorded))
    return True, None


def _what_happens_next(recorded) -> str:
    if recorded is None:
        return _("That is what is recorded: nothing was added.")
    return _("Your numbers are recorded. The %(unit)s sees them now.") % {"unit": settings.UNIT_NAME}


def _context(request, force):
    return {"organisation": force, "on_behalf": is_on_behalf(request.user, RECORD_TRAINING, force)}


def _to_page(request, force):
    return redirect(request.as_at.link(reverse("organisation_training", args=[force.slug])))
