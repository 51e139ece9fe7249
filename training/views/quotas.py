"""The Unit manager's pages: quotas, shares and courses."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django_tables2 import RequestConfig

from accounts.permissions import MANAGE_TRAINING
from forces.access import require
from forces.models import Organisation, OrganisationKind
from govuk.tables import export_or_none
from ledger.actions import RuleBroken
from ledger.middleware import today_only
from training import actions
from training.forms.quotas import OFFICERS, CourseForm, OfficersForm, QuotaForm, SharesForm
from training.models import Quota, Share
from training.queries import courses, quotas, shared_out
from training.shares import adds_up, basis_of, changed, differences, propose
from training.tables import CourseTable, QuotaTable


@require_safe
def training_quotas(request):
    require(request.user, MANAGE_TRAINING)
    shared, as_at = shared_out(request.as_at.moment), request.as_at
    rows = [
        {name: getattr(quota, name) for name in ("name", "number", "starts", "due", "source")}
        | {
            "shared": shared.get(quota.code),
            "url": as_at.link(reverse("change_quota", args=[quota.code])),
            "shares_url": as_at.link(reverse("share_quota", args=[quota.code])),
        }
        for quota in quotas(as_at)
    ]
    return _list(request, QuotaTable(rows), "quotas")


def _list(request, table, name):
    RequestConfig(request).configure(table)
    export = export_or_none(request, table, f"{name}-{request.as_at.day}")
    return export or render(request, f"training/{name}.html", {"table": table})


def add_quota(request):
    require(request.user, MANAGE_TRAINING)
    return _quota_form(request, None)


def change_quota(request, code):
    require(request.user, MANAGE_TRAINING)
    return _quota_form(request, _quota(request, code))


def _quota(request, code):
    found = next((quota for quota in quotas(request.as_at) if quota.code == code), None)
    if found is None:
        raise Http404
    return found


def _quota_form(request, quota):
    if request.as_at.is_past:
        return redirect(request.as_at.link(reverse("training_quotas")))
    form = QuotaForm(request.POST, quota=quota) if request.method == "POST" else QuotaForm.of(quota)
    if form.is_bound and form.is_valid() and (made := _set(request, form)):
        messages.success(request, _("“%(quota)s” is recorded.") % {"quota": made.name})
        return redirect("training_quotas")
    former = Quota.objects.filter(code=quota.code).order_by("-pk").select_related("recorded_by") if quota else []
    return render(request, "training/quota.html", {"form": form, "quota": quota, "former": former})


def _set(request, form):
    names = ("name", "number", "starts", "due", "source", "base")
    terms = {name: form.cleaned_data[name] for name in names}
    try:
        reason = form.cleaned_data.get("reason", "")
        return actions.set_quota(**terms, code=form.code, reason=reason, by=request.user)
    except RuleBroken as refused:
        form.add_error("name" if refused.field == "code" else refused.field or None, refused.message)
        if not refused.field:
            form.renew(base=_last(Quota.objects.filter(code=form.code)))
        return None


def share_quota(request, code):
    require(request.user, MANAGE_TRAINING)
    quota = _quota(request, code)
    if request.as_at.is_past:
        return redirect(request.as_at.link(reverse("training_quotas")))
    forces = list(Organisation.objects.filter(kind=OrganisationKind.FORCE))
    asked = request.POST if request.method == "POST" else request.GET
    proposal, officers = propose(quota, forces, asked.get("basis", ""), request.as_at), None
    if proposal.without and request.method == "GET":
        typed = request.GET if any(name.startswith(OFFICERS) for name in request.GET) else None
        officers = OfficersForm(typed, forces=proposal.without)
        proposal = propose(quota, forces, proposal.basis, request.as_at, officers.numbers)
    if request.method == "POST":
        form, do = SharesForm(request.POST, forces=forces), request.POST.get("do", "")
        if form.is_valid() and do == "record" and _share(request, quota, form, proposal):
            return redirect("training_quotas")
        if form.is_valid() and not do:
            # Every force sees its share at once, so who gets what is read before.
            context = {
                "form": form,
                "quota": quota,
                "differences": differences(quota, forces, form.numbers),
                "without": [force for force in forces if not form.numbers.get(force)],
                "adds_up": adds_up(quota.number, form.total),
            }
            return render(request, "training/check_shares.html", context)
    else:
        base = _last(Share.objects.filter(quota=quota.code))
        form = SharesForm.of(forces, proposal.numbers, basis=proposal.basis, base=base)
    context = {
        "form": form,
        "quota": quota,
        "proposal": proposal,
        "officers": officers if proposal.without else None,
        "bases": Share.Basis.choices,
        "adds_up": adds_up(quota.number, form.total),
    }
    return render(request, "training/shares.html", context)


def _share(request, quota, form, proposal) -> bool:
    basis = basis_of(proposal, form.numbers)
    numbers = changed(quota, form.numbers, basis)
    if not numbers:
        messages.success(request, _("Nothing was recorded: the shares are as they were."))
        return True
    try:
        actions.share_out(quota=quota, numbers=numbers, basis=basis, by=request.user, base=form.cleaned_data["base"])
    except RuleBroken as refused:
        form.add_error(refused.field or None, refused.message)
        form.data = form.data.copy()
        form.data["base"] = _last(Share.objects.filter(quota=quota.code))
        return False
    messages.success(request, _("The shares of %(quota)s are recorded.") % {"quota": quota.name})
    return True


def _last(rows) -> int:
    """The id of the last row, 0 for none."""
    return rows.order_by("-pk").values_list("pk", flat=True).first() or 0


@require_safe
def training_courses(request):
    require(request.user, MANAGE_TRAINING)
    return _list(request, CourseTable(courses(request.as_at)), "courses")


@today_only("training_courses")
def add_course(request):
    require(request.user, MANAGE_TRAINING)
    form = CourseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_course(**form.cleaned_data, code=form.code, by=request.user)
        except RuleBroken as refused:
            form.add_error("name", refused.message)
        else:
            messages.success(request, _("The course is added: forces can record completions of it now."))
            return redirect("training_courses")
    return render(request, "training/course.html", {"form": form})
