from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.permissions import VIEW_LOG, WRITE_LOG
from forces.access import can, get_organisation, require
from forces.models import Organisation
from govuk.tables import export_or_none
from ledger.actions import act_on
from ledger.middleware import today_only
from rollout import actions
from rollout.forms.log import PROGRAMME, LogFilter, LogForm, about
from rollout.forms.sensitive_text import MOST
from rollout.models import LogEntry
from rollout.queries import log_entries, with_follow_up
from rollout.tables import LogTable

PAGE = 30


@require_safe
def log(request):
    require(request.user, VIEW_LOG)
    return _log(request, None)


@require_safe
def organisation_log(request, slug):
    organisation = get_organisation(request.user, slug, VIEW_LOG)
    return _log(request, organisation)


def _log(request, organisation):
    moment = request.as_at.moment
    entries = with_follow_up(log_entries(moment), moment)
    if organisation:
        entries = entries.filter(organisation=organisation)
    chosen = LogFilter(request.GET, organisations=organisation is None)
    entries = chosen.narrow(entries, request.as_at.day)
    if (file := export_or_none(request, LogTable(entries), "log")) is not None:
        return file
    # ?entry= leads to the page of the list that holds the entry, and to the entry on it.
    query = request.GET.copy()
    asked = query.pop("entry", [""])[-1]
    keys = [str(key) for key in entries.values_list("pk", flat=True)] if asked else []
    if asked in keys:
        query["page"] = keys.index(asked) // PAGE + 1
        return redirect(f"{request.path}?{query.urlencode()}#entry-{asked}")
    context = {
        "organisation": organisation,
        "filter": chosen,
        "page": Paginator(entries, PAGE).get_page(request.GET.get("page")),
        "formats": LogTable.formats,
        "can_write": not request.as_at.is_past and can(request.user, WRITE_LOG),
    }
    return render(request, "rollout/log.html", context)


@today_only("log")
def write_log(request):
    require(request.user, WRITE_LOG)
    today = request.as_at.day
    if request.method == "POST":
        followed = _entry(request.POST.get("follows", ""))
        form = LogForm(request.POST, today=today, followed=followed)
        if form.is_valid():
            if entry := act_on(form, lambda: _write(request, form)):
                messages.success(request, _what_happens_next(entry))
                about_one = entry.organisation
                log_of = reverse("organisation_log", args=[about_one.slug]) if about_one else reverse("log")
                return redirect(f"{log_of}?entry={entry.pk}")
            form.renew()
        elif "follows" in form.errors:
            form.renew(follows="")
        elif "token" in form.errors:
            form.renew()
    else:
        subject, followed = _asked(request)
        form = LogForm.new(subject, followed, today=today)
    return render(request, "rollout/write_log.html", {"form": form, "followed": followed})


def _asked(request):
    """What ?organisation= and ?follows= ask for. What is not there, or is another's, is 404."""
    slug, pk = request.GET.get("organisation", ""), request.GET.get("follows", "")
    if slug not in ("", PROGRAMME):
        slug = get_organisation(request.user, slug, WRITE_LOG).slug
    followed = _entry(pk)
    if pk and (followed is None or slug not in ("", about(followed))):
        raise Http404
    return (about(followed) if followed else slug), followed


def _entry(pk: str) -> LogEntry | None:
    if not pk.isdecimal() or len(pk) > len(str(MOST)):
        return None
    return LogEntry.objects.select_related("organisation", "recorded_by").filter(pk=pk).first()


def _write(request, form):
    said = {name: form.cleaned_data[name] for name in ("kind", "text", "happened_on", "follow_up_on", "token")}
    slug = form.cleaned_data["organisation"]
    organisation = None if slug == PROGRAMME else get_object_or_404(Organisation, slug=slug)
    return actions.write_log(by=request.user, organisation=organisation, follows=form.followed, **said)


def _what_happens_next(entry) -> str:
    if entry.follow_up_on is None:
        return _("Added to the log.")
    return _("Added to the log. The follow-up stays on the Unit's list until somebody records what happened.")
