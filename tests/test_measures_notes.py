"""Notes on figures: what they leave out is in no limit, rule, funnel or total, is drawn hollow, and is said. Dates from
which limits could start anew."""

import csv
import datetime as dt
import io
import uuid

import pytest
import time_machine

from accounts.actions import Refused
from accounts.models import AuditEvent
from dashboard.measures.national import national
from dashboard.measures.specs.process import RING
from forces.as_at import as_at
from forces.models import Organisation
from measures import spc
from measures.actions import take_note_back, write_note
from measures.models import Measure, Note
from measures.process import FEW, LIMITS, process
from measures.quarters import following
from measures.queries import chart_of, shown_of, with_heads
from tests.plugins.measures import FIRST, shares

OWN = "/organisations/avon-and-somerset/measures/"
CHARGED, EVERYWHERE = f"{OWN}charged_pct/", "/measures/charged_pct/"
PAGE = f"{CHARGED}notes/add/"
TODAY = as_at(dt.date(2026, 11, 25), today=dt.date(2026, 11, 25))
USUAL = [10, 12, 9, 11, 10, 13, 8, 12, 10, 11, 9, 12, 10, 13, 9, 11, 12, 10, 11, 12]
LAST = following(FIRST, len(USUAL) - 1)  # January to March 2024
TEXT, SOURCE = "Most records are missing.", "The force's letter of 1 May 2024."
ON_PAGE = f"Figures incomplete or not comparable, Jan 2024 to Mar 2024, left out: {TEXT} Source: {SOURCE}"


def rows_of(answer):
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


@pytest.fixture
def note(unit_manager, db):
    """note(): that the last quarter of Avon and Somerset's charged share is incomplete, unless said otherwise."""

    def write(first=LAST, last=LAST, *, slug="avon-and-somerset", codes=("charged_pct",), **more):
        measures = list(Measure.objects.filter(code__in=codes))
        said = {"what": "incomplete", "text": TEXT, "source": SOURCE, "by": unit_manager} | more
        where = Organisation.objects.get(slug=slug)
        return write_note(organisation=where, measures=measures, first=first, last=last, **said)[0]

    return write


@pytest.fixture
def country(publish):
    """Fifteen forces with usual shares."""
    slugs = Organisation.objects.filter(kind="force").values_list("slug", flat=True)[:15]
    return publish({key: each for slug in slugs for key, each in shares(USUAL, force=slug).items()})


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


def test_lists_say_it(see, unit, country, note):
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


def test_the_picture_can_be_drawn(client, unit, country, note):
    note()
    client.force_login(unit)
    for address in (f"{CHARGED}chart.svg?", f"{EVERYWHERE}chart.svg?of=panels"):
        assert "Left out by a note" in client.get(address).content.decode()


# The country


def test_no_funnel_and_no_total_has_it(see, unit, country, note):
    before = page_of()
    note()
    page = page_of()
    assert page.latest == before.latest == LAST
    assert len(page.funnel.units) == len(before.funnel.units) - 1
    assert [force.slug for force in page.left_out] == ["avon-and-somerset"]
    assert "avon-and-somerset" not in [force.slug for force in page.not_drawn]
    (pathfinders, *_rest) = page.cohorts
    others = [at for at in page.behind[pathfinders[0]][1].items() if at[0] == LAST]
    assert others == [(LAST, before.behind[pathfinders[0]][1][LAST] - 1)]
    words = see(unit, EVERYWHERE).words
    assert words.count("Notes leave out 1 figure of 1 force") == 4  # beside two pictures and in the words of each
    assert "Notes leave out the figure of 1 force." in words
    assert "Not drawn, as a note leaves the figure of this quarter out: Avon and Somerset." in words
    assert f"Avon and Somerset. {ON_PAGE}" in words


def test_a_quarter_that_is_left_out_everywhere_is_not_the_last(publish, note):
    publish(shares(USUAL))
    note()
    page = page_of()
    assert page.latest == following(LAST, -1)
    assert [point for _name, _colour, points in page.cohorts for point in points][-1] == (LAST, None)


def test_a_lead_reads_no_other_force_s_note(see, lead, country, note):
    note(slug="bedfordshire")
    words = see(lead, EVERYWHERE).words
    assert "Notes leave out 1 figure of 1 force" in words
    assert TEXT not in words
    assert "Bedfordshire" not in words


# A ledger


def test_it_is_known_from_when_it_was_recorded_until_it_was_taken_back(see, unit, country, note, unit_manager):
    written = note(now=dt.datetime(2025, 3, 1, 12, tzinfo=dt.UTC))
    take_note_back(
        note=written, why="It was complete.", by=unit_manager, now=dt.datetime(2025, 3, 3, 12, tzinfo=dt.UTC)
    )
    for day, there in (("2025-02-28", False), ("2025-03-01", True), ("2025-03-02", True), ("2025-03-03", False)):
        for address in (CHARGED, EVERYWHERE, OWN):
            assert ("left out" in see(unit, address, **{"as-at": day}).words) is (there or "taken back" in see(
                unit, address, **{"as-at": day}).words), (day, address)  # fmt: skip
        chart = chart_of(written.organisation, written.measure, as_at(dt.date.fromisoformat(day), today=TODAY.day))[0]
        assert bool(chart.notes) is bool(chart.process.noted) is there
    page = see(unit, CHARGED).words
    assert "taken back. It was complete." in page
    assert "There are no notes on these figures." in page


