"""A signed return as the Unit reads it: as a whole, standard by standard, and the decision."""

import uuid

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.permissions import REVIEW_RETURN
from rollout import actions
from rollout.access import get_return
from rollout.forms.careful import NOT_WHOLE
from rollout.forms.review import AgreeForm, DecideForm, ReviewForm
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
    form = AgreeForm(initial={"seen": page.seen, "newest_view": read.newest_view}, items=read.items, by=request.user)
    if request.method == "POST":
        form = AgreeForm(request.POST, items=read.items, by=request.user)
        if not request.as_at.is_past and form.is_valid() and _agree(request, page, form):
            return redirect(_page_of(page))
    context = {
        "page": page,
        "organisation": page.organisation,
        "read": read,
        "corrected": _corrected(page, read),
        "form": form,
        "open": _is_open(request, page),
        "fresh": {"seen": page.seen, "newest_view": read.newest_view},
        "ticked": {name: request.POST.getlist(name) for name in ("update", "theme")},
    }
    return render(request, "rollout/review_return.html", context)


def _corrected(page, read):
    """What a correction puts right, each beside what was signed before."""
    if not page.is_correction:
        return []
    return beside_former(read.items, whole_updates(item.position for item in read.items))


def _page_of(page) -> str:
    return reverse("review_return", args=[page.organisation.slug, page.period.starts])


def _is_open(request, page) -> bool:
    return page.state == State.SIGNED and not request.as_at.is_past


def _agree(request, page, form) -> bool:
    said = form.cleaned_data
    if said["seen"] != page.seen:
        form.add_error(None, RETURNS.conflict(page.at.last).message)
        return False
    try:
        agreed = actions.agree_with_the_rest(
            of_return=page.at.found, updates=said["updates"], by=request.user, newest_view=said["newest_view"]
        )
    except actions.Refused as refused:
        form.add_error(None, refused.message)
        return False
    number = len(agreed)
    words = ngettext("You agree with %d standard.", "You agree with %d standards.", number) % number
    messages.success(request, words if agreed else _("You have agreed with these already."))
    return True


def review_update(request, slug, starts, code):
    """One standard of a signed return."""
    page = get_return(request, slug, starts, REVIEW_RETURN)
    if page.at is None or (request.method == "GET" and not page.is_signed):
        return redirect(request.as_at.link(_page_of(page)))
    read = under_review(page, request.as_at)
    item = next((each for each in read.items if each.commitment.standard.code == code), None)
    if item is None:
        raise Http404
    form = ReviewForm.on(item, read.newest_view) if item.statement else None
    theirs = []
    if request.method == "POST" and item.statement and not request.as_at.is_past:
        form = ReviewForm(request.POST)
        recorded, theirs = _review(request, page, item, form)
        if recorded:
            messages.success(request, _("Your view on %(code)s is recorded.") % {"code": code})
            return redirect(_next(page, read, item))
        form.renew(update=item.statement.pk, newest_view=read.newest_view)
    return render(
        request, "rollout/review_update.html", _of_item(request, page, read, item) | {"form": form, "theirs": theirs}
    )


def _review(request, page, item, form):
    """Whether it is recorded, and else what the Unit's others said meanwhile."""
    if not form.is_valid():
        return None, []
    said = form.cleaned_data
    said_of = (Correction if page.is_correction else Update).objects.filter(commitment=item.commitment)
    update = said_of.filter(pk=said["update"]).select_related("commitment").first()
    if update is None:
        form.add_error(None, NOT_WHOLE)
        return None, []
    names = ("verdict", "status", "comment", "token", "newest_view")
    try:
        return actions.review(
            of_return=page.at.found, update=update, by=request.user, **{name: said[name] for name in names}
        ), []
    except actions.EditConflict as first:
        form.add_error(None, first.message)
        return None, first.latest
    except actions.Refused as refused:
        form.add_error(refused.field or None, refused.message)
    return None, []


def _next(page, read, item) -> str:
    following = read.next_after(item)
    if following is None:
        return _page_of(page)
    return reverse(
        "review_update", args=[page.organisation.slug, page.period.starts, following.commitment.standard.code]
    )


def _of_item(request, page, read, item) -> dict:
    whole = whole_updates(said for said in (item.position, item.former) if isinstance(said, Update))
    views = reviews_before(request.as_at.moment)
    if page.is_correction:
        views = Review.objects.known_at(request.as_at.moment).filter(correction__of_return=page.at.found)
    return {
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
        "open": _is_open(request, page),
        "own": item.statement and item.statement.recorded_by_id == request.user.pk,
        "number": read.reviewed,
        "total": len(read.to_review),
    }


def decide_return(request, slug, starts):
    page = get_return(request, slug, starts, REVIEW_RETURN)
    if request.as_at.is_past or page.at is None or (request.method == "GET" and page.state != State.SIGNED):
        return redirect(request.as_at.link(_page_of(page)))
    initial = {"token": uuid.uuid4(), "seen": page.seen, "decision": request.GET.get("decision", "")}
    form, came_first = DecideForm(request.POST or None, initial=initial), None
    if request.method == "POST" and form.is_valid():
        try:
            _decide(request, page.at.found, form.cleaned_data)
        except actions.EditConflict as first:
            came_first = first.latest
            form.add_error(None, first.message)
            form.renew(seen=page.seen)
        except actions.Refused as refused:
            form.add_error(refused.field or None, refused.message)
        else:
            messages.success(request, _decided(page, form.cleaned_data["decision"]))
            return redirect("review_queue")
    read = under_review(page, request.as_at) if page.is_signed else None
    context = {"page": page, "organisation": page.organisation, "form": form, "came_first": came_first, "read": read}
    return render(request, "rollout/decide_return.html", context)


def _decide(request, of_return, said):
    words = {"by": request.user, "seen": said["seen"], "comment": said["comment"]}
    if said["decision"] == State.ACCEPTED:
        return actions.accept(of_return=of_return, today=request.as_at.day, **words)
    return actions.ask_for_changes(of_return=of_return, **words)


def _decided(page, decision) -> str:
    who = {"who": page.organisation, "period": page.period}
    if decision == State.ACCEPTED:
        return _("The return of %(who)s for %(period)s is accepted and frozen as it was signed.") % who
    return _("%(who)s is asked for changes to its return for %(period)s. The lead sees your words first.") % who
