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
# Of which the demonstration has none that is known beforehand; R3's bodies are a finding's that only tests issue, and
# the claim that is being filled in is of a quarter that is not over. NOT_IN_TABLE has others like them.
NOT_THERE = ("{entry}", "{upload}", "{chased}", "{note}", "/findings/R3/bodies/", "/claim/send/")
# The table's periods, and those of the demonstration ledger in the same state: accepted, in draft, ready for sign-off.
IN_DEMONSTRATION = {"2024-01-01": "2026-01-01", "2024-04-01": "2026-10-01", "2024-07-01": "2026-07-01"}
GRANT = "/organisations/avon-and-somerset/funding/local/2024/"
FUNDING = re.compile(r"/funding/.*")
# Claims likewise: with the Unit, being filled in, before the finance officer.
CLAIMS = {"2024-04-01": "2026-04-01", "2024-07-01": "2026-10-01", "2024-10-01": "2026-07-01"}
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
        "/organisations/avon-and-somerset/funding/demonstration-grant/2025/2025-07-01/recovery/fill/",
        "/organisations/avon-and-somerset/funding/demonstration-grant/2025/2025-07-01/recovery/send/",
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
        "/reminders/unanswered/training-month-23-2023-08/",  # of Lincolnshire, which never reported
        "/reminders/outbox/",
        f"/reminders/outbox/{OUR_MAIL}/",
        "/deadlines/?when=overdue&kind=return",
        "/organisations/kent/funding/demonstration-grant/2026/2026-07-01/claim/",
        "/measures/days_to_charge/?as-at=2024-04-30",
        "/measures/recorded_offences/",
        "/organisations/devon-and-cornwall/measures/days_to_charge/",
    ],
    "observer": ["/national/?as-at=2023-07-01"],
}


def pages_in_table(who):
    """Those that the table lets the person open, in the demonstration's own names and dates."""
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


def _in_demonstration(found):
    """The table's grant of 2024 is the demonstration's of 2026."""
    dated = re.sub(r"2024-\d\d-\d\d", lambda day: CLAIMS[day[0]], found[0])
    return dated.replace("local/", "demonstration-grant/").replace("/2024/", "/2026/")


@pytest.mark.parametrize("who", [None, *(person.key for person in DEMO_PEOPLE)])
def test_every_page_a_person_can_open(open_as, who):
    page = open_as(who)
    faults = {address: faults_of(page, address, there=True) for address in pages_in_table(who)}
    faults |= {address: faults_of(page, address, there=False) for address in NOT_IN_TABLE.get(who, [])}
    lines = [f"{address}: {fault}" for address, found in faults.items() for fault in found]
    assert not lines, "\n".join(lines)


def faults_of(page, address, *, there):
    """there: the page itself has to answer, not another one that it sends the person to, nor a refusal."""
    page.complaints.clear()
    answer = page.goto(address)
    kind = answer.headers.get("content-type", "")
    if not kind.startswith("text/html"):
        return [f"{kind} is no page, and axe would wait in it for ever: see NOT_PAGES"]
    if there and (answer.status != 200 or answer.request.redirected_from):
        return [f"is not there: status {answer.status} at {answer.url}"]
    faults = faults_on(page)
    faults += [] if answer.status in (400, 404) else page.complaints
    faults += [f"status {answer.status}"] if answer.status >= 500 else []
    return faults


def faults_on(page):
    """Of the page that is open, wide and narrow. It stays narrow, so the next page is loaded as on a phone."""
    page.evaluate(Axe().axe_script)
    return [f"{fault}, {width} pixels wide" for width in (WIDE, NARROW) for fault in _faults_at(page, width)]


def _faults_at(page, width):
    page.set_viewport_size({"width": width, "height": 900})
    too_wide = page.evaluate("document.documentElement.scrollWidth") - width
    found = page.evaluate("axe.run({reporter: 'no-passes'}).then(found => found.violations)")
    faults = [f"axe {fault['id']}: {fault['nodes'][0]['html'][:200]}" for fault in found]
    return faults + ([f"scrolls sideways by {too_wide} pixels"] if too_wide > 0 else [])
