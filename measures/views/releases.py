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

from accounts.actions import Refused
from accounts.permissions import MANAGE_MEASURES, VIEW_NATIONAL
from forces.access import can, require
from govuk.tables import export_or_none
from measures import actions, tasks
from measures.forms import AddReleaseForm
from measures.models import Release, Stage, Upload
from measures.queries import releases as read_releases
from measures.report_words import left_out, shown
from measures.tables import ObservationTable, ReleaseTable


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
    found = get_object_or_404(Release.objects.select_related("recorded_by"), pk=pk, published_on__lte=request.as_at.day)
    table = ObservationTable(found.observations.select_related("organisation", "measure"))
    RequestConfig(request).configure(table)
    export = export_or_none(request, table, f"release-{found.published_on}-{found.pk}")
    context = {"release": found, "table": table, "left_out": left_out(found.read)}
    return export or render(request, "measures/release.html", context)


def add_release(request):
    require(request.user, MANAGE_MEASURES)
    if request.as_at.is_past:
        return redirect(request.as_at.link(reverse("releases")))
    form = AddReleaseForm(
        request.POST or None, request.FILES or None, today=request.as_at.day, initial={"token": uuid.uuid4()}
    )
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            upload = actions.start(
                file=said["file"], name=said["file"].name, published_on=said["published_on"], token=said["token"],
                by=request.user,
            )  # fmt: skip
            _send(upload)
            return redirect("upload", upload.pk)
        except Refused as refused:
            form.add_error(refused.field, refused.message)
    return render(request, "measures/add_release.html", {"form": form})


def upload(request, pk):
    require(request.user, MANAGE_MEASURES)
    found = get_object_or_404(Upload.objects.select_related("uploaded_by", "release"), pk=pk)
    if request.method == "POST":
        _answer(request, found)
        return redirect("upload", pk)
    if request.method not in ("GET", "HEAD"):
        raise Http404
    context = {"upload": found, "report": shown(found.report), "stages": Stage}
    if found.stage == Stage.REFUSED and "there" in found.report:
        context["there"] = Release.objects.filter(pk=found.report["there"]).first()
    return render(request, "measures/upload.html", context)


def _answer(request, found):
    do = request.POST.get("do")
    try:
        if do == "record":
            actions.agree(upload=found, by=request.user)
        elif do == "leave":
            actions.leave(upload=found, by=request.user)
            messages.success(request, _("“%(name)s” was not brought in. Nothing changed.") % {"name": found.name})
        elif do == "again" and not actions.start_again(upload=found):
            messages.info(request, _("It is still being worked on."))
    except Refused as refused:
        messages.info(request, refused.message)
    found.refresh_from_db()
    if do in ("record", "again"):
        _send(found)


def _send(found):
    """Once what its worker needs is there."""
    transaction.on_commit(partial(tasks.hand_over, found))
