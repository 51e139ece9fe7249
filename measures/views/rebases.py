from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.permissions import MANAGE_MEASURES
from forces.access import get_force
from ledger.actions import Refused
from measures import actions
from measures.forms import RebaseForm, quarters_of
from measures.models import Measure
from measures.queries import chart_of
from measures.words import short_quarter


def rebase(request, slug, code):
    force = get_force(request.user, slug, MANAGE_MEASURES)
    measure = Measure.objects.filter(code=code).first()
    if measure is None:
        raise Http404
    page = reverse("organisation_measure", args=[slug, code])
    if request.as_at.is_past:
        return redirect(request.as_at.link(page))
    shown, annotated, _targets = chart_of(force, measure, request.as_at)
    last, standing = max((row.pk for row in annotated.rebases), default=0), annotated.starts(force.pk, measure.pk)
    asked = {"quarter": request.GET.get("quarter"), "event": request.GET.get("event"), "base": last}
    form = RebaseForm(request.POST or None, quarters=quarters_of(shown.process), initial=asked)
    take_back = "take_back" in request.POST
    if (
        request.method == "POST"
        and form.is_valid()
        and _record(form, force, measure, request.user, not take_back, last)
    ):
        messages.success(request, _("Recorded. The chart shows it now."))
        return redirect(page)
    context = {
        "form": form,
        "organisation": force,
        "measure": measure,
        "standing": [short_quarter(quarter) for quarter in standing],
    }
    return render(request, "measures/rebase.html", context)


def _record(form, force, measure, by, stands, last) -> bool:
    said = {name: form.cleaned_data[name] for name in ("quarter", "event", "reason", "base")}
    try:
        actions.rebase(organisation=force, measure=measure, by=by, stands=stands, **said)
    except Refused as refused:
        form.add_error(refused.field or None, refused.message)
        if not refused.field:
            form.renew(base=last)
        return False
    return True
