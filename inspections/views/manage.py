"""The Unit manager's pages: inspections, who was inspected, milestones, findings, and whom they are issued to."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.permissions import MANAGE_INSPECTIONS
from forces.access import require
from inspections import actions
from inspections.access import get_finding, get_inspection
from inspections.forms.manage import FindingForm, InspectedForm, InspectionForm, IssueForm, MilestoneForm, TermsForm
from inspections.models import Milestone
from inspections.queries import inspected
from ledger.actions import act_on, number_of
from ledger.middleware import today_only


@today_only("inspections")
def add_inspection(request):
    require(request.user, MANAGE_INSPECTIONS)
    form = InspectionForm(_sent(request))
    if form.is_valid():
        said = form.cleaned_data | {"code": form.code}
        if added := act_on(form, lambda: actions.add_inspection(**said, by=request.user)):
            messages.success(request, _("The inspection is added. Enter what is known of its milestones and findings."))
            return redirect("inspection", added.code)
    return render(request, "inspections/add_inspection.html", {"form": form})


@today_only("inspection", "code")
def name_inspected(request, code):
    inspection = get_inspection(request, code, MANAGE_INSPECTIONS)
    named = inspected(inspection, request.as_at)
    form = InspectedForm(_sent(request), inspection=inspection, named=named)
    if form.is_valid():
        said = form.cleaned_data
        if act_on(form, lambda: actions.name_inspected(inspection=inspection, **said, by=request.user)):
            messages.success(request, _("Those who were inspected are recorded."))
            return redirect("inspection", code)
    context = {"form": form, "inspection": inspection, "named": named}
    return render(request, "inspections/name_inspected.html", context)


@today_only("inspection", "code")
def set_milestone(request, code, step):
    inspection = get_inspection(request, code, MANAGE_INSPECTIONS)
    if step not in Milestone.Step.values:
        raise Http404
    last = inspection.milestones.filter(step=step).select_related("recorded_by").order_by("-version").first()
    form = MilestoneForm.on(last, initial={"precision": Milestone.Precision.DAY}, step=step)
    if request.method == "POST":
        form = MilestoneForm(request.POST, step=step, last=last)
        of = {"inspection": inspection, "step": step, "by": request.user, "today": request.as_at.day}
        if form.is_valid() and _record(form, last, actions.set_milestone, **of):
            messages.success(request, _("The milestone is recorded. Its former dates stay in the timeline."))
            return redirect("inspection", code)
    context = {"form": form, "inspection": inspection, "step": Milestone.Step(step), "last": last}
    return render(request, "inspections/set_milestone.html", context)


@today_only("inspection", "code")
def add_finding(request, code):
    inspection = get_inspection(request, code, MANAGE_INSPECTIONS)
    form = FindingForm(_sent(request), inspection=inspection)
    if form.is_valid():
        said = form.cleaned_data
        if added := act_on(form, lambda: actions.add_finding(inspection=inspection, **said, by=request.user)):
            messages.success(request, _("The finding is added. Now enter what it asks for."))
            return redirect("set_terms", code, added.label)
    return render(request, "inspections/add_finding.html", {"form": form, "inspection": inspection})


@today_only("finding", "code", "label")
def set_terms(request, code, label):
    finding = get_finding(request, code, label, MANAGE_INSPECTIONS)
    versions = finding.terms.select_related("recorded_by").prefetch_related("standards").order_by("-version")
    former = list(versions)
    last = former[0] if former else None
    form = TermsForm.on(last, initial={"standards": [each.code for each in last.standards.all()] if last else []})
    if request.method == "POST":
        form = TermsForm(request.POST, last=last)
        if form.is_valid() and _record(form, last, actions.set_terms, finding=finding, by=request.user):
            messages.success(request, _("What the finding asks for is recorded."))
            return redirect(finding)
    context = {"form": form, "finding": finding, "inspection": finding.inspection, "former": former}
    return render(request, "inspections/set_terms.html", context)


def _record(form, last, action, **of) -> bool:
    """Whether what the form says stands now, recorded by it or before."""
    said = {name: value for name, value in form.cleaned_data.items() if name != "checked"}
    return act_on(form, lambda: (action(**of, **said),), base=number_of(last)) is not None


@today_only("finding", "code", "label")
def issue_finding(request, code, label):
    """Chosen, checked, issued: it cannot be taken back."""
    finding = get_finding(request, code, label, MANAGE_INSPECTIONS)
    if not finding.terms.exists():
        return redirect(finding)
    form, issues = IssueForm(_sent(request)), request.POST.get("do") == "issue"
    context = {"form": form, "finding": finding, "inspection": finding.inspection}
    if form.is_valid() and request.POST.get("do") != "back":
        said = form.cleaned_data | {"finding": finding, "today": request.as_at.day}
        if issues:
            opened = act_on(form, lambda: actions.issue(**said, by=request.user))
        else:
            opened = act_on(form, lambda: actions.not_issued_to(**said))
        if issues and opened is not None:
            messages.success(request, _issued(len(opened)))
            return redirect(finding)
        if opened:
            return render(request, "inspections/check_issue.html", context | {"opened": opened})
        if opened is not None:
            form.add_error("scope", _("It is issued to all of them already."))
    return render(request, "inspections/issue_finding.html", context)


def _issued(number: int) -> str:
    if not number:
        return _("Nothing was added: it was issued to them before.")
    words = ngettext("It is issued, and %d response is open.", "It is issued, and %d responses are open.", number)
    return words % number


def _sent(request):
    return request.POST if request.method == "POST" else None
