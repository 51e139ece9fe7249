"""Targets: set and ended by a Unit manager, held against the quarters that begin later, known once recorded."""

import csv
import datetime as dt
import io
import uuid
from decimal import Decimal

import pytest
import time_machine

from forces.models import Organisation
from ledger.actions import RuleBroken
from ledger.as_at import as_at
from ledger.models import AuditEvent
from measures.actions import set_target
from measures.models import Measure, Target
from measures.queries.charts import chart_of
from tests.plugins.measures import shares

OWN = "/organisations/avon-and-somerset/measures/charged_pct/"
EVERYWHERE, PAGE = "/measures/charged_pct/", "/measures/charged_pct/target/"
APRIL, REASON = dt.date(2023, 4, 1), "The Home Secretary's letter of 1 March 2023."
TODAY = as_at(dt.date(2026, 11, 25), today=dt.date(2026, 11, 25))


@pytest.fixture
def hold(unit_manager, db):
    """hold(value): a target of the share charged, of all forces from April 2023 where nothing else is said."""

    def record(value, force=None, *, on=APRIL, code="charged_pct", **more):
        said = {"measure": Measure.objects.get(code=code), "organisation": force, "starts_on": on, "reason": REASON}
        value = None if value is None else Decimal(value)
        return set_target(value=value, by=unit_manager, **said | more)

    return record


@pytest.fixture
def process(force, published):
    """process(): the chart of Avon and Somerset as it is now."""
    return lambda: chart_of(force, Measure.objects.get(code="charged_pct"), TODAY)[0].process


def typed(**more):
    on = {"starts_on_day": "1", "starts_on_month": "4", "starts_on_year": "2023"}
    return {"token": uuid.uuid4(), "base": "0", "value": "8", "reason": REASON, "organisation": ""} | on | more


@pytest.mark.parametrize(
    ("value", "words"),
    [("8", "Consistently misses the target"), ("0.5", "Consistently meets the target"), ("3.5", "Hits and misses")],
)
def test_a_target_is_held_against_the_last_limits(see, lead, published, hold, value, words):
    assert "Assurance No target is set" in see(lead, OWN).words
    hold(value)
    page = see(lead, OWN).words
    assert words in page.partition("Assurance")[2][:60]
    assert f"The target is {value}%: {words.lower()}" in page
    assert f"All forces: {value}% from 1 April 2023. {REASON}" in page


def test_fewer_is_better_for_the_days_to_charge(publish, hold, force):
    publish(shares([30, 33, 29, 31] * 5, measure="days_to_charge"))
    hold(50, code="days_to_charge")
    process = chart_of(force, Measure.objects.get(code="days_to_charge"), TODAY)[0].process
    assert process.assurance == "consistent_pass"


def test_only_quarters_that_begin_later_are_held_against_it(hold, process):
    hold(8, on=dt.date(2023, 4, 2))
    held = process()
    assert dict(zip(held.quarters, held.targets, strict=True))[dt.date(2023, 7, 1)] == 8
    assert dict(zip(held.quarters, held.targets, strict=True))[APRIL] is None


def test_a_force_s_own_target_counts_before_that_of_all_until_it_ends(hold, process, force):
    hold(8)
    hold(2, force)
    assert process().target == 2
    hold(3, Organisation.objects.get(slug="durham"))
    assert process().target == 2
    hold(None, force, on=dt.date(2023, 10, 1))
    assert process().targets[-4:] == [2, 2, 8, 8]
    hold(None, on=dt.date(2024, 1, 1))
    assert process().targets[-4:] == [2, 2, 8, None]


def test_of_two_from_the_same_day_the_later_recorded_counts(hold, process):
    hold(8)
    hold(9)
    assert (process().target, Target.objects.count()) == (9, 2)


def test_without_limits_nothing_is_said_of_the_target(see, lead, publish, hold):
    publish(shares([10, 12, 9, 11]), name="few.csv")
    hold(2, on=dt.date(2019, 4, 1))
    assert "Assurance Not assessed: too few points" in see(lead, OWN).words


def test_it_is_known_from_when_it_was_recorded(see, unit, published, hold):
    hold(8, now=dt.datetime(2025, 3, 1, 12, tzinfo=dt.UTC))
    for address in (OWN, EVERYWHERE):
        assert "Consistently misses the target" in see(unit, address, **{"as-at": "2025-03-01"}).words
        assert "Consistently misses the target" not in see(unit, address, **{"as-at": "2025-02-28"}).words


