"""What the Unit records about charts: notes on figures, from where on limits start anew, and targets."""

import uuid

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from accounts.permissions import MANAGE_MEASURES
from forces.access import get_force, require
from ledger.actions import act_on
from ledger.middleware import today_only
from measures import actions
from measures.forms import ChangeNoteForm, NoteForm, RebaseForm, TargetForm
from measures.models import Measure, Note
from measures.quarters import following, quarter_of, run
from measures.queries.charts import all_series, chart_of
from measures.queries.ledgers import annotations, targets
from measures.words import short_quarter, target_text, unit_hint

SAID = ("last", "text", "source", "base", "token")
YEARS = 12  # of quarters that are offered where no figure is published yet


@today_only("organisation_measure", "slug", "code")
def add_note(request, slug, code):
    force = get_force(request.user, slug, MANAGE_MEASURES)
    measure = get_object_or_404(Measure, code=code)
    asked = {"measures": [code], "base": _last(force), "token": uuid.uuid4()}
    found = all_series(request.as_at, organisation=force, measure=measure).get((force.pk, measure.pk), ())
    form = NoteForm(request.POST or None, quarters=_quarters(min(found, default=None)), initial=asked)
    if request.method == "POST" and form.is_valid():
        said = {name: form.cleaned_data[name] for name in (*SAID, "what", "first", "measures")}
        if act_on(form, lambda: actions.write_note(organisation=force, by=request.user, **said), base=asked["base"]):
            messages.success(request, _("Recorded. The charts show it now."))
            return redirect("organisation_measure", slug, code)
    return render(request, "measures/note.html", {"form": form, "organisation": force, "measure": measure})


@today_only("organisation_measure", "slug", "code")
def change_note(request, slug, code, pk):
    force = get_force(request.user, slug, MANAGE_MEASURES)
    note = get_object_or_404(Note.objects.select_related("measure"), pk=pk, organisation=force, measure__code=code)
    noted = annotations(None, organisation=force, measure=note.measure).notes_on(force.pk, note.measure_id)
    standing = next((row for row in noted if (row.what, row.first) == (note.what, note.first)), None)
    if standing is None:
        messages.info(request, _("That note has been taken back already."))
        return redirect("organisation_measure", slug, code)
    asked = {"last": standing.last, "text": standing.text, "source": standing.source}
    asked |= {"base": _last(force), "token": uuid.uuid4()}
    form = ChangeNoteForm(request.POST or None, quarters=_quarters(note.first), initial=asked)

    def act():
        said = form.cleaned_data
        if "take_back" in request.POST:
            return actions.take_note_back(note=note, why=said["why"], base=said["base"], by=request.user)
        about = {"organisation": force, "measures": [note.measure], "what": note.what, "first": note.first}
        return actions.write_note(**about, **{name: said[name] for name in SAID}, by=request.user)

    if request.method == "POST" and form.is_valid() and act_on(form, act, base=asked["base"]):
        messages.success(request, _("Recorded. The chart shows it now."))
        return redirect("organisation_measure", slug, code)
    context = {"form": form, "organisation": force, "measure": note.measure, "standing": standing}
    return render(request, "measures/note.html", context | {"since": short_quarter(note.first)})


def _last(force) -> int:
    return Note.objects.filter(organisation=force).order_by("-pk").values_list("pk", flat=True).first() or 0


def _quarters(first) -> list:
    """From the first figure, or where a note that stands begins, to the quarter that it is."""
    now = quarter_of(localdate())
    return run(first or following(now, -4 * YEARS), now)


@today_only("organisation_measure", "slug", "code")
def rebase(request, slug, code):
    force = get_force(request.user, slug, MANAGE_MEASURES)
    measure = get_object_or_404(Measure, code=code)
    shown, annotated, _targets = chart_of(force, measure, request.as_at)
    last = max((row.pk for row in annotated.rebases), default=0)
    asked = {"quarter": request.GET.get("quarter"), "event": request.GET.get("event"), "base": last}
    quarters = shown.process.quarters[1:] if shown.process else []
    form = RebaseForm(request.POST or None, quarters=quarters, initial=asked)

    def act():
        said = {name: form.cleaned_data[name] for name in ("quarter", "event", "reason", "base")}
        said |= {"stands": "take_back" not in request.POST, "by": request.user}
        return actions.rebase(organisation=force, measure=measure, **said)

    if request.method == "POST" and form.is_valid() and act_on(form, act, base=last):
        messages.success(request, _("Recorded. The chart shows it now."))
        return redirect("organisation_measure", slug, code)
    context = {"form": form, "organisation": force, "measure": measure}
    context["standing"] = [short_quarter(quarter) for quarter in annotated.starts(force.pk, measure.pk)]
    return render(request, "measures/rebase.html", context)


@today_only("measure", "code")
def target(request, code):
    require(request.user, MANAGE_MEASURES)
    measure = get_object_or_404(Measure, code=code)
    if not measure.may_have_target:
        raise Http404
    rows = targets(None, measure=measure)
    last = max((row.pk for row in rows), default=0)
    asked = {"organisation": request.GET.get("organisation"), "base": last, "token": uuid.uuid4()}
    ending = "end" in request.POST
    form = TargetForm(request.POST or None, unit=unit_hint(measure), ending=ending, initial=asked)

    def act():
        names = ("organisation", "starts_on", "value", "reason", "base", "token")
        said = {name: form.cleaned_data[name] for name in names}
        return actions.set_target(measure=measure, by=request.user, **said)

    if request.method == "POST" and form.is_valid() and act_on(form, act, base=last):
        messages.success(request, _("Recorded. The charts show it now."))
        force = form.cleaned_data["organisation"]
        return redirect("organisation_measure", force.slug, code) if force else redirect("measure", code)
    context = {"form": form, "measure": measure, "rows": [(target_text(measure, row), row) for row in rows]}
    return render(request, "measures/target.html", context)
