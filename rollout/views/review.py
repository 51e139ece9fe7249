"""A signed return as the Unit reads it: as a whole, standard by standard, and the decision."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.permissions import REVIEW_RETURN
from ledger.actions import RuleBroken, act_on
from ledger.middleware import today_only
from rollout import actions
from rollout.access import get_return
from rollout.forms.returns import AgreeForm, DecideForm, ReviewForm
from rollout.forms.sensitive_text import NOT_WHOLE
from rollout.models import Correction, Review, Update
from rollout.moves import RETURNS
from rollout.queries import whole_updates
from rollout.queries.views import reviews_before
from rollout.review import under_review
from rollout.scales import State
from rollout.task_list import beside_former, whole_statement


def review_return(request, slug, starts):
    page = get_return(request, slug, starts, REVIEW_RETURN)
    if not page.is_signed:
        if request.method == "POST":
            messages.warning(request, _("Nothing was recorded: the return is not under review any more."))
        return render(request, "rollout/not_signed.html", {"page": page, "organisation": page.organisation})
    read = under_review(page, request.as_at)
    fresh = {"seen": page.seen, "newest_view": read.newest_view}
    form = AgreeForm(initial=fresh, items=read.items, by=request.user)
    if request.method == "POST":
        form = AgreeForm(request.POST, items=read.items, by=request.user)
        if form.is_valid() and _agree(request, page, form):
            return redirect(page.review_url)
    corrected = []
    if page.is_correction:
        corrected = beside_former(read.items, whole_updates(item.position for item in read.items))
    context = {
        "page": page,
        "organisation": page.organisation,
        "read": read,
        "corrected": corrected,
        "form": form,
        "open": page.state == State.SIGNED and not request.as_at.is_past,
        "fresh": fresh,
        "ticked": {name: request.POST.getlist(name) for name in ("update", "theme")},
    }
    return render(request, "rollout/review_return.html", context)


def _agree(request, page, form) -> bool:
    said = form.cleaned_data

    def act():
        if said["seen"] != page.seen:
            raise RETURNS.conflict(page.at.last)
        return actions.agree_with_the_rest(
            of_return=page.at.found, updates=said["updates"], by=request.user, newest_view=said["newest_view"]
        )

    agreed = act_on(form, act)
    if agreed is None:
        return False
    number = len(agreed)
    words = ngettext("You agree with %d standard.", "You agree with %d standards.", number) % number
    messages.success(request, words if agreed else _("You have agreed with these already."))
    return True


def review_update(request, slug, starts, code):
    """One standard of a signed return."""
    page = get_return(request, slug, starts, REVIEW_RETURN)
    if page.at is None or (request.method == "GET" and not page.is_signed):
        return redirect(request.as_at.link(page.review_url))
    read = under_review(page, request.as_at)
    item = next((each for each in read.items if each.commitment.standard.code == code), None)
    if item is None:
        raise Http404
    form = ReviewForm.on(item, read.newest_view) if item.statement else None
    if request.method == "POST" and item.statement:
        form = ReviewForm(request.POST)
        if form.is_valid() and act_on(form, lambda: _review(request, page, item, form.cleaned_data)):
            messages.success(request, _("Your view on %(code)s is recorded.") % {"code": code})
            following = read.next_after(item)
            if following is None:
                return redirect(page.review_url)
            return redirect("review_update", slug, starts, following.commitment.standard.code)
        form.renew(update=item.statement.pk, newest_view=read.newest_view)
    whole = whole_updates(said for said in (item.position, item.former) if isinstance(said, Update))
    views = reviews_before(request.as_at.moment)
    if page.is_correction:
        views = Review.objects.known_at(request.as_at.moment).filter(correction__of_return=page.at.found)
    context = {
        "page": page,
        "organisation": page.organisation,
        "standard": item.commitment.standard,
        "item": item,
        "signed": whole_statement(item.statement, whole),
        "former": whole_statement(item.former, whole),
        "evidence": whole[item.position.pk].evidence.all() if item.position else [],
        "before": read.before,
        "views": views.filter(commitment=item.commitment).select_related("recorded_by", "update", "correction"),
        "later": [update for update in read.since if update.commitment_id == item.commitment.pk],
        "open": page.state == State.SIGNED and not request.as_at.is_past,
        "own": item.statement and item.statement.recorded_by_id == request.user.pk,
        "number": read.reviewed,
        "total": len(read.to_review),
        "form": form,
        "theirs": form.came_first if form else [],
    }
    return render(request, "rollout/review_update.html", context)


def _review(request, page, item, said):
    statements = (Correction if page.is_correction else Update).objects.filter(commitment=item.commitment)
    update = statements.filter(pk=said["update"]).select_related("commitment").first()
    if update is None:
        raise RuleBroken("", NOT_WHOLE)
    said = {name: said[name] for name in ("verdict", "status", "comment", "token", "newest_view")}
    return actions.review(of_return=page.at.found, update=update, by=request.user, **said)


@today_only("review_return", "slug", "starts")
def decide_return(request, slug, starts):
    page = get_return(request, slug, starts, REVIEW_RETURN)
    if page.at is None or (request.method == "GET" and page.state != State.SIGNED):
        return redirect(page.review_url)
    initial = {"seen": page.seen, "decision": request.GET.get("decision", "")}
    form = DecideForm(request.POST or None, initial=initial)

    def act():
        words = {"by": request.user, **{name: form.cleaned_data[name] for name in ("seen", "comment")}}
        if form.cleaned_data["decision"] == State.ACCEPTED:
            return actions.accept(of_return=page.at.found, today=request.as_at.day, **words)
        return actions.ask_for_changes(of_return=page.at.found, **words)

    if request.method == "POST" and form.is_valid() and act_on(form, act, seen=page.seen):
        said = _("%(who)s is asked for changes to its return for %(period)s. The lead sees your words first.")
        if form.cleaned_data["decision"] == State.ACCEPTED:
            said = _("The return of %(who)s for %(period)s is accepted and frozen as it was signed.")
        messages.success(request, said % {"who": page.organisation, "period": page.period})
        return redirect("review_queue")
    context = {"page": page, "organisation": page.organisation, "form": form, "came_first": form.came_first}
    context["read"] = under_review(page, request.as_at) if page.is_signed else None
    return render(request, "rollout/decide_return.html", context)