def test_of_the_same_quarter_and_kind_the_last_row_counts(force, published, note):
    note()
    note(last=following(LAST), text="Put right.")
    (shown,) = shown_of(force, [Measure.objects.get(code="charged_pct")], TODAY)
    assert [(each.text, each.last) for each in shown.notes] == [("Put right.", following(LAST))]
    note(what="rules", last=None)
    (shown,) = shown_of(force, [Measure.objects.get(code="charged_pct")], TODAY)
    assert [each.what for each in shown.notes] == ["incomplete", "rules"]


def test_it_is_about_one_force_and_the_measures_that_are_said(country, note, force):
    note(codes=("charged_pct", "charged"))
    by_code = {shown.measure.code: shown for shown in shown_of(force, list(Measure.objects.all()), TODAY)}
    assert {code for code, shown in by_code.items() if shown.notes} == {"charged_pct", "charged"}
    durham = shown_of(Organisation.objects.get(slug="bedfordshire"), list(Measure.objects.all()), TODAY)
    assert not any(shown.notes for shown in durham)
    assert AuditEvent.objects.get(action="measure.noted").after["measures"] == ["charged", "charged_pct"]


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"text": " "}, "Say what people need to know"),
        ({"source": " "}, "Give the source"),
        ({"last": None}, "Select the last quarter"),
        ({"last": following(LAST, -1)}, "come after it"),
        ({"codes": ()}, "at least one measure"),
        ({"first": dt.date(2090, 1, 1), "last": dt.date(2090, 1, 1)}, "has not begun"),
        ({"first": dt.date(2024, 2, 1)}, "Select a quarter"),
    ],
)
def test_what_is_refused(note, more, words):
    with pytest.raises(Refused, match=words):
        note(**more)
    assert not Note.objects.exists()


def test_the_same_again_is_refused_and_back_only_once(note, unit_manager):
    written = note()
    with pytest.raises(Refused, match="noted already"):
        note()
    take_note_back(note=written, why="A slip.", by=unit_manager)
    with pytest.raises(Refused, match="taken back already"):
        take_note_back(note=written, why="A slip.", by=unit_manager)
    assert note().stands


def test_rows_never_go_back_in_time(note):
    later = dt.datetime(2025, 3, 2, tzinfo=dt.UTC)
    note(now=later)
    with time_machine.travel(dt.datetime(2025, 3, 1, tzinfo=dt.UTC), tick=False):
        assert note(text="Another.").recorded_at == later


# The pages on which it is written


def typed(**more):
    quarter = LAST.isoformat()
    form = {"token": uuid.uuid4(), "base": "0", "what": "incomplete", "first": quarter, "last": quarter}
    return form | {"text": TEXT, "source": SOURCE, "measures": ["charged_pct"]} | more


def test_a_manager_writes_one_by_the_page_and_sent_twice_it_is_one(see, send, unit_manager, published):
    assert f'href="{PAGE}"' in see(unit_manager, CHARGED).content.decode()
    form = typed(measures=["charged_pct", "charged"])
    for _time in range(2):
        page = send(unit_manager, PAGE, form)
        assert page.redirect_chain[-1][0] == CHARGED
        assert ON_PAGE in page.words
    assert Note.objects.count() == 2
    assert AuditEvent.objects.filter(action="measure.noted").count() == 1


def test_it_is_changed_and_taken_back_by_the_page(send, see, unit_manager, published, note):
    written = note()
    address = f"{CHARGED}notes/{written.pk}/"
    assert TEXT in see(unit_manager, address).words
    form = {"token": uuid.uuid4(), "base": written.pk, "last": LAST.isoformat(), "text": "Other.", "source": SOURCE}
    assert "left out: Other. Source:" in send(unit_manager, address, form).words
    back = {"token": uuid.uuid4(), "base": Note.objects.latest("pk").pk, "take_back": "1"}
    assert "Say why it is taken back." in send(unit_manager, address, back).words
    page = send(unit_manager, address, back | {"why": "It was complete."})
    assert "taken back. It was complete." in page.words
    assert "has been taken back already" in send(unit_manager, address, back | {"why": "Again."}).words
    assert Note.objects.count() == 3


