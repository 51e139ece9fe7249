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
from govuk.tables import lists_page
from inspections import actions
from inspections.counts import count, sentence
from inspections.forms.responses import CommentsForm
from inspections.queries import addressees, comments_owed, standings
from inspections.tables import CommentsTable, ResponseTable, comments_row, response_row
from ledger.actions import act_on, number_of
from ledger.middleware import today_only


@require_safe
def organisation_inspections(request, slug):
    organisation = get_organisation(request.user, slug, VIEW_RESPONSES)
    as_at = request.as_at
    found = standings(addressees(as_at, organisation=organisation), as_at)
    owed = comments_owed(Organisation.objects.filter(pk=organisation.pk), as_at)
    may_record = not as_at.is_past and can(request.user, RESPOND_FINDING, organisation)
    rows = []
    for each in owed:
        page, of = ("record_comments", [slug]) if may_record else ("inspection", [])
        url = reverse(page, args=[*of, each.inspection.code])
        rows.append(comments_row(each, as_at, url=url, name=each.inspection.title))
    responses = ResponseTable([response_row(each, as_at, name=str(each.finding)) for each in found])
    comments = CommentsTable(rows)
    responses.columns["name"].column.verbose_name = _("Finding")
    comments.columns["organisation"].column.verbose_name = _("Report")
    context = {
        "organisation": organisation,
        "count": len(found),
        "sentence": sentence(count(found, as_at.day)),
        "owed": owed,
        "may_record": may_record,
    }
    lists = {"responses": responses, "comments": comments}
    return lists_page(request, lists, f"{slug}-inspections", "inspections/organisation.html", context)


@today_only("organisation_inspections", "slug")
def record_comments(request, slug, code):
    organisation = get_organisation(request.user, slug, RESPOND_FINDING)
    owed = comments_owed(Organisation.objects.filter(pk=organisation.pk), request.as_at, code=code)
    if not owed:
        raise Http404
    (owed,) = owed
    form = CommentsForm.on(owed.said)
    if request.method == "POST":
        form = CommentsForm(request.POST, last=owed.said)
        if form.is_valid() and _record(request, form, owed):
            return redirect("organisation_inspections", slug)
    behind = is_on_behalf(request.user, RESPOND_FINDING, organisation)
    context = {"organisation": organisation, "owed": owed, "form": form, "on_behalf": behind}
    return render(request, "inspections/comments.html", context)


def _record(request, form, owed) -> bool:
    said = {name: form.cleaned_data.get(name, "") for name in ("published", "where", "base", "token", "reason")}
    by = {"by": request.user, "today": request.as_at.day}
    done = act_on(form, lambda: (actions.record_comments(owed=owed, **by, **said),), base=number_of(owed.said))
    if done == (None,):
        messages.success(request, _("Nothing was added: it is recorded so."))
    elif done:
        words = _("That is recorded. The %(unit)s sees it now.")
        messages.success(request, words % {"unit": settings.UNIT_NAME})
    return bool(done)
