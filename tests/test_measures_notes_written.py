"""Notes on figures are a ledger, and are written, changed and taken back on pages of their own."""

import datetime as dt
import uuid

import pytest
import time_machine

from forces.models import Organisation
from ledger.actions import RuleBroken
from ledger.as_at import as_at
from ledger.models import AuditEvent
from measures.actions import take_note_back
from measures.models import Measure, Note
from measures.quarters import following
from measures.queries.charts import chart_of, shown_of
from tests.notes import CHARGED, EVERYWHERE, ON_PAGE, OWN, TODAY
from tests.plugins.measures import LAST, SOURCE, TEXT

PAGE = f"{CHARGED}notes/add/"


# A ledger


def test_it_is_known_from_when_it_was_recorded_until_it_was_taken_back(see, unit, fifteen_forces, note, unit_manager):
    written = note(now=dt.datetime(2025, 3, 1, 12, tzinfo=dt.UTC))
    take_note_back(
        note=written, why="It was complete.", by=unit_manager, now=dt.datetime(2025, 3, 3, 12, tzinfo=dt.UTC)
    )
    for day, there in (("2025-02-28", False), ("2025-03-01", True), ("2025-03-02", True), ("2025-03-03", False)):
        for address in (EVERYWHERE, OWN):
            assert ("left out" in see(unit, address, **{"as-at": day}).words) is there, (day, address)
        none = "There are no notes on these figures." in see(unit, CHARGED, **{"as-at": day}).words
        assert none is not there, day
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


def test_it_is_about_one_force_and_the_measures_that_are_said(fifteen_forces, note, force):
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
    with pytest.raises(RuleBroken, match=words):
        note(**more)
    assert not Note.objects.exists()


def test_the_same_again_is_refused_and_back_only_once(note, unit_manager):
    written = note()
    with pytest.raises(RuleBroken, match="noted already"):
        note()
    take_note_back(note=written, why="A slip.", by=unit_manager)
    with pytest.raises(RuleBroken, match="taken back already"):
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