def test_whoever_comes_second_is_told_so_and_can_send_it_again(send, unit_manager, published, note):
    first = note(what="rules", last=None)
    page = send(unit_manager, PAGE, typed())
    assert "wrote a note first" in page.words
    assert (page.context["form"]["base"].value(), Note.objects.count()) == (str(first.pk), 1)


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"what": ""}, "Select an answer for"),
        ({"what": "\0"}, "Select one of the answers"),
        ({"first": ""}, "Select a quarter"),
        ({"first": "1999-01-01"}, "Select one of the quarters listed"),
        ({"last": ""}, "Select the last quarter"),
        ({"last": following(LAST, -1).isoformat()}, "come after it"),
        ({"text": ""}, "Say what people need to know"),
        ({"source": ""}, "Give the source"),
        ({"measures": []}, "Select at least one measure"),
        ({"measures": ["unknown"]}, "Select only from"),
        ({"text": "Crime 52/123456/24 says so."}, "looks as if it holds"),
        ({"base": "x"}, "did not arrive whole"),
    ],
)
def test_the_form_says_what_is_wrong(send, unit_manager, published, more, words):
    page = send(unit_manager, PAGE, typed(**more))
    assert words in page.words
    assert not Note.objects.exists()


def test_in_the_past_none_is_written(see, unit_manager, published, note):
    written = note(now=dt.datetime(2024, 7, 30, tzinfo=dt.UTC))
    for address in (PAGE, f"{CHARGED}notes/{written.pk}/"):
        page = see(unit_manager, address, **{"as-at": "2024-08-01"})
        assert (page.status_code, page.url) == (302, f"{CHARGED}?as-at=2024-08-01")
    page = see(unit_manager, CHARGED, **{"as-at": "2024-08-01"}).words
    assert TEXT in page
    assert "Write a note" not in page
    assert "Change or take back" not in page


# Dates that somebody can stand by


def test_a_standard_in_place_is_no_date_from_which_a_force_went_live(see, unit, published, say, commitment):
    say(commitment, status=4, at=dt.datetime(2023, 9, 5, 10, tzinfo=dt.UTC))
    page = see(unit, CHARGED)
    assert "ent live" not in page.words
    assert "5 September 2023 (" not in page.words
    assert "how many standards were first reported in place: Jul to Sep 2023: 1." in page.words


def test_each_date_from_which_limits_could_start_anew_names_what_it_is(see, unit, published, say, note, force):
    in_place = ("avon-and-somerset", "ADP-7")
    say(in_place, status=3, at=dt.datetime(2023, 8, 1, 10, tzinfo=dt.UTC))
    say(in_place, status=4, at=dt.datetime(2023, 9, 5, 10, tzinfo=dt.UTC))
    note(dt.date(2022, 4, 1), None, what="rules", text="Outcomes are counted when closed.")
    note(dt.date(2020, 7, 1), dt.date(2020, 7, 1), what="system")
    page = see(unit, CHARGED)
    for words in (
        f"Joined the programme in January 2021. Source: {force.cohort_basis} (Jan to Mar 2021)",
        "“Model in place across the force” was first reported in place on 5 September 2023 (Jul to Sep 2023)",
        "Counting rules changed, from Apr 2022 on: Outcomes are counted when closed. Source:",
        "Recording system changed, from Jul 2020 on; figures up to Sep 2020 are left out:",
    ):
        assert words in page.words.partition("Dates from which they could:")[2], words
    marks = (
        "Marked: new recording system (July 2020); joined (January 2021); new counting rules (April 2022); "
        "model in place (September 2023)."
    )
    assert marks in page.content.decode().partition('alt="')[2].partition('"')[0]


def test_what_was_in_place_when_it_was_first_reported_on_says_so(see, unit, published, say):
    say(("avon-and-somerset", "ADP-7"), status=4, at=dt.datetime(2023, 9, 5, 10, tzinfo=dt.UTC))
    words = "was in place when it was first reported on, on 5 September 2023, perhaps for longer (Jul to Sep 2023)"
    assert words in see(unit, CHARGED).words


@pytest.mark.parametrize(
    ("event", "words"),
    [
        ("joined", "joined the programme"), ("in_place", "had the model in place across the force"),
        ("rules", "counting rules changed"), ("system", "recording system changed"), ("other", "something else"),
    ],
)  # fmt: skip
def test_new_limits_say_what_happened(send, unit_manager, published, event, words):
    form = {"base": "0", "quarter": "2021-01-01", "event": event, "reason": "A reason."}
    assert (
        f"Jan to Mar 2021, {words}: new limits from here. A reason."
        in send(unit_manager, f"{CHARGED}limits/", form).words
    )


def test_what_is_chosen_no_more_is_not_offered(see, send, unit_manager, published):
    assert "Went live" not in see(unit_manager, f"{CHARGED}limits/").words
    form = {"base": "0", "quarter": "2021-01-01", "event": "live", "reason": "A reason."}
    assert "Select one of the answers" in send(unit_manager, f"{CHARGED}limits/", form).words


def test_the_marks_are_written_on_the_picture(client, unit, published, note, say):
    note(dt.date(2021, 1, 1), None, what="rules")
    say(("avon-and-somerset", "ADP-7"), status=4, at=dt.datetime(2021, 2, 5, 10, tzinfo=dt.UTC))
    client.force_login(unit)
    for query in ("", "?size=narrow"):
        picture = client.get(f"{CHARGED}chart.svg{query}").content.decode()
        for words in ("joined", "model in place", "new counting rules"):
            assert f">{words}</text>" in picture