def test_the_table_the_download_and_the_picture_say_it(see, client, lead, published, hold):
    assert "Target" not in see(lead, OWN, _export="csv").content.decode("utf-8-sig").splitlines()[0]
    hold("7.25")
    rows = list(csv.DictReader(io.StringIO(see(lead, OWN, _export="csv").content.decode("utf-8-sig"))))
    assert [row["Target"] for row in rows[:5]] == ["7.25", "7.25", "7.25", "7.25", "not set"]
    for query in ("", "?size=narrow"):
        assert "Target 7.25%" in client.get(f"{OWN}chart.svg{query}").content.decode()


def test_lists_say_how_each_chart_meets_it(see, unit, published, hold):
    hold(8)
    own = see(unit, "/organisations/avon-and-somerset/measures/", _export="csv").content.decode("utf-8-sig")
    everywhere = see(unit, EVERYWHERE, _export="csv").content.decode("utf-8-sig")
    for text in (own, everywhere):
        assert "Consistently misses the target" in text
    assert f"All forces: 8% from 1 April 2023. {REASON}" in see(unit, EVERYWHERE).words


def test_a_lead_reads_no_other_force_s_target(see, lead, published, hold):
    hold(8)
    hold(3, Organisation.objects.get(slug="durham"))
    for address in (OWN, EVERYWHERE):
        words = see(lead, address).words
        assert "All forces: 8%" in words
        assert "Durham: 3%" not in words


def test_a_manager_sets_one_by_the_page_and_it_is_audited(send, unit_manager, published):
    page = send(unit_manager, PAGE, typed(organisation="avon-and-somerset"))
    assert page.redirect_chain[-1][0] == OWN
    assert "Avon and Somerset: 8% from 1 April 2023." in page.words
    event = AuditEvent.objects.get(action="measure.target_set")
    assert (event.organisation, event.after["value"]) == ("avon-and-somerset", "8")


def test_a_form_sent_twice_sets_one(send, unit_manager, published):
    form = typed()
    for _time in range(2):
        assert "All forces: 8% from 1 April 2023." in send(unit_manager, PAGE, form).words
    assert Target.objects.count() == 1


def test_whoever_comes_second_is_told_so_and_can_send_it_again(send, unit_manager, published, hold):
    first = hold(7)
    page = send(unit_manager, PAGE, typed())
    assert "set a target first" in page.words
    assert (page.context["form"]["base"].value(), Target.objects.count()) == (str(first.pk), 1)


def test_it_ends_by_the_page(send, unit_manager, published, hold):
    base = hold(8).pk
    page = send(unit_manager, PAGE, typed(base=base, value="", end="1", starts_on_year="2024"))
    assert "All forces: no target from 1 April 2024." in page.words


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"value": ""}, "Enter the target"),
        ({"value": "many"}, "The target must be a number"),
        ({"value": "-1"}, "The target must be 0 or more"),
        ({"value": "101"}, "a percentage from 0 to 100"),
        ({"value": "1.2345"}, "three decimals or fewer"),
        ({"value": "NaN"}, "The target must be a number"),
        ({"value": "9" * 400}, "a number that one force can have"),
        ({"reason": " "}, "Say who set it"),
        ({"starts_on_day": "31"}, "must be a real date"),
        ({"organisation": "cps-south-west"}, "Select one of the answers"),
        ({"organisation": "\0"}, "Select one of the answers"),
        ({"reason": "Crime 52/123456/24 says so."}, "looks as if it holds"),
        ({"end": "1"}, "There is no target that day to end"),
    ],
)
def test_the_form_says_what_is_wrong(send, unit_manager, published, more, words):
    page = send(unit_manager, PAGE, typed(**more))
    assert words in page.words
    assert not Target.objects.exists()


def test_the_same_again_is_refused(hold):
    hold(8)
    with pytest.raises(RuleBroken, match="already"):
        hold(8, on=dt.date(2024, 4, 1))


def test_where_neither_way_is_better_there_is_none(see, unit_manager, publish, hold):
    publish(shares([10, 12, 9, 11] * 5, measure="recorded_offences"))
    page = see(unit_manager, OWN.replace("charged_pct", "recorded_offences")).words
    assert "Neither way is better, so there is no target" in page
    assert "Set a target" not in page
    with pytest.raises(RuleBroken, match="cannot have a target"):
        hold(8, code="recorded_offences")


def test_in_the_past_none_is_set(see, unit_manager, published):
    page = see(unit_manager, PAGE, **{"as-at": "2024-08-01"})
    assert (page.status_code, page.url) == (302, f"{EVERYWHERE}?as-at=2024-08-01")
    assert "Set a target" not in see(unit_manager, OWN, **{"as-at": "2024-08-01"}).words


def test_rows_never_go_back_in_time(hold):
    later = dt.datetime(2025, 3, 2, tzinfo=dt.UTC)
    hold(8, now=later)
    with time_machine.travel(dt.datetime(2025, 3, 1, tzinfo=dt.UTC), tick=False):
        assert hold(9).recorded_at == later
