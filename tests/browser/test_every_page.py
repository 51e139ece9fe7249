"""axe finds nothing, nothing complains and nothing scrolls sideways on any page, wide and narrow."""

import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

from accounts.demo import DEMO_PEOPLE
from tests.browser.conftest import NARROW, WIDE
from tests.plugins.reminders import OUR_MAIL

pytestmark = pytest.mark.browser
# The same table that test_access_table.py holds against the URL configuration, so no page can be missing.
TABLE = Path(__file__).parent.parent / "access_table.txt"
HEADER, *ROWS = [line.split() for line in TABLE.read_text().splitlines()]
NOT_PAGES = {
    "healthz",
    "national_download",
    "organisation_chart",
    "training_chart",
    "evidence",
    "frozen_return",
    "funding_chart",
    "claim_evidence",
    "response_evidence",
    "body_evidence",
    "calendar",
    "measure_chart",
    "organisation_measure_chart",
}
NOT_THERE = ("{entry}", "{upload}")  # of which the demonstration has none that is known beforehand
# The table's periods, and those of the demonstration ledger in the same state: accepted, in draft, ready for sign-off.
IN_DEMONSTRATION = {"2024-01-01": "2026-01-01", "2024-04-01": "2026-10-01", "2024-07-01": "2026-07-01"}
GRANT = "/organisations/avon-and-somerset/funding/local/2024/"
FUNDING = re.compile(r"/funding/.*")
NOT_IN_TABLE = {
    None: ["/accounts/login/", "/accounts/password/reset/", "/accounts/signup/"],
    "lead": [
        "/accounts/logout/",
        "/accounts/password/change/",
        "/accounts/2fa/",
        "/accounts/2fa/totp/activate/",
        "/accounts/2fa/webauthn/",
        "/accounts/2fa/webauthn/add/",
        "/no-such-page/",
        "/programme/?as-at=2024-02-30",
        "/organisations/avon-and-somerset/commitments/?as-at=2024-04-30",
        "/organisations/avon-and-somerset/?as-at=2024-04-30",
    ],
    "unit": [
        "/national/?as-at=2024-04-30",
        "/national/?compare=2025-10-31",
        "/national/?across=theme-P1",
        "/national/?across=model-prosecution",
        "/organisations/?q=no-such-organisation",
        "/log/write/?organisation=durham",
        "/inspections/?compare=2025-10-31",
        "/inspections/demonstration-force-2026/",
        "/inspections/demonstration-force-2026/findings/R1/bodies/npcc/",
        "/inspections/demonstration-force-2026/findings/R1/bodies/npcc/respond/",
        "/standards/P4-4/",
        "/reminders/outbox/",
        f"/reminders/outbox/{OUR_MAIL}/",
        "/deadlines/?when=overdue&kind=return",
        "/measures/days_to_charge/?as-at=2024-04-30",
        "/measures/recorded_offences/",
        "/organisations/devon-and-cornwall/measures/days_to_charge/",
    ],
    "observer": ["/national/?as-at=2023-07-01"],
}


def pages_of(who):
    column = HEADER.index(who or "visitor")
    for name, how, address, *_ in ROWS:
        expected = next(row for row in ROWS if row[2] == address)[column]
        if (
            how == "GET"
            and expected == "200"
            and name not in NOT_PAGES
            and not any(each in address for each in NOT_THERE)
        ):
            address = address.format(own="/organisations/avon-and-somerset/", period=1, release=1, money=GRANT)
            address = FUNDING.sub(_in_demonstration, address)
            yield re.sub(r"(?<=/returns/)[\d-]+", lambda day: IN_DEMONSTRATION[day[0]], address)
    yield from NOT_IN_TABLE.get(who, [])


def _in_demonstration(found):
    """The table's grant of 2024 is the demonstration's of 2025."""
    return found[0].replace("local/", "demonstration-grant/").replace("2024", "2025")


@pytest.mark.parametrize("width", [WIDE, NARROW])
@pytest.mark.parametrize("who", [None, *(person.key for person in DEMO_PEOPLE)])
def test_every_page_a_person_can_open(open_as, who, width):
    page = open_as(who, width=width)
    faults = {address: found for address in pages_of(who) if (found := faults_of(page, address))}
    assert not faults, "\n".join(f"{address}: {fault}" for address, found in faults.items() for fault in found)


def faults_of(page, address):
    page.complaints.clear()
    answer = page.goto(address)
    kind = answer.headers.get("content-type", "")
    if not kind.startswith("text/html"):
        return [f"{kind} is no page, and axe would wait in it for ever: see NOT_PAGES"]
    expected_to_fail = answer.status in (400, 404)
    faults = faults_on(page)
    faults += [] if expected_to_fail else page.complaints
    faults += [f"status {answer.status}"] if answer.status >= 500 else []
    return faults


def faults_on(page):
    """Of the page that is open."""
    wide = page.evaluate("document.documentElement.scrollWidth") - page.viewport_size["width"]
    faults = [
        f"axe {fault['id']}: {fault['nodes'][0]['html'][:200]}" for fault in Axe().run(page).response["violations"]
    ]
    return faults + ([f"scrolls sideways by {wide} pixels"] if wide > 0 else [])
