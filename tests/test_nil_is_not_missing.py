"""Missing is not nil: reported, nil confirmed and not reported are three things in sentence, table, download, chart and
total, and a total says of how many it is one. Training has tests of its own for it."""

import csv
import datetime as dt
import io
from decimal import Decimal

import pytest

from dashboard.position import ThemesOverTime
from forces.models import Organisation
from funding import actions as funding
from funding.national.page import funding_page
from funding.scales import State
from inspections.scales import Stage
from ledger.as_at import as_at
from measures.figures.cohorts import CohortChart
from measures.figures.national import national
from measures.queries.charts import find_measure
from rollout.models import Commitment, Standard
from rollout.scales import Status
from tests.plugins.funding import NOW, Q1, TODAY, allocate
from tests.plugins.measures import shares

NIL = {"pay": "0.00", "training": "0.00", "technology": "0.00", "services": "0.00", "other": "0.00"}
FORCE, NOBODY = "Avon and Somerset", "Durham"


def downloaded(see, person, address, **query):
    return list(csv.DictReader(io.StringIO(see(person, address, _export="csv", **query).content.decode("utf-8-sig"))))


@pytest.fixture
def two(allocation, fund_year, unit_manager, time_machine):
    """Avon and Somerset and Durham have an allocation each."""
    time_machine.move_to(NOW)
    allocate(fund_year, Organisation.objects.get(slug="durham"), "8000.00", by=unit_manager)


@pytest.fixture
def claims(two, bring, request):
    """Avon and Somerset's first claim: none, one of nil, or one of pounds and pence. Durham never claims."""
    if request.param is not None:
        bring(State.PAID, Q1, **request.param)
    return request.param


CLAIMS = pytest.mark.parametrize(
    ("claims", "cell", "told"),
    [
        (None, "nothing claimed", "nothing is claimed yet. 0 of 2 recipients"),
        (NIL, "0.00", "£0 is claimed and £0 paid so far. 1 of 2 recipients"),
        (NIL | {"pay": "12.50"}, "12.50", "£12.50 is claimed and £12.50 paid so far. 1 of 2 recipients"),
    ],
    indirect=["claims"],
)


@CLAIMS
def test_the_country_s_funding_tells_a_claim_of_nil_from_none(claims, unit, see, cell, told):
    page = see(unit, "/funding/").words
    assert told in page
    rows = {row["Recipient"]: row for row in downloaded(see, unit, "/funding/")}
    assert (rows[FORCE]["Claimed"], rows[NOBODY]["Claimed"]) == (cell, "nothing claimed")
    assert (rows[FORCE]["Paid"], rows[NOBODY]["Paid"]) == (cell, "nothing claimed")
    (fund,) = downloaded(see, unit, "/funding/", list="funds")
    assert (fund["Claimed"], fund["Recipients with a certified claim"]) == (cell, "0" if claims is None else "1")
    assert (fund["Recipients that claim here"], fund["Forecast"], fund["Underspend"]) == ("2", "none made", "not known")
    none = " ".join(["nothing claimed"] * 3)  # claimed, approved, paid
    assert (f"Durham £8,000.00 {none} none made" in page, "none made not known" in page) == (True, True)


@CLAIMS
def test_its_chart_its_numbers_and_its_words_do_too(claims, unit, see, cell, told):
    page = funding_page(2024, as_at(TODAY, today=TODAY), everything=True)
    first = next(iter(page.profile.quarters))
    assert (first.claims, first.owed, first.planned) == (0 if claims is None else 1, 2, None)
    drawn = page.profile.spec()["layer"][0]["data"]["values"]
    assert len(drawn) == (0 if claims is None else 2)  # a claim of nil has its base line
    assert page.profile.spec()["layer"][1]["data"]["values"] == []  # nobody planned, so nothing was planned of 0
    numbers = downloaded(see, unit, "/funding/", list="profile")
    assert (numbers[0]["Claimed"], numbers[0]["Planned"]) == (cell, "no plan")
    assert ("Nothing is claimed for spend" in page.profile.headline) is (claims is None)
    assert f"{first.claims} of 4 claims owed by then" in page.profile.headline


