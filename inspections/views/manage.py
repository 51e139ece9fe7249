"""The Unit manager's pages: inspections, who was inspected, milestones, findings, and whom they are issued to."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.permissions import MANAGE_INSPECTIONS
from forces.access import require
from inspections import actions
from inspections.access import get_finding, get_inspection
from inspections.forms import FindingForm, InspectedForm, InspectionForm, IssueForm, MilestoneForm, TermsForm
from inspections.models import Milestone
from inspections.queries import inspected
from inspections.rows import finding_url
from ledger.actions import act_on


def add_inspection(request):
    require(request.user, MANAGE_INSPECTIONS)
    if request.as_at.is_past:
        return redirect(request.as_at.link(reverse("inspections")))
    form = InspectionForm(_sent(request))
    if form.is_valid() and (added := act_on(form, lambda: _add_inspection(request, form))):
        messages.success(request, _("The inspection is added. Enter what is known of its milestones and findings."))
        return redirect("inspection", added.code)
    return render(request, "inspections/add_inspection.html", {"form": form})


def _add_inspection(request, form):
    return actions.add_inspection(**form.cleaned_data, code=form.code, by=request.user)


def name_inspected(request, code):
    inspection = get_inspection(request.user, code, request.as_at, MANAGE_INSPECTIONS)
    if request.as_at.is_past:
        return _to_inspection(request, inspection)
    named = inspected(inspection, request.as_at)
    form = InspectedForm(_sent(request), inspection=inspection, named=named)
    if form.is_valid():
        said = form.cleaned_data
        if act_on(form, lambda: actions.name_inspected(inspection=inspection, **said, by=request.user)):
            messages.success(request, _("Those who were inspected are recorded."))
            return _to_inspection(request, inspection)
    context = {"form": form, "inspection": inspection, "named": named}
    return render(request, "inspections/name_inspected.html", context)


def set_milestone(request, code, step):
    inspection = get_inspection(request.user, code, request.as_at, MANAGE_INSPECTIONS)
    if step not in Milestone.Step.values:
        raise Http404
    if request.as_at.is_past:
        return _to_inspection(request, inspection)
    versions = list(inspection.milestones.filter(step=step).select_related("recorded_by").order_by("-version"))
    last = versions[0] if versions else None
    form = MilestoneForm.on(step, last)
    if request.method == "POST":
        form = MilestoneForm(request.POST, step=step, last=last)
        if form.is_valid() and _set_milestone(request, form, inspection, step, last):
            return _to_inspection(request, inspection)
    context = {"form": form, "inspection": inspection, "step": Milestone.Step(step), "last": last}
    return render(request, "inspections/set_milestone.html", context)


def _set_milestone(request, form, inspection, step, last) -> bool:
    said = {name: value for name, value in form.cleaned_data.items() if name != "checked"}

    def act():
        actions.set_milestone(inspection=inspection, step=step, **said, by=request.user, today=request.as_at.day)
        return True

    if done := act_on(form, act, base=last.version if last else 0):
        messages.success(request, _("The milestone is recorded. Its former dates stay in the timeline."))
    return bool(done)


def add_finding(request, code):
    inspection = get_inspection(request.user, code, request.as_at, MANAGE_INSPECTIONS)
    if request.as_at.is_past:
        return _to_inspection(request, inspection)
    form = FindingForm(_sent(request), inspection=inspection)
    if form.is_valid():
        said = form.cleaned_data
        if added := act_on(form, lambda: actions.add_finding(inspection=inspection, **said, by=request.user)):
            messages.success(request, _("The finding is added. Now enter what it asks for."))
            return redirect("set_terms", code, added.label)
    return render(request, "inspections/add_finding.html", {"form": form, "inspection": inspection})


def set_terms(request, code, label):
    finding = get_finding(request.user, code, label, request.as_at, MANAGE_INSPECTIONS)
    if request.as_at.is_past:
        return _to_finding(request, finding)
    versions = finding.terms.select_related("recorded_by").prefetch_related("standards").order_by("-version")
    former = list(versions)
    last = former[0] if former else None
    form = TermsForm.on(last)
    if request.method == "POST":
        form = TermsForm(request.POST, last=last)
        if form.is_valid() and _set_terms(request, form, finding, last):
            return _to_finding(request, finding)
    context = {"form": form, "finding": finding, "inspection": finding.inspection, "former": former}
    return render(request, "inspections/set_terms.html", context)


def _set_terms(request, form, finding, last) -> bool:
    said = {name: value for name, value in form.cleaned_data.items() if name != "checked"}

    def act():
        actions.set_terms(finding=finding, **said, by=request.user)
        return True

    if done := act_on(form, act, base=last.version if last else 0):
        messages.success(request, _("What the finding asks for is recorded."))
    return bool(done)


def issue_finding(request, code, label):
    """Chosen, checked, issued: it cannot be taken back."""
    finding = get_finding(request.user, code, label, request.as_at, MANAGE_INSPECTIONS)
    if request.as_at.is_past or not finding.terms.exists():
        return _to_finding(request, finding)
    form = IssueForm(_sent(request))
    context = {"form": form, "finding": finding, "inspection": finding.inspection}
    if form.is_valid() and request.POST.get("do") != "back":
        said = form.cleaned_data | {"finding": finding, "today": request.as_at.day}
        opened = act_on(form, lambda: _issue(request, said))
        if request.POST.get("do") == "issue" and opened is not None:
            messages.success(request, _issued(len(opened)))
            return _to_finding(request, finding)
        if opened:
            return render(request, "inspections/check_issue.html", context | {"opened": opened})
        if opened is not None:
            form.add_error("scope", _("It is issued to all of them already."))
    return render(request, "inspections/issue_finding.html", context)


def _issue(request, said):
    """Whom it is issued to, or would be."""
    if request.POST.get("do") == "issue":
        return actions.issue(**said, by=request.user)
    return actions.not_issued_to(**said)


def _issued(number: int) -> str:
    if not number:
        return _("Nothing was added: it was issued to them before.")
    words = ngettext("It is issued, and %d response is open.", "It is issued, and %d responses are open.", number)
    return words % number


def _sent(request):
    return request.POST if request.method == "POST" else None


def _to_inspection(request, inspection):
    return redirect(request.as_at.link(reverse("inspection", args=[inspection.code])))


def _to_finding(request, finding):
    return redirect(request.as_at.link(finding_url(finding)))
