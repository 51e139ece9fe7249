from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from ledger.as_at import AsAt, BadDate, read_as_at

SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}


def compares(view):
    """Marks a view that shows what moved since ?compare=; on every other page the frame says that it does not."""
    view.compares = True
    return view


def today_only(page, *names):
    """Marks a view that only writes: as at a past day it leads to `page`, with the arguments that `names` says."""

    def mark(view):
        view.today_only = page, names
        return view

    return mark


class AsAtMiddleware:
    """Gives every request its `as_at` and `compare`, from ?as-at= and ?compare=."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.as_at, request.compare, request.not_compared = AsAt(timezone.localdate()), None, None
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        today = request.as_at.day
        for name in ("as-at", "compare"):
            text = request.GET.get(name, "").strip()
            if not text:
                continue
            try:
                setattr(request, name.replace("-", "_"), read_as_at(text, today=today))
            except BadDate as error:
                return _bad_date(request, name, text, error)
        if not getattr(view, "compares", False):
            request.compare, request.not_compared = None, request.compare
        if request.as_at.is_past and request.method not in SAFE_METHODS:
            return render(
                request, "ledger/past_is_read_only.html", {"url": with_day(request, "as-at", None)}, status=403
            )
        if request.as_at.is_past and hasattr(view, "today_only"):
            page, names = view.today_only
            return redirect(request.as_at.link(reverse(page, kwargs={name: kwargs[name] for name in names})))
        return None


def _bad_date(request, name, text, error):
    context = {
        "text": text[:40],
        "why": error.why,
        "nearest": error.nearest,
        "url": with_day(request, name, error.nearest),
    }
    return render(request, "ledger/bad_date.html", context, status=400)


def with_day(request, name, day):
    query = request.GET.copy()
    query.pop(name, None)
    if day:
        query[name] = day.isoformat()
    return f"{request.path}?{query.urlencode()}" if query else request.path
