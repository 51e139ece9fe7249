"""The form of boxes: months by courses, pasted columns, the check before anything is recorded."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from forces.periods import months_after
from tests.layout import laid_out
from tests.plugins.training import box, boxes_in, form_token
from training.actions import record_headcount
from training.forms.pasted_column import SeveralColumns, read_column
from training.models import Completion
from training.months import month_of

PAGE = "/organisations/avon-and-somerset/training/"
URL = PAGE + "completions/"
MARCH = dt.date(2024, 3, 1)


@pytest.fixture
def send(client, lead):
    """send(boxes, do="check", person=lead): the answer, with its words."""

    def post(data, do="check", person=lead):
        client.force_login(person)
        answer = client.post(URL, data | {"do": do})
        answer.words = laid_out(answer.content.decode())
        return answer

    return post


def record(send, data, person=None, **said):
    return send(data | form_token() | said, "record", *([person] if person else []))


def rows():
    return list(Completion.objects.order_by("pk").values_list("course__code", "month", "number", "version"))


def test_boxes_are_of_the_last_twelve_full_months_and_the_present_one(client, lead, complete):
    last = month_of(timezone.localdate())
    complete({months_after(last, -1): 1_234})
    client.force_login(lead)
    page = client.get(URL)
    months = [month for month, _cells in page.context["form"].rows]
    assert (months[0], months[-1], len(months)) == (last, months_after(last, -12), 13)
    boxes = boxes_in(page)
    assert boxes[f"n-risdp-{months[1]:%Y-%m}"] == "1,234"
    assert boxes[f"b-risdp-{months[1]:%Y-%m}"] == "1"
    assert boxes[f"n-risdp-{last:%Y-%m}"] == ""


@pytest.mark.parametrize(("asked", "first"), [("2023-09", "2023-09"), ("2019-01", "2023-07"), ("2023-07", "2023-07")])
def test_earlier_months_are_asked_for(client, lead, asked, first):
    client.force_login(lead)
    months = [month for month, _cells in client.get(f"{URL}?from={asked}").context["form"].rows]
    assert (f"{months[-1]:%Y-%m}", len(months)) == (first, 13)


@pytest.mark.parametrize("asked", ["nonsense", "2099-01", "2024-13", ""])
def test_months_that_cannot_be_shown_show_the_usual_ones(client, lead, asked):
    client.force_login(lead)
    assert client.get(f"{URL}?from={asked}").context["form"].rows[0][0] == month_of(timezone.localdate())


def test_nothing_is_recorded_before_it_is_checked(send, contributor):
    answer = send(box("2024-03", "1,012") | box("2024-02", ""), person=contributor)
    assert "Check the figures before they are recorded" in answer.words
    assert "1 new figure" in answer.words
    assert rows() == []
    sent = boxes_in(answer)
    assert sent["n-risdp-2024-03"] == "1,012"
    assert send(sent, "record", contributor).url == PAGE
    assert rows() == [("risdp", MARCH, 1_012, 1)]
    assert not Completion.objects.get().on_behalf


def test_the_unit_records_on_behalf_and_is_told_so(send, unit):
    assert "recorded this on its behalf" in send(box("2024-03", 5), person=unit).words
    record(send, box("2024-03", 5), unit)
    assert Completion.objects.get().on_behalf


def test_several_months_and_courses_at_once(send):
    record(send, box("2024-03", 5) | box("2024-02", 7) | box("2024-03", 90, course="recruits"))
    assert rows() == [
        ("risdp", MARCH, 5, 1), ("recruits", MARCH, 90, 1), ("risdp", dt.date(2024, 2, 1), 7, 1)
    ]  # fmt: skip


def test_sent_twice_records_once(send, client):
    data = box("2024-03", 5) | form_token()
    assert send(data, "record").url == send(data, "record").url == PAGE
    assert len(rows()) == 1
    assert "That is what is recorded" in client.get(PAGE).content.decode()


def test_nil_is_confirmed_by_its_own_tick(send):
    assert "Nobody completed RISDP in March 2024" in send(box("2024-03", 0)).words
    answer = record(send, box("2024-03", 0))
    assert "Tick “Nobody completed RISDP in March 2024”" in answer.words
    assert rows() == []
    assert record(send, box("2024-03", 0), **{"nil-risdp-2024-03": "on"}).url == PAGE
    assert rows() == [("risdp", MARCH, 0, 1)]


def test_a_correction_asks_why_once_for_all(send, complete):
    complete({MARCH: 12, dt.date(2024, 2, 1): 3})
    data = box("2024-03", 14, base=1) | box("2024-02", 4, base=1)
    assert "2 corrections" in send(data).words
    assert "Say why figures that were recorded are corrected" in record(send, data, reason="  ").words
    record(send, data, reason="Two certificates came late.")
    assert [row.reason for row in Completion.objects.filter(version=2)] == ["Two certificates came late."] * 2


def test_a_reason_that_looks_like_a_person_has_to_be_confirmed(send, complete):
    complete({MARCH: 12})
    said = {"reason": "Ring 07700 900123."}
    assert "a phone number" in record(send, box("2024-03", 14, base=1), **said).words
    assert record(send, box("2024-03", 14, base=1), **said, checked="on").url == PAGE


@pytest.mark.parametrize(
    ("number", "words"),
    [
        ("-3", "RISDP, March 2024: “-3” is below 0."),
        ("2.5", "RISDP, March 2024: “2.5” is not a whole number."),
        ("N/A", "RISDP, March 2024: “N/A” is not a whole number."),
        ("see note", "RISDP, March 2024: “see note” is not a whole number."),
        ("123456789012", "RISDP, March 2024: “123456789012” is too large"),
        ("²", "is not a whole number"),
        ("٣", "is not a whole number"),
    ],
)
@pytest.mark.parametrize("do", ["check", "record", "nonsense"])
def test_bad_numbers_are_said_beside_the_box_and_kept(send, number, words, do):
    answer = send(box("2024-03", number) | box("2024-02", "7"), do)
    assert answer.words.count(words) == 2  # in the summary, beside the box
    assert 'href="#id_n-risdp-2024-03"' in answer.words
    assert boxes_in(answer) | box("2024-03", number) | box("2024-02", "7") == boxes_in(answer)
    assert rows() == []


@pytest.mark.parametrize(
    ("month", "words"), [("2099-01", "This month is in the future."), ("2023-06", "had not begun in this month.")]
)
def test_months_that_cannot_be_are_said_and_kept(send, month, words):
    answer = send(box(month, 5) | box("2024-03", "7"))
    assert answer.words.count(words) == 2
    assert boxes_in(answer)[f"n-risdp-{month}"] == "5"
    assert rows() == []


def test_a_figure_cannot_become_blank_again(send, complete):
    complete({MARCH: 12})
    assert "RISDP, March 2024: 12 is recorded." in send(box("2024-03", "", base=1)).words


def test_nothing_changed_is_said(send, complete):
    complete({MARCH: 12})
    assert "Nothing differs from what is recorded." in send(box("2024-03", 12, base=1)).words


@pytest.mark.parametrize("data", [{}, {"n-risdp-2024-03": "5"}, box("2024-03", 5, base="x"), box("2024-03", 5, base=7)])
def test_a_form_that_is_not_whole_can_be_sent_again(send, data):
    answer = send(data, "record")
    assert answer.words.count("This form did not arrive whole.") == 1
    again = boxes_in(answer)
    assert record(send, again | box("2024-03", 5)).url == PAGE


@pytest.mark.parametrize("kind", ["recruit", "first_responder"])
def test_more_than_a_stated_headcount_is_a_warning_to_confirm(send, force, lead, kind):
    course = {"recruit": "recruits", "first_responder": "first-response"}[kind]
    record_headcount(organisation=force, kind=kind, day=MARCH, number=20, by=lead, today=MARCH)
    record(send, box("2024-02", 15, course=course))
    data = box("2024-03", 6, course=course)
    assert "21 completions in all are more than the headcount of 20 on 1 March 2024." in send(data).words
    assert "tick that the number is right" in record(send, data).words
    assert len(rows()) == 1
    assert record(send, data, **{f"over-{kind}": "on"}).url == PAGE
    assert len(rows()) == 2


def test_whoever_comes_second_sees_theirs_and_loses_nothing(send, complete, contributor):
    complete({MARCH: 12}, by=contributor)
    data = box("2024-03", 13) | box("2024-02", 4)
    answer = record(send, data)
    assert "Contributor recorded 12 for RISDP, March 2024 on 10 January 2024" in answer.words
    assert "Yours is 13." in answer.words
    assert rows() == [("risdp", MARCH, 12, 1)]
    again = boxes_in(answer)
    assert (again["n-risdp-2024-03"], again["b-risdp-2024-03"], again["n-risdp-2024-02"]) == ("13", "1", "4")
    assert send(again | {"reason": "One more."}, "record").url == PAGE
    assert len(rows()) == 3


def test_what_somebody_corrected_meanwhile_is_not_taken_back_by_a_box_left_alone(send, complete):
    complete({MARCH: 12, dt.date(2024, 2, 1): 5})
    complete({MARCH: 14, dt.date(2024, 2, 1): 6})
    left_alone = box("2024-03", 12, base=1)
    answer = record(send, left_alone | box("2024-02", 9, base=1))
    assert "Yours is 9." in answer.words
    assert boxes_in(answer)["n-risdp-2024-03"] == "14"
    send(boxes_in(answer) | {"reason": "Right now."}, "record")
    assert ("risdp", MARCH, 12, 3) not in rows()
    assert rows()[-1] == ("risdp", dt.date(2024, 2, 1), 9, 3)


def test_one_goes_back_from_the_check_with_everything_typed(send):
    answer = send(boxes_in(send(box("2024-03", 5) | box("2024-02", ""))), "back")
    assert "Record completions" in answer.words
    assert boxes_in(answer)["n-risdp-2024-03"] == "5"


# Pasting


def paste(column, *, course="risdp", month="2024-01"):
    return {"paste_course": course, "paste_month": month, "paste": column}


def test_a_pasted_column_fills_the_boxes_and_records_nothing(send):
    answer = send(box("2024-03", "") | box("2023-12", "8") | paste("5\r\n\r\n1,012\t\r\n\r\n\r\n"), "paste")
    assert "2 numbers are put into their boxes." in answer.words
    boxes = boxes_in(answer)
    months = ("2023-12", "2024-01", "2024-03")
    assert [boxes[f"n-risdp-{month}"] for month in months] == ["8", "5", "1,012"]
    assert rows() == []
    assert record(send, boxes).url == PAGE
    assert [number for _course, _month, number, _version in rows()] == [1_012, 5, 8]


def test_a_blank_line_leaves_what_is_recorded(send, complete):
    complete({dt.date(2024, 2, 1): 9})
    boxes = boxes_in(send(paste("5\n\n7") | box("2024-02", 9, base=1) | box("2024-01", ""), "paste"))
    assert boxes["n-risdp-2024-02"] == "9"


def test_pasted_words_are_said_beside_their_box(send):
    answer = send(paste("5\nN/A\n7"), "paste")
    assert answer.words.count("RISDP, February 2024: “N/A” is not a whole number.") == 2
    assert boxes_in(answer)["n-risdp-2024-02"] == "N/A"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (paste(""), "Paste the numbers"),
        (paste("\r\n \r\n"), "Paste the numbers"),
        (paste("5\t6"), "Line 1 has more than one number."),
        (paste("5\n" * 400), "The rest is in the future"),
        (paste("5", course="unknown"), "Select a course"),
        (paste("5", month="2019-01"), "Select the month of the first number"),
        (paste("5", month="2099-01"), "Select the month of the first number"),
    ],
)
def test_a_column_that_cannot_be_pasted_is_kept_with_the_boxes(send, data, words):
    answer = send(box("2024-03", "11") | data, "paste")
    assert words in answer.words
    assert "There is a problem" in answer.words
    assert boxes_in(answer)["n-risdp-2024-03"] == "11"
    assert " ".join(data["paste"].split()) in answer.words
    assert rows() == []


def test_a_column_before_its_course_began_is_refused(send, risdp):
    type(risdp).objects.filter(pk=risdp.pk).update(began=MARCH)
    assert "RISDP had not begun in January 2024. Its first month is March 2024" in send(paste("5"), "paste").words


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("5\r\n6\r\n", ["5", "6"]),
        ("5\r6", ["5", "6"]),
        ("\t5\t\n\n 6 ", ["5", "", "6"]),
        ('"1,234"\n', ["1,234"]),
        ("\n5", ["", "5"]),
        ("", []),
    ],
)
def test_a_column_is_read_as_browsers_send_it(text, cells):
    assert read_column(text) == cells


def test_two_columns_are_told_apart():
    with pytest.raises(SeveralColumns) as told:
        read_column("5\n6\t7")
    assert told.value.line == 2


# Around it


def test_in_the_past_nothing_can_be_recorded(client, lead):
    client.force_login(lead)
    assert client.get(f"{URL}?as-at=2024-01-31").url == f"{PAGE}?as-at=2024-01-31"


def test_years_of_figures_take_the_same_queries(client, lead, complete):
    def queries():
        with CaptureQueriesContext(connection) as found:
            assert client.get(f"{URL}?from=2023-07").status_code == 200
        return len(found)

    client.force_login(lead)
    complete({MARCH: 1})
    before = queries()
    complete({months_after(dt.date(2023, 7, 1), n): n for n in range(36)}, reason="All.")
    assert queries() == before
