"""Notes on a force's figures: written on a page of one measure, of that and of others."""

import uuid

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from accounts.permissions import MANAGE_MEASURES
from forces.access import get_force
from ledger.actions import Refused
from measures import actions
from measures.forms import ChangeNoteForm, NoteForm
from measures.models import Measure, Note
from measures.quarters import following, quarter_of, run
from measures.queries import annotations, series_of
from measures.words import short_quarter

SAID = ("last", "text", "source", "base", "token")
YEARS = 12  # of quarters that are offered where no figure is published yet


def add_note(request, slug, code):
    force = get_force(request.user, slug, MANAGE_MEASURES)
    measure = get_object_or_404(Measure, code=code)
    page = reverse("organisation_measure", args=[slug, code])
    if request.as_at.is_past:
        return redirect(request.as_at.link(page))
    asked = {"measures": [code], "base": _last(force), "token": uuid.uuid4()}
    form = NoteForm(request.POST or None, quarters=_quarters(request, force, measure), initial=asked)
    if request.method == "POST" and form.is_valid():
        said = {name: form.cleaned_data[name] for name in (*SAID, "what", "first", "measures")}
        if _done(form, force, lambda: actions.write_note(organisation=force, by=request.user, **said)):
            messages.success(request, _("Recorded. The charts show it now."))
            return redirect(page)
    return render(request, "measures/note.html", {"form": form, "organisation": force, "measure": measure})


def change_note(request, slug, code, pk):
    force = get_force(request.user, slug, MANAGE_MEASURES)
    note = get_object_or_404(Note.objects.select_related("measure"), pk=pk, organisation=force, measure__code=code)
    page = reverse("organisation_measure", args=[slug, code])
    if request.as_at.is_past:
        return redirect(request.as_at.link(page))
    noted = annotations(None, organisation=force, measure=note.measure).notes_on(force.pk, note.measure_id)
    standing = next((row for row in noted if (row.what, row.first) == (note.what, note.first)), None)
    if standing is None:
        messages.info(request, _("That note has been taken back already."))
        return redirect(page)
    asked = {"last": standing.last, "text": standing.text, "source": standing.source}
    asked |= {"base": _last(force), "token": uuid.uuid4()}
    form = ChangeNoteForm(request.POST or None, quarters=_quarters(request, force, note.measure, note), initial=asked)
    if request.method == "POST" and form.is_valid() and _changed(form, request, force, note):
        messages.success(request, _("Recorded. The chart shows it now."))
        return redirect(page)
    context = {"form": form, "organisation": force, "measure": note.measure, "standing": standing}
    return render(request, "measures/note.html", context | {"since": short_quarter(note.first)})


def _changed(form, request, force, note) -> bool:
    said, by = form.cleaned_data, request.user
    if "take_back" in request.POST:
        return _done(form, force, lambda: actions.take_note_back(note=note, why=said["why"], base=said["base"], by=by))
    row = {name: said[name] for name in SAID}
    about = {"organisation": force, "measures": [note.measure], "what": note.what, "first": note.first}
    return _done(form, force, lambda: actions.write_note(by=by, **about, **row))


def _done(form, force, write) -> bool:
    try:
        write()
    except Refused as refused:
        form.add_error(refused.field or None, refused.message)
        if not refused.field:
            form.renew(base=_last(force))
        return False
    return True


def _last(force) -> int:
    return Note.objects.filter(organisation=force).order_by("-pk").values_list("pk", flat=True).first() or 0


def _quarters(request, force, measure, note=None) -> list:
    """From the first figure to the quarter that it is; of a note that stands, from where it begins."""
    now = quarter_of(localdate())
    first = note.first if note else min(series_of(force, request.as_at, measure).get(measure.pk, ()), default=None)
    return run(first or following(now, -4 * YEARS), now)