@CLAIMS
def test_a_force_s_own_page_does_too(claims, lead, see, cell, told):
    address = "/organisations/avon-and-somerset/funding/"
    page = see(lead, address).words
    (row,) = downloaded(see, lead, address, list="allocations")
    assert row["Claimed"] == cell
    assert ("Nothing of the £5,000" in page) is (claims is None)
    one = see(lead, f"{address}local/2024/").words
    assert ("nothing yet" in one) is (claims is None)
    assert ("claimed £0.00" in one) is (claims == NIL)


def test_a_statement_is_not_filled_in_with_a_nil_that_nobody_entered(two, finance_officer, see, time_machine):
    time_machine.move_to(dt.datetime(2025, 4, 2, 9, tzinfo=dt.UTC))
    page = see(finance_officer, "/organisations/avon-and-somerset/funding/local/2024/statement/")
    assert "nothing of the allocation of £5,000.00 is claimed" in page.words
    assert 'value="0.00"' not in page.content.decode()


def test_an_empty_box_of_a_plan_is_no_nil(allocation, unit_manager, lead, see):
    boxes = {(Q1, "pay"): Decimal("5000.00"), (Q1, "training"): Decimal("0.00")}
    common = {"by": unit_manager, "base": 0, "now": NOW}
    funding.set_plan(allocation=allocation, boxes=boxes, **common)
    address = "/organisations/avon-and-somerset/funding/local/2024/"
    rows = {row["Category"]: row for row in downloaded(see, lead, address, list="plan")}
    years = [(category, row["Year"]) for category, row in rows.items() if row["Year"] != "not planned"]
    assert [year for _category, year in years] == ["5000.00", "0.00"]


@pytest.mark.parametrize(
    ("brought", "told", "counts"),
    [
        (None, "43 of 43 responses are open, 43 of them overdue and 43 not answered at all.", ("1", "1", "0")),
        (
            Stage.PROGRESS,
            "43 of 43 responses are open, 43 of them overdue and 42 not answered at all.",
            ("1", "0", "0"),
        ),
        (
            Stage.COMPLETE,
            "42 of 43 responses are open, 42 of them overdue and 42 not answered at all.",
            ("0", "0", "1"),
        ),
    ],
)
def test_a_response_in_progress_is_told_from_none(ours, answer, unit, see, brought, told, counts):
    if brought:
        answer(ours, brought)
    page = see(unit, "/inspections/")
    assert told in page.words
    rows = {row["Organisation"]: row for row in downloaded(see, unit, "/inspections/", list="organisations")}
    names = ("Open", "Not answered", "Complete, not verified")
    assert tuple(rows[FORCE][name] for name in names) == counts
    assert tuple(rows[NOBODY][name] for name in names) == ("1", "1", "0")


def test_a_finding_that_is_issued_to_nobody_has_no_counts(issued, unit, see):
    rows = downloaded(see, unit, "/inspections/hmicfrs-2024/", list="findings")
    numbers = {
        row["Finding"]: [row[name] for name in ("Issued to", "Open", "Not answered", "Verified")] for row in rows
    }
    assert numbers.pop("R3") == ["43", "43", "43", "0"]
    assert set(map(tuple, numbers.values())) == {("not issued",) * 4}
    assert "not issued" in see(unit, "/inspections/hmicfrs-2024/").words


@pytest.fixture
def asked_later(say):
    """P1-1 was asked in January 2024, P1-2 only from March on. Durham never says anything."""
    Standard.objects.filter(code="P1-2").update(known_from=dt.date(2024, 3, 1))
    for code, status in (("P1-1", Status.NOT_STARTED), ("P1-2", Status.IN_PLACE)):
        say(("avon-and-somerset", code), status=status, at=dt.datetime(2024, 3, 12, 9, tzinfo=dt.UTC))


JANUARY = dt.date(2024, 1, 31)
COMPARED = {"across": "theme-P1", "as-at": "2024-04-30", "compare": "2024-01-31"}


def test_what_was_not_asked_then_was_not_unreported_then(asked_later, unit, see):
    page = see(unit, "/national/", **COMPARED).words
    asked = 43 * (
        Commitment.objects.filter(organisation__slug="durham", standard__theme__code="P1").known_on(JANUARY).count()
    )
    assert f"No report {asked + 43 - 2}" in page
    assert f"was {asked}" in page
    assert "(of them 2 reported for the first time)" in page
    assert f"{asked - 1} at the same status" in page
    assert "43 were not asked then." in page
    assert "not asked then" not in see(unit, "/national/", **(COMPARED | {"compare": "2024-03-31"})).words


