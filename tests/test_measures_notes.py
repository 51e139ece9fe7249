"""Notes on figures: what they leave out is in no limit, rule, funnel or total, is drawn hollow, and is said."""

import csv
import io

import pytest

from forces.models import Organisation
from measures.figures.national import national
from measures.figures.specs.process import RING
from measures.models import Measure
from measures.process import FEW, LIMITS, process
from measures.quarters import following
from measures.queries.charts import with_heads
from stats import spc
from tests.notes import CHARGED, EVERYWHERE, ON_PAGE, OWN, TODAY
from tests.plugins.measures import FIRST, LAST, TEXT, USUAL, shares


def rows_of(answer):
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


def page_of(measure="charged_pct"):
    forces = list(Organisation.objects.filter(kind="force"))
    return national(with_heads(Measure.objects).get(code=measure), forces, TODAY)


# What is left out


def figures(values):
    return {following(FIRST, at): value for at, value in enumerate(values)}


def test_it_is_a_gap_for_limits_and_rules_and_no_gap_in_the_picture():
    values, at = [*USUAL[:6], 90, *USUAL[6:]], following(FIRST, 6)
    found = process(figures(values), direction="increase", left_out={at})
    gap = process(figures([*USUAL[:6], None, *USUAL[6:]]), direction="increase")
    assert (found.pieces, found.causes, found.values) == (gap.pieces, gap.causes, gap.values)
    assert (found.noted, found.drawn[6], found.points) == ([(at, 90.0)], 90.0, 20)
    assert process(figures(values), direction="increase").causes[6] == spc.ABOVE


def test_too_few_points_are_left_for_limits():
    found = process(figures(USUAL[:13]), direction="increase", left_out={following(FIRST, 12)})
    assert (found.last.kind, found.last_at, len(found.quarters)) == (FEW, 11, 13)


def test_on_the_logarithm_a_noted_zero_is_noted():
    found = process(figures([*USUAL, 0]), direction="decrease", on_log=True, left_out={following(FIRST, 20)})
    assert (found.zeros, found.noted, found.last.kind) == ([], [(following(FIRST, 20), 0.0)], LIMITS)


def test_where_all_is_left_out_there_is_no_chart_and_the_page_says_why(see, lead, published, note):
    note(first=FIRST)
    page = see(lead, CHARGED).words
    assert "Notes leave out the figures that a chart would show." in page
    assert TEXT in page
    assert see(lead, OWN).status_code == see(lead, EVERYWHERE).status_code == 200


# Where it is said


def test_the_page_the_table_the_file_and_the_alternative_say_it(see, lead, published, note):
    before = see(lead, CHARGED)
    assert "There are no notes on these figures." in before.words
    assert "Note" not in rows_of(see(lead, CHARGED, _export="csv"))[0]
    note()
    page = see(lead, CHARGED)
    assert "3.7% (11 of 300) in Oct to Dec 2023: usual variation." in page.words
    assert "Drawn hollow and in no limit and no rule, as a note says: Jan to Mar 2024." in page.words
    assert "19 points." in page.words
    assert ON_PAGE in page.words
    alternative = page.content.decode().partition('alt="')[2].partition('"')[0]
    assert "as a note says: Jan to Mar 2024." in alternative
    assert "Most records are missing." in alternative
    last, before_it = rows_of(see(lead, CHARGED, _export="csv"))[:2]
    assert (last["Figure"], last["Reads as"], last["Rule"]) == ("4.000", "left out by a note", "no rule")
    assert last["Note"] == ON_PAGE
    assert before_it["Note"] == "no note"


def test_lists_say_it(see, unit, fifteen_forces, note):
    for address in (OWN, EVERYWHERE):
        assert "Notes" not in rows_of(see(unit, address, _export="csv"))[0]
    note()
    for address, name, whose in ((OWN, "Measure", "Share charged"), (EVERYWHERE, "Force", "Avon and Somerset")):
        rows = rows_of(see(unit, address, _export="csv"))
        noted = [row for row in rows if row["Notes"] != "no note"]
        assert [row["Notes"] for row in noted] == [ON_PAGE]
        assert noted[0][name].startswith(whose)
        assert "left out" in see(unit, address).words


@pytest.mark.parametrize("query", ["", "?size=narrow"])
def test_it_is_drawn_hollow_with_a_key(client, lead, published, note, query, monkeypatch):
    drawn = []
    monkeypatch.setattr("vl_convert.vegalite_to_svg", lambda text: drawn.append(str(text)) or "<svg/>")
    client.force_login(lead)
    client.get(f"{CHARGED}chart.svg{query}")
    note()
    client.get(f"{CHARGED}chart.svg{query}")
    assert [RING in text for text in drawn] == [False, True]
    assert ["Left out by a note" in text for text in drawn] == [False, True]


def test_the_picture_can_be_drawn(client, unit, fifteen_forces, note):
    note()
    client.force_login(unit)
    for address in (f"{CHARGED}chart.svg?", f"{EVERYWHERE}chart.svg?of=panels"):
        assert "Left out by a note" in client.get(address).content.decode()


# The country


def test_no_funnel_and_no_total_has_it(see, unit, fifteen_forces, note):
    before = page_of()
    note()
    page = page_of()
    assert page.latest == before.latest == LAST
    assert len(page.funnel.units) == len(before.funnel.units) - 1
    assert [force.slug for force in page.left_out] == ["avon-and-somerset"]
    assert "avon-and-somerset" not in [force.slug for force in page.not_drawn]
    counted = [of.cohorts[0][1][-1] for of in (before, page)]  # of the pathfinders
    assert [quarter for quarter, *_rest in counted] == [LAST, LAST]
    assert counted[1][2] == counted[0][2] - 1
    words = see(unit, EVERYWHERE).words
    assert words.count("Notes leave out 1 figure of 1 force") == 4  # beside two pictures and in the words of each
    assert "Notes leave out the figure of 1 force." in words
    assert "Notes leave out 1 figure of 1 force: they are not in these lines." in words
    assert "Not drawn, as a note leaves the figure of this quarter out: Avon and Somerset." in words
    assert f"Avon and Somerset. {ON_PAGE}" in words


def test_what_was_not_published_is_not_left_out(publish, note):
    publish(shares([*USUAL[:-1], None]) | shares(USUAL, force="durham"))
    note()
    page = page_of()
    assert (page.noted, page.left_out) == ([], [])
    assert "avon-and-somerset" in [force.slug for force in page.not_drawn]


def test_a_quarter_that_is_left_out_everywhere_is_not_the_last(publish, note):
    publish(shares(USUAL))
    note()
    page = page_of()
    assert page.latest == following(LAST, -1)
    assert [point for _cohort, points in page.cohorts for point in points][-1][:2] == (LAST, None)


def test_a_lead_reads_no_other_force_s_note(see, lead, fifteen_forces, note):
    note(slug="bedfordshire")
    words = see(lead, EVERYWHERE).words
    assert "Notes leave out 1 figure of 1 force" in words
    assert TEXT not in words
    assert "Bedfordshire" not in words
