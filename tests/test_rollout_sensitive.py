import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rollout.sensitive import BIRTH_DATE, CRIME_NUMBER, EMAIL, PHONE, Seen, look

CRIMES = ["42/12345/23", "CRI 0123456/24", "52210012345", "2312345/24", "20DY/123456B/19", "CRI/06AA/0123456/24"]
CRIMES += [
    "crime ref: 45240012345",
    "Crime number 1234/24",
    "URN 52SB1234524",
    "52SB1234524",
    "52 SB 12345 24",
    "occurrence no. 54321",
]
CRIMES += ["crime reference 36/1234/24", "CRI00412345"]
PHONES = ["07700 900123", "07700900123", "+44 7700 900123", "+44 (0)20 7946 0123", "020 7946 0123", "(0117) 496 0000"]
PHONES += ["0117-496-0000", "01632 960123", "016977 2345", "0044 7700 900 123", "07700.900.123"]
BIRTHS = ["DOB 12/03/1998", "born 12 March 1998", "D.O.B: 12.3.98", "date of birth 1998-03-12", "born on 3rd May 2011"]
BIRTHS += ["dob March 12, 1998", "12/03/1998", "12 March 1998", "born 1 June 2015", "1998/03/12"]
EMAILS = ["jo.bloggs@example.org", "JO+a@mail.example.police.uk", "o'neil@example.co.uk"]
HARMLESS = [
    "",
    "by 31 October 2024",
    "Target moved from 31/10/2024 to 01/02/2025",
    "2024-10-31 14:30",
    "01-02-2024 1000 hours, 01.02.2024 10.30",
    "£2.45 million in 2024-25, £2,450,000 or £52210012345 in all",
    "RISDP 2024/25: 4,540 completions, 5 of 8 in place",
    "HMICFRS recommendation 3 (R3), August 2024, paragraph 4.12",
    "Police Act 1996 section 55; PCD 1599",
    "The crime number rose by 12% in 2024/25, crime reports of 2023 to 2024",
    "case reports 2024/25 reviewed at the board of 12 March 2024",
    "Half of 1,234 posts filled; 12/34/56 as a ratio; version 1.2.3",
    "Borne out by the 2022 self-assessment. Stubborn 2024 vacancies.",
    "Posts: 0 2024 100 200",
    "the incident report",
]


@pytest.mark.parametrize(
    ("kind", "text"),
    [(kind, text)
     for kind, texts in ((CRIME_NUMBER, CRIMES), (PHONE, PHONES), (BIRTH_DATE, BIRTHS), (EMAIL, EMAILS))
     for text in texts],
)  # fmt: skip
def test_realistic_form_is_seen_in_a_sentence(kind, text):
    found = look(f"We spoke about {text}, and the plan stands.")
    assert [seen.kind for seen in found] == [kind]
    assert text.endswith(found[0].text) or found[0].text in text


@pytest.mark.parametrize("text", HARMLESS)
def test_what_people_usually_write_is_not_seen(text):
    assert look(text) == []


def test_everything_is_named_once_in_order():
    text = "Ring 07700 900123 or jo@example.org about 42/12345/23. Again: 07700 900123."
    assert look(text) == [
        Seen(PHONE, "07700 900123"),
        Seen(EMAIL, "jo@example.org"),
        Seen(CRIME_NUMBER, "42/12345/23"),
    ]


def test_spaces_and_hyphens_of_word_processors_are_read_as_what_they_stand_for():
    assert look("07700\u00a0900\u2011123") == [Seen(PHONE, "07700 900-123")]


@given(st.text(alphabet="0123456789 /-.@abCRI+()£", max_size=300))
def test_any_text_is_read_and_what_is_seen_is_in_it(text):
    assert all(seen.text in " ".join(text.split()) for seen in look(text))


@pytest.mark.parametrize("piece", ["a", "0", "0 ", "1/", "a.", "@", "CRI ", "12/", "born ", "0 123"])
def test_a_long_text_does_not_hold_up_the_page(piece):
    start = time.perf_counter()
    look(piece * (10_000 // len(piece)))
    assert time.perf_counter() - start < 1
