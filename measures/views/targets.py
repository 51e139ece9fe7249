import uuid

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.permissions import MANAGE_MEASURES
from forces.access import require
from ledger.actions import Refused
from measures import actions
from measures.forms import TargetForm
from measures.models import Measure
from measures.queries import targets_of
from measures.words import target_text, unit_hint


def target(request, code):
    require(request.user, MANAGE_MEASURES)
    measure = Measure.objects.filter(code=code).first()
    if measure is None or not measure.may_have_target:
        raise Http404
    page = reverse("measure", args=[code])
    if request.as_at.is_past:
        return redirect(request.as_at.link(page))
    rows = targets_of(measure, None)
    last = max((row.pk for row in rows), default=0)
    asked = {"organisation": request.GET.get("organisation"), "base": last, "token": uuid.uuid4()}
    ending = "end" in request.POST
    form = TargetForm(request.POST or None, unit=unit_hint(measure), ending=ending, initial=asked)
    if request.method == "POST" and form.is_valid() and _record(form, measure, request.user, last):
        messages.success(request, _("Recorded. The charts show it now."))
        return redirect(_page(measure, form.cleaned_data["organisation"]))
    context = {"form": form, "measure": measure, "rows": [(target_text(measure, row), row) for row in rows]}
    return render(request, "measures/target.html", context)


def _page(measure, force):
    if force:
        return reverse("organisation_measure", args=[force.slug, measure.code])
    return reverse("measure", args=[measure.code])


def _record(form, measure, by, last) -> bool:
    said = {name: form.cleaned_data[name] for name in ("organisation", "starts_on", "value", "reason", "base", "token")}
    try:
        actions.set_target(measure=measure, by=by, **said)
    except Refused as refused:
        form.add_error(refused.field or None, refused.message)
        if not refused.field:
            form.renew(base=last)
        return False
    return True
