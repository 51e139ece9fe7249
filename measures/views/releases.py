"""Releases: everybody who sees the country reads them; a Unit manager brings them in."""

import uuid
from functools import partial

from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django_tables2 import RequestConfig

from accounts.permissions import MANAGE_MEASURES, VIEW_NATIONAL
from forces.access import can, require
from govuk.tables import export_or_none
from ledger.actions import RuleBroken, act_on
from ledger.middleware import today_only
from measures import actions, tasks
from measures.forms import AddReleaseForm, ConfirmForm, MapForm
from measures.models import Measure, Release, Spelling, Stage, Upload
from measures.queries.ledgers import releases as read_releases
from measures.queries.ledgers import spellings as read_spellings
from measures.queries.ledgers import standing
from measures.report import left_out, mapped, shown, taken
from measures.tables import ObservationTable, ReleaseTable, SpellingTable


@require_safe
def releases(request):
    require(request.user, VIEW_NATIONAL)
    rows = list(read_releases(request.as_at))
    for row in rows:
        row.url = request.as_at.link(reverse("release", args=[row.pk]))
    table = ReleaseTable(rows)
    RequestConfig(request).configure(table)
    may_manage = can(request.user, MANAGE_MEASURES) and not request.as_at.is_past
    uploads = Upload.objects.exclude(stage__in=[Stage.RECORDED, Stage.LEFT])[:10] if may_manage else []
    context = {"table": table, "may_manage": may_manage, "uploads": uploads}
    export = export_or_none(request, table, f"releases-{request.as_at.day}")
    return export or render(request, "measures/releases.html", context)


@require_safe
def release(request, pk):
    require(request.user, VIEW_NATIONAL)
    found = get_object_or_404(
        Release.objects.select_related("recorded_by", "confirmed_by"), pk=pk, published_on__lte=request.as_at.day
    )
    table = ObservationTable(found.observations.select_related("organisation", "measure"))
    RequestConfig(request).configure(table)
    export = export_or_none(request, table, f"release-{found.published_on}-{found.pk}")
    context = {
        "release": found,
        "table": table,
        "taken": taken(found.read),
        "mapped": mapped(found.read),
        "left_out": left_out(found.read),
    }
    return export or render(request, "measures/release.html", context)


@today_only("releases")
def add_release(request):
    require(request.user, MANAGE_MEASURES)
    form = AddReleaseForm(
        request.POST or None, request.FILES or None, today=request.as_at.day, initial={"token": uuid.uuid4()}
    )

    def act():
        said = form.cleaned_data
        return actions.start(**said, name=said["file"].name, by=request.user)

    if request.method == "POST" and form.is_valid() and (upload := act_on(form, act)):
        _send(upload)
        return redirect("upload", upload.pk)
    return render(request, "measures/add_release.html", {"form": form})


def upload(request, pk):
    require(request.user, MANAGE_MEASURES)
    found = get_object_or_404(Upload.objects.select_related("uploaded_by", "release"), pk=pk)
    if request.method not in ("GET", "HEAD", "POST"):
        raise Http404
    do = request.POST.get("do")
    asked = found.stage in (Stage.READ, Stage.REFUSED) and bool(found.report.get("unknown"))
    to_map = MapForm(request.POST if do == "map" else None, report=found.report) if asked else None
    short = found.stage == Stage.READ and found.report.get("shortfall")
    to_confirm = ConfirmForm(request.POST if do == "record" else None) if short else None
    sent = {"map": to_map, "record": to_confirm}.get(do)
    if request.method == "POST" and (sent is None or sent.is_valid()):
        _answer(request, found, sent)
        return redirect("upload", pk)
    context = {
        "upload": found,
        "report": shown(found.report),
        "to_map": to_map,
        "to_confirm": to_confirm,
        "form": sent,
        "short": Measure.objects.get(code=short["measure"]) if short else None,
    }
    if found.stage == Stage.REFUSED and "there" in found.report:
        context["there"] = Release.objects.filter(pk=found.report["there"]).first()
    return render(request, "measures/upload.html", context)


def _answer(request, found, form):
    do = request.POST.get("do")
    try:
        if do == "record":
            actions.agree(upload=found, by=request.user, why=form.cleaned_data["why"] if form else "")
        elif do == "map" and form:
            actions.map_spellings(upload=found, ours=form.ours(), by=request.user)
        elif do == "leave":
            actions.leave(upload=found, by=request.user)
            messages.success(request, _("“%(name)s” was not brought in. Nothing changed.") % {"name": found.name})
        elif do == "again" and not actions.start_again(upload=found):
            messages.info(request, _("It is still being worked on."))
    except RuleBroken as refused:
        messages.info(request, refused.message)
    found.refresh_from_db()
    if do in ("record", "again", "map"):
        _send(found)


def _send(found):
    """Once what its worker needs is there."""
    transaction.on_commit(partial(tasks.enqueue, found))


def spellings(request):
    require(request.user, MANAGE_MEASURES if request.method == "POST" else VIEW_NATIONAL)
    if request.method == "POST":
        number = request.POST.get("take_back", "")
        row = get_object_or_404(Spelling, pk=number if number.isdecimal() and len(number) < 10 else 0)
        try:
            actions.take_back(spelling=row, by=request.user)
            messages.success(request, _("Taken back. What was read with it before stays as it is."))
        except RuleBroken as refused:
            messages.info(request, refused.message)
        return redirect("spellings")
    if request.method not in ("GET", "HEAD"):
        raise Http404
    table = SpellingTable(read_spellings(request.as_at))
    RequestConfig(request).configure(table)
    may_manage = can(request.user, MANAGE_MEASURES) and not request.as_at.is_past
    rows = sorted(standing().values(), key=lambda row: row.written.lower()) if may_manage else []
    context = {"table": table, "may_manage": may_manage, "rows": rows}
    export = export_or_none(request, table, f"spellings-{request.as_at.day}")
    return export or render(request, "measures/spellings.html", context)
