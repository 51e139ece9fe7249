"""An organisation's responses, and the statutory responses of its local policing body."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.permissions import RESPOND_FINDING, VIEW_RESPONSES
from forces.access import can, get_organisation, is_on_behalf
from forces.models import Organisation
from inspections import actions
from inspections.counts import count
from inspections.forms import CommentsForm
from inspections.lists import configured, downloads, export
from inspections.queries import addressees_before, comments_owed, find_inspection, findings_known, standings
from inspections.rows import comments_row, response_row
from inspections.tables import CommentsTable, ResponseTable
from inspections.words import sentence
from ledger.actions import act_on


@require_safe
def organisation_inspections(request, slug):
    organisation = get_organisation(request.user, slug, VIEW_RESPONSES)
    as_at = request.as_at
    addressed = addressees_before(as_at.moment).filter(organisation=organisation, finding__in=findings_known(as_at))
    found = standings(addressed, as_at)
    owed = comments_owed(Organisation.objects.filter(pk=organisation.pk), as_at)
    may_record = not as_at.is_past and can(request.user, RESPOND_FINDING, organisation)
    responses = ResponseTable([response_row(each, as_at, name=str(each.finding)) for each in found])
    comments = CommentsTable([_comments(each, as_at, may_record) for each in owed])
    responses.columns["name"].column.verbose_name = _("Finding")
    comments.columns["organisation"].column.verbose_name = _("Report")
    tables = configured(request, responses=responses, comments=comments)
    context = {
        "organisation": organisation,
        "tables": tables,
        "count": len(found),
        "sentence": sentence(count(found, as_at.day)),
        "owed": owed,
        "may_record": may_record,
        **downloads(request),
    }
    return export(request, tables, f"{slug}-inspections") or render(request, "inspections/organisation.html", context)


def _comments(owed, as_at, may_record) -> dict:
    code = owed.inspection.code
    url = (
        reverse("record_comments", args=[owed.organisation.slug, code])
        if may_record
        else reverse("inspection", args=[code])
    )
    return comments_row(owed, as_at, url=url, name=owed.inspection.title)


def record_comments(request, slug, code):
    organisation = get_organisation(request.user, slug, RESPOND_FINDING)
    owed = _owed(organisation, code, request.as_at)
    back = reverse("organisation_inspections", args=[slug])
    if request.as_at.is_past:
        return redirect(request.as_at.link(back))
    form = CommentsForm.on(owed)
    if request.method == "POST":
        form = CommentsForm(request.POST, owed=owed)
        if form.is_valid() and _record(request, form, owed):
            return redirect(back)
    behind = is_on_behalf(request.user, RESPOND_FINDING, organisation)
    context = {"organisation": organisation, "owed": owed, "form": form, "on_behalf": behind}
    return render(request, "inspections/comments.html", context)


def _owed(organisation, code, as_at):
    inspection = find_inspection(code, as_at)
    mine = Organisation.objects.filter(pk=organisation.pk)
    found = comments_owed(mine, as_at, inspection=inspection) if inspection else []
    if not found:
        raise Http404
    return found[0]


def _record(request, form, owed) -> bool:
    said = {name: form.cleaned_data[name] for name in ("published", "where", "base", "token")}
    said["reason"] = form.cleaned_data.get("reason", "")

    def act():
        by = {"by": request.user, "today": request.as_at.day}
        return True, actions.record_comments(owed=owed, **by, **said)

    done = act_on(form, act, base=owed.said.version if owed.said else 0)
    if done is None:
        return False
    words = _("That is recorded. The %(unit)s sees it now.") if done[1] else _("Nothing was added: it is recorded so.")
    messages.success(request, words % {"unit": settings.UNIT_NAME} if done[1] else words)
    return True
