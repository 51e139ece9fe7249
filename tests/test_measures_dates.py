"""Dates that somebody can stand by: from which limits could start anew, and which are marked on a chart."""

import datetime as dt

import pytest

CHARGED = "/organisations/avon-and-somerset/measures/charged_pct/"


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