def test_never_reported_is_counted_apart_from_not_started(asked_later, unit, see):
    page = see(unit, "/national/", **{"as-at": "2024-04-30"}).words
    assert "not started, green, 1 of 3 in place or better, 1 never reported, updated 12 March 2024" in page
    own = see(unit, "/organisations/avon-and-somerset/?as-at=2024-04-30").words
    assert "1 of 3 1 never reported" in own
    one = see(unit, "/standards/P1-1/?as-at=2024-04-30").words
    assert "0 of 43 have it in place or better. 42 have never reported it." in one
    rows = {row["Standard"][:4]: row for row in downloaded(see, unit, "/standards/", **{"as-at": "2024-04-30"})}
    assert [rows["P1-1"][name] for name in ("In place or better", "Never reported", "Organisations")] == [
        "0",
        "42",
        "43",
    ]


def test_a_small_chart_of_a_theme_draws_what_was_not_reported_apart(asked_later, client, unit):
    day = dt.date(2024, 4, 30)
    chart = ThemesOverTime([("P1", [(day, [1, 0, 1, 3])])]).spec()
    rows = chart["concat"][0]["data"]["values"]
    assert {row["band"]: row["to"] - row["from"] for row in rows} == {
        "in place or better": 1,
        "not yet in place": 1,
        "no report": 3,
    }


def test_nothing_asked_is_not_nil(unit, see):
    Commitment.objects.filter(organisation__slug="durham").delete()
    rows = {row["Organisation"]: row for row in downloaded(see, unit, "/organisations/")}
    assert (rows[NOBODY]["In place or better"], rows[NOBODY]["Never reported"]) == ("nothing asked",) * 2
    assert (rows[FORCE]["In place or better"], int(rows[FORCE]["Never reported"]) > 0) == ("0", True)
    assert "nothing asked" in see(unit, "/organisations/").words
    assert "silent for 90 days 56 of 56" in see(unit, "/").words


def test_an_average_of_forces_says_of_how_many_and_a_gap_stays_one(publish, unit, see):
    figures = shares([10, 12, None, 11], force="avon-and-somerset") | shares([10, 12, None, None], force="durham")
    publish(figures)
    pathfinders = {force.slug for force in Organisation.objects.filter(cohort="pathfinder")}
    assert {"avon-and-somerset", "durham"} <= pathfinders
    rows = downloaded(see, unit, "/measures/charged_pct/", list="cohorts")
    names = ("Pathfinder", "Pathfinder, forces with figures", "Pathfinder, forces")
    told = [[row[name] for name in names] for row in reversed(rows)]
    many = str(len(pathfinders))
    assert [[row[0][:4], *row[1:]] for row in told] == [
        ["3.33", "2", many],
        ["4.0", "2", many],
        ["not ", "0", many],
        ["3.66", "1", many],
    ]
    measure, _all = find_measure("charged_pct")
    day = as_at(dt.date(2024, 8, 1), today=dt.date(2024, 9, 1))
    page = national(measure, list(Organisation.objects.filter(kind="force")), day)
    drawn = CohortChart(page).spec()["data"]["values"]
    assert [row["value"] is None for row in drawn] == [False, False, True, False]
    (listed,) = [row for row in downloaded(see, unit, "/measures/") if row["Measure"] == measure.name]
    assert (listed["Forces with figures"], listed["Forces"]) == ("2", "43")


def test_the_late_board_says_of_how_many_standards_are_missing(period, say, unit, see):
    say(("avon-and-somerset", "P1-1"), status=Status.PLANNED, at=dt.datetime(2024, 4, 2, 9, tzinfo=dt.UTC))
    query = {"period": "2024-01-01", "as-at": "2024-04-15"}
    rows = {row["Organisation"]: row for row in downloaded(see, unit, "/returns/", **query)}
    asked = Commitment.objects.filter(organisation__slug="durham").known_on(dt.date(2024, 4, 15)).count()
    assert [(rows[name]["Missing"], rows[name]["Standards"]) for name in (FORCE, NOBODY)] == [
        (str(asked - 1), str(asked)),
        (str(asked), str(asked)),
    ]
    assert f"{asked - 1} of {asked}" in see(unit, "/returns/", **query).words
