"""What every page's frame shows. One query: where the ledger ends."""

from typing import NamedTuple

from django.conf import settings
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from accounts.demo import DEMO_PEOPLE
from accounts.permissions import VIEW_LOG, VIEW_NATIONAL
from forces.access import access_of
from ledger.head import read_along
from ledger.middleware import with_day
from reminders.people import has_deadlines


class Item(NamedTuple):
    label: str
    url: str
    current: bool


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
        "session_idle_minutes": settings.SESSION_IDLE_MINUTES,
        "session_hours": settings.SESSION_COOKIE_AGE // 3600,
        "demo": settings.DEMO,
        "demo_people": DEMO_PEOPLE if settings.DEMO else [],
        "person": person,
        "access": access,
        "organisation_name": _belongs_to(access) if access else "",
        "navigation": _navigation(request, person, access) if person else [],
        # Of a page as at a past day it would tell what was not known then.
        "ledger_changed": read_along(request, "last_update_at") if person and not (as_at and as_at.is_past) else None,
        "as_at": as_at,
        "today_url": with_day(request, "as-at", None),
    }


def _belongs_to(access):
    if access.own:
        return ", ".join(organisation.short_name for organisation in access.own)
    return settings.UNIT_NAME if access.nationally(VIEW_LOG) else ""


def _navigation(request, person, access):
    path, own, has_role = request.path, access.own, bool(access.memberships)
    forces = [organisation for organisation in own if organisation.is_force]
    # The part of an address that a section has, also under an organisation's page; words; where it leads.
    entries = [
        ("", _("Home"), reverse("home"), bool(own) or access.nationally(VIEW_LOG)),
        ("/national/", _("National"), reverse("national"), has_role),
        ("/organisations/", _("Organisations"), reverse("organisations"), has_role),
        ("/returns/", _("Returns"), _of_one(own, "organisation_returns", "organisations"), bool(own)),
        ("/returns/", _("Returns"), reverse("returns"), access.nationally(VIEW_NATIONAL) and not own),
        ("/standards/", _("Standards"), reverse("standards"), has_role),
        ("/training/", _("Training"), _of_one(forces, "organisation_training", "training"), has_role),
        ("/funding/", _("Funding"), _of_one(forces, "organisation_funding", "funding"), has_role),
        ("/inspections/", _("Inspections"), _of_one(own, "organisation_inspections", "inspections"), has_role),
        ("/measures/", _("Measures"), _of_one(forces, "organisation_measures", "measures"), has_role),
        (
            "/reminders/" if "/reminders/" in path else "/deadlines/",
            _("Deadlines"),
            reverse("deadlines"),
            has_deadlines(person),
        ),
        ("/programme/", _("Programme"), reverse("programme"), True),
        ("/log/", _("Log"), reverse("log"), access.nationally(VIEW_LOG)),
        ("/admin/", _("Admin"), reverse("admin:index"), person.is_staff and person.is_superuser),
    ]
    shown = [(_nearness(path, section), label, url) for section, label, url, seen in entries if seen]
    nearest = max(nearness for nearness, _label, _url in shown)
    return [Item(label, request.as_at.link(url), 0 < nearness == nearest) for nearness, label, url in shown]


def _nearness(path: str, section: str) -> int:
    """How far into the path a section begins: the returns of an organisation, under its own page, are returns before
    they are its. Home is only itself."""
    if not section:
        return path == "/"
    return path.find(section) + 2 if section in path else 0


def _of_one(own, page, otherwise):
    """The people of one organisation come to its own page, which leads on; everybody else to the country's."""
    return reverse(page, args=[own[0].slug]) if len(own) == 1 else reverse(otherwise)
