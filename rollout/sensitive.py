"""Does a text look as if it named a person or a case? It warns, and the writer decides: no Django, no clock."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

EMAIL, PHONE, BIRTH_DATE, CRIME_NUMBER = "email", "phone", "birth_date", "crime_number"

_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?"
_DAY = r"[0-3]?\d(?:st|nd|rd|th)?"


def _dates(year: str) -> str:
    """A whole date with that year, in the ways people in England and Wales type one."""
    return (
        rf"(?:{_DAY}[ ]?[/.-][ ]?[01]?\d[ ]?[/.-][ ]?{year}"
        rf"|{_DAY}[ -](?:of[ ])?{_MONTH},?[ -]{year}"
        rf"|{_MONTH}[ ]{_DAY},?[ ]{year}"
        rf"|{year}[/.-][01]\d[/.-][0-3]\d)(?!\d)"
    )


# The programme's own dates are of 2020 and after; a whole date long before is nearly always somebody's birthday.
_LONG_AGO = r"(?:19\d\d|200\d|201[0-2])"
_LABELLED_BIRTH = r"\b(?:d\.?o\.?b\b\.?|dates? of birth|birth ?dates?|born)[\s:,.=(-]*(?:on |in |is |was )*{}"

_PATTERNS = [
    (EMAIL, re.compile(r"(?<![\w.+%'-])[\w.+%'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}")),
    (BIRTH_DATE, re.compile(_LABELLED_BIRTH.format(_dates(r"(?:\d{4}|\d\d)")), re.I)),
    (BIRTH_DATE, re.compile(rf"(?<![\w/£.-]){_dates(_LONG_AGO)}", re.I)),
    # A crime, case or unique reference number that says so: "CRI 0123456/24", "crime ref: 45240012345".
    (
        CRIME_NUMBER,
        re.compile(
            r"\b(?:CRI|CRN|CRIS|URN|OIC ref|(?:crime|occurrence|case|offence|incident|custody)[ ]"
            r"(?:ref(?:erence)?|report|no|num(?:ber)?|urn)\.?(?:[ ]no\.?|[ ]number)?)(?:[ ]is)?[\s:.#/-]*"
            r"(?!(?:19|20)\d\d(?:/\d\d)?\b(?!/))(?=[A-Z0-9/]*\d{4})[A-Z0-9]+(?:[/][A-Z0-9]+){0,4}",
            re.I,
        ),
    ),
    # Force, number, year: "42/12345/23", "20DY/123456B/19"; or number and year: "2312345/24".
    (CRIME_NUMBER, re.compile(r"(?<![\w/.])\d{2}[A-Z0-9]{0,3}/(?!(?:19|20)\d\d/)\d{4,7}[A-Z]?/\d{2}(?![\w/])", re.I)),
    (CRIME_NUMBER, re.compile(r"(?<![\w/.£,])\d{5,8}[A-Z]?/\d{2}(?![\w/])", re.I)),
    # Force (two figures), year (two), number (seven), as the police systems print it: "52210012345".
    (CRIME_NUMBER, re.compile(r"(?<![\w/.£,+])[1-9]\d(?:1\d|2\d)\d{7}(?![\w/]|[.,]\d)")),
    # The CPS's unique reference number: "52SB1234524", "52 SB 12345 24".
    (CRIME_NUMBER, re.compile(r"(?<![\w/])\d{2}[ /]?[A-Z][A-Z0-9][ /]?\d{5,7}[ /]?\d{2}(?![\w/])")),
    (
        PHONE,
        re.compile(
            r"(?<![\w/£.,+-])(?!\d\d[ -]\d\d[ -]\d{4})"
            r"(?:\+44[ -]?(?:\(0\)[ -]?)?|0044[ -]?|\(?0)\d{2,5}\)?(?:[ .-]?\d{3,6}){1,3}(?![\d/])"
        ),
    ),
]


# Word processors put these where people typed a space or a hyphen.
_TYPED = str.maketrans(
    {**dict.fromkeys("\u00a0\u2007\u2009\u202f", " "), **dict.fromkeys("\u2010\u2011\u2012\u2013", "-")}
)


@dataclass(frozen=True)
class Seen:
    """What a piece of a text looks like."""

    kind: str
    text: str


def look(text: str) -> list[Seen]:
    """What looks like a crime number, email address, phone number or date of birth, in order, each once."""
    found, end = [], 0
    text = text.translate(_TYPED)
    for start, stop, kind in sorted(_spans(text), key=lambda span: (span[0], -span[1])):
        if start >= end:
            found.append(Seen(kind, " ".join(text[start:stop].split())))
            end = stop
    return list(dict.fromkeys(found))


def _spans(text: str) -> Iterator[tuple[int, int, str]]:
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            if kind != PHONE or _is_uk_number(match.group()):
                yield (*match.span(), kind)


def _is_uk_number(text: str) -> bool:
    """Nine or ten figures after the leading 0 or 44."""
    figures = re.sub(r"\D", "", text)
    national = re.sub(r"^(?:0044|44)?0?", "", figures)
    return len(national) in (9, 10)
