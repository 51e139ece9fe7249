"""The Unit manager's pages of what was published about money."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.permissions import MANAGE_FUNDING
from forces.access import require
from funding import actions
from funding.forms.published import PublishedForm
from funding.manager_tables import PublishedTable, published_row
from funding.queries import published_totals
from funding.views.funds import link, list_page
from ledger.actions import act_on


@require_safe
def manage_published(request):
    require(request.user, MANAGE_FUNDING)
    rows = [published_row(row, link(request, "change_published", row.code)) for row in published_totals(request.as_at)]
    return list_page(request, PublishedTable(rows), "published-totals", "funding/published.html", {})


def add_published(request):
    require(request.user, MANAGE_FUNDING)
    return _published_form(request, None)


def change_published(request, code):
    require(request.user, MANAGE_FUNDING)
    row = published_totals(request.as_at).filter(code=code).first()
    if row is None:
        raise Http404
    return _published_form(request, row)


def _published_form(request, row):
    if request.as_at.is_past:
        return redirect(link(request, "manage_published"))
    form = PublishedForm(request.POST or None, row=row)
    if form.is_bound and form.is_valid() and act_on(form, lambda: _publish(request, form)):
        messages.success(request, _("The published total is recorded. Everybody sees it on the funding page."))
        return redirect("manage_published")
    return render(request, "funding/published_form.html", {"form": form, "row": row})


def _publish(request, form):
    return actions.set_published_total(code=form.code, new=form.row is None, by=request.user, **form.cleaned_data)
