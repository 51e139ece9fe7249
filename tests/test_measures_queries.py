"""How many queries the measures' pages make: as many for 3 forces as for 43, and never more than is said here, whatever
is kept and however much the ledgers hold. The bound of all of them is twelve."""

import datetime as dt
import itertools
from decimal import Decimal

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from forces.models import Organisation
from measures.actions import rebase, set_target, write_note
from measures.models import Measure
from tests.plugins.growth import keep_three
from tests.plugins.measures import shares

FIRST = dt.date(2014, 1, 1)
USUAL = [10, 12, 9, 11, 10, 13, 8, 12]
EVERYWHERE = "/measures/charged_pct/"
MULTIPLES = f"{EVERYWHERE}chart.svg?of=panels"
OWN = "/organisations/avon-and-somerset/measures/"
PAGES = {
    EVERYWHERE: 11,
    f"{EVERYWHERE}?as-at=2026-03-31": 10,
    f"{EVERYWHERE}?sort=force": 11,
    f"{EVERYWHERE}?_export=csv": 9,
    MULTIPLES: 9,
    f"{EVERYWHERE}chart.svg?of=funnel": 9,
    f"{EVERYWHERE}chart.svg?of=cohorts": 9,
    f"{OWN}charged_pct/": 11,
    f"{OWN}charged_pct/?as-at=2026-03-31": 10,
    f"{OWN}charged_pct/chart.svg": 9,
    OWN: 10,
    "/measures/": 9,
    "/measures/releases/": 5,
    "/measures/table-1/": 5,
}


@pytest.fixture
def publish_all(publish):
    """publish_all(): twelve years of quarters of every force, as one release; of the charged share and the days."""

    def record():
        figures = {}
        for at, slug in enumerate(Organisation.objects.filter(kind="force").values_list("slug", flat=True)):
            for measure in ("charged_pct", "days_to_charge"):
                figures |= shares([*USUAL[at % 8 :], *USUAL[: at % 8]] * 6, force=slug, measure=measure, first=FIRST)
        publish(figures, on=dt.date(2026, 2, 1))

    return record


@pytest.fixture
def queries(client, monkeypatch):
    """To draw takes seconds and asks for nothing; tests/test_measures_pages.py draws."""
    monkeypatch.setattr("vl_convert.vegalite_to_svg", lambda text: "<svg/>")

    def count(address):
        with CaptureQueriesContext(connection) as found:
            assert client.get(address).status_code == 200
        return len(found)

    return count


@pytest.fixture
def rule(unit_manager):
    """rule(2016): new limits and targets from that year on, of the one force and of all, and another note."""

    def record(year):
        force, measure = Organisation.objects.get(slug="avon-and-somerset"), Measure.objects.get(code="charged_pct")
        day = dt.date(year, 1, 1)
        rebase(organisation=force, measure=measure, quarter=day, event="other", reason="A reason.", by=unit_manager)
        noted = {"what": "incomplete", "first": FIRST, "last": FIRST, "text": f"A gap, {year}.", "source": "A letter."}
        write_note(organisation=force, measures=[measure], by=unit_manager, **noted)
        for whose, value in ((force, year % 10), (None, year % 10 + 1)):
            said = {"starts_on": day, "value": Decimal(value), "reason": "A letter."}
            set_target(measure=measure, organisation=whose, by=unit_manager, **said)

    return record


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("forces", [3, 43])
def test_as_many_for_three_forces_as_for_all(client, unit, publish_all, queries, forces, address):
    if forces == 3:
        keep_three()
    publish_all()
    client.force_login(unit)
    cache.clear()
    assert queries(address) == PAGES[address] <= 12


@pytest.fixture
def before(client, publish, queries, rule, unit, lead, unit_manager):
    """What comes before a page is asked for, by name. Each can be done again and again."""
    years = itertools.count(2015)

    def asked_by(person, *addresses):
        client.force_login(person)
        for address in addresses:
            queries(address)

    return {
        "only the figures are kept": lambda: asked_by(unit, MULTIPLES),
        "the page is kept": lambda: asked_by(unit, EVERYWHERE),
        "a lead's page is kept": lambda: asked_by(lead, EVERYWHERE, MULTIPLES),
        "limits and targets stand": lambda: rule(next(years)),
        "they changed since it was kept": lambda: (asked_by(unit, EVERYWHERE, MULTIPLES), rule(next(years))),
        "a release came since it was kept": lambda: (
            asked_by(unit, EVERYWHERE, MULTIPLES),
            publish(shares(USUAL, first=FIRST), name=f"{next(years)}.csv"),
        ),
        "another session began": lambda: asked_by(unit_manager),
    }


STATES = (
    "only the figures are kept", "the page is kept", "a lead's page is kept", "limits and targets stand",
    "they changed since it was kept", "a release came since it was kept", "another session began",
)  # fmt: skip


@pytest.mark.parametrize("state", STATES)
def test_in_no_state_it_is_more(client, unit, publish_all, before, queries, state):
    keep_three()  # as many as for all, says the test above
    publish_all()
    found = {}
    for address in PAGES:
        cache.clear()
        before[state]()
        client.force_login(unit)
        found[address] = queries(address)
    assert not {address: number for address, number in found.items() if number > PAGES[address]}


@pytest.mark.parametrize("address", PAGES)
def test_of_a_lead_s_page_neither(client, lead, publish_all, queries, address):
    keep_three()
    publish_all()
    client.force_login(lead)
    cache.clear()
    with CaptureQueriesContext(connection) as found:
        client.get(address)
    assert len(found) <= PAGES[address]


def test_a_force_that_came_later_is_on_the_page(see, unit, published):
    """Nothing of the forces may stay with the process."""
    see(unit, EVERYWHERE)
    cache.clear()
    Organisation.objects.filter(slug="durham").update(short_name="Durham renamed")
    assert "Durham renamed" in see(unit, EVERYWHERE, _export="csv").content.decode("utf-8-sig")
