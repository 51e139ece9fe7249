"""What every page's frame shows. One query: where the ledger ends."""

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from accounts.demo import DEMO_PEOPLE
from accounts.permissions import VIEW_LOG, VIEW_NATIONAL
from forces.access import access_of
from rollout.queries import ledger_head


@dataclass(frozen=True)
class Item:
    label: str
    url: str
    current: bool


def head_of(request):
    """Where the ledger ends, asked once a request."""
    if not hasattr(request, "_ledger_head"):
        request._ledger_head = ledger_head()
    return request._ledger_head


def frame(request):
    return {"frame": SimpleLazyObject(lambda: _frame(request))}


def _frame(request):
    user = getattr(request, "user", None)
    person = user if user and user.is_authenticated else None
    access = access_of(person) if person else None
    as_at = getattr(request, "as_at", None)
    return {
        "service_name": settings.SERVICE_NAME,
        "programme_name": settings.PROGRAMME_NAME,
        "unit_name": settings.UNIT_NAME,
        "version": settings.VERSION,
        "demo": settings.DEMO,
        "demo_people": DEMO_PEOPLE if settings.DEMO else [],
        "person": person,
        "access": access,
        "organisation_name": _belongs_to(access) if access else "",
        "navigation": _navigation(request, person, access) if person else [],
        "ledger_changed": head_of(request).changed if person else None,
        "as_at": as_at,
        "today_url": _without_as_at(request),
    }


def _belongs_to(access):
    if access.own:
        return ", ".join(organisation.short_name for organisation in access.own)
    return settings.UNIT_NAME if access.nationally(VIEW_LOG) else ""


def _navigation(request, person, access):
    has_home = bool(access.own) or access.nationally(VIEW_LOG)
    entries = [
        (_("Home"), reverse("home"), has_home),
        (_("National"), reverse("national"), bool(access.memberships)),
        (_("Organisations"), reverse("organisations"), bool(access.memberships)),
        (_("Returns"), _own_returns(access), bool(access.own)),
        (_("Returns"), reverse("returns"), access.nationally(VIEW_NATIONAL) and not access.own),
        (_("Standards"), reverse("standards"), bool(access.memberships)),
        (_("Training"), _training(access), bool(access.memberships)),
        (_("Measures"), _measures(access), bool(access.memberships)),
        (_("Programme"), reverse("programme"), True),
        (_("Log"), reverse("log"), access.nationally(VIEW_LOG)),
        (_("Admin"), reverse("admin:index"), person.is_staff and person.is_superuser),
    ]
    shown = [(label, url) for label, url, seen in entries if seen]
    # The country's training is one place with a force's own, under which its people find it.
    path = _training(access) if request.path.startswith(reverse("training")) else request.path
    # The nearest: an organisation's returns and training are under its own page.
    current = max((entry for entry in shown if _is_current(path, entry[1])), key=_length, default=None)
    return [Item(entry[0], request.as_at.link(entry[1]), entry is current) for entry in shown]


def _length(entry):
    return len(entry[1])


def _training(access):
    """A force's people come to their own, which leads on to the country; everybody else to the country."""
    own = [organisation for organisation in access.own if organisation.is_force]
    return reverse("organisation_training", args=[own[0].slug]) if len(own) == 1 else reverse("training")


def _measures(access):
    """The same for published figures."""
    own = [organisation for organisation in access.own if organisation.is_force]
    return reverse("organisation_measures", args=[own[0].slug]) if len(own) == 1 else reverse("measures")


def _own_returns(access):
    """With one organisation its list; with several, the way to each of them."""
    only = access.own[0] if len(access.own) == 1 else None
    return reverse("organisation_returns", args=[only.slug]) if only else reverse("organisations")


def _is_current(path, url):
    return path == url if url == "/" else path.startswith(url)


def _without_as_at(request):
    query = request.GET.copy()
    query.pop("as-at", None)
    return f"{request.path}?{query.urlencode()}" if query else request.path
