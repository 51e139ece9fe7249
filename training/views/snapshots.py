"""A force's specialist posts and headcounts on a day."""

from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.permissions import RECORD_TRAINING
from forces.access import get_force, is_on_behalf
from ledger.actions import EditConflict, RuleBroken
from ledger.middleware import today_only
from training import actions
from training.actions import POSTS
from training.forms.snapshots import HeadcountForm, WorkforceForm
from training.models import Headcount
from training.queries import headcounts_of, workforce_of


@today_only("organisation_training", "slug")
def record_workforce(request, slug):
    force, today = get_force(request.user, slug, RECORD_TRAINING), request.as_at.day
    last = workforce_of(force, request.as_at).first()
    numbers = {name: getattr(last, name) for name in POSTS} if last else {}
    form = WorkforceForm.on(last if last and last.day == today else None, today=today, **numbers)
    context = {"last": last}
    if request.method == "POST":
        form = WorkforceForm(request.POST, today=today)
        context["theirs"], done = _record(request, force, form, actions.record_workforce)
        if done:
            return redirect("organisation_training", slug)
    return _page(request, "training/record_workforce.html", force, form, context)


@today_only("organisation_training", "slug")
def record_headcount(request, slug):
    force, today = get_force(request.user, slug, RECORD_TRAINING), request.as_at.day
    kind = request.GET.get("kind", "")
    form = HeadcountForm.on(None, today=today, kind=kind if kind in dict(Headcount.KINDS) else None)
    context = {"known": headcounts_of(force, request.as_at)}
    if request.method == "POST":
        form = HeadcountForm(request.POST, today=today)
        context["theirs"], done = _record(request, force, form, actions.record_headcount)
        if done:
            return redirect("organisation_training", slug)
    return _page(request, "training/record_headcount.html", force, form, context)


def _page(request, template, force, form, context):
    on_behalf = is_on_behalf(request.user, RECORD_TRAINING, force)
    return render(request, template, context | {"form": form, "organisation": force, "on_behalf": on_behalf})


def _record(request, force, form, act):
    """What was recorded for that day before, and whether this is recorded; neither: then the form says why."""
    if not form.is_valid():
        return None, False
    by, reason = request.user, form.cleaned_data["reason"]
    try:
        recorded = act(organisation=force, by=by, today=form.today, reason=reason, **form.figures)
    except EditConflict as first:
        form.renew(base=first.latest.version, base_of=form.key(first.latest))
        return first.latest, False
    except RuleBroken as refused:
        form.add_error(refused.field or None, refused.message)
        if not refused.field:
            form.renew(base=0, base_of="")
        return None, False
    told = _("Your numbers are recorded. The %(unit)s sees them now.") % {"unit": settings.UNIT_NAME}
    messages.success(request, told if recorded else _("That is what is recorded: nothing was added."))
    return None, True
