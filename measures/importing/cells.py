"""One cell: numbers and markers as published files write them, and what a spreadsheet program made of a column."""

import datetime as dt
import re
from decimal import Decimal, InvalidOperation
from unicodedata import category

from measures.messages import say as _

WITHHELD = {
    "..", ".", ":", "-", "\u2013", "*", "", "n/a", "na", "[x]", "[c]", "[u]", "[z]", "not available", "suppressed",
}  # fmt: skip
MOST = 10_000_000  # more is no figure about one force
# What the outcomes workbooks write for "not applicable", in five spellings.
NOT_PROVIDED, EXPIRED, NOT_APPLICABLE = "not provided", "expired", "not applicable"
MARKERS = {
    "na": NOT_APPLICABLE, "n/a": NOT_APPLICABLE, "not applicable": NOT_APPLICABLE, "[z]": NOT_APPLICABLE,
    "offence code expired": EXPIRED, "data not provided": NOT_PROVIDED, "not provided": NOT_PROVIDED,
}  # fmt: skip
KNOWN_MARKERS = "NA, N/A, N/A - offence code expired, N/A - data not provided"
REMARK = re.compile(r"(?<=\d)\s*\[[^\]]*\]$")  # behind a number: revised, provisional, a note
_NA_AND_WHY = re.compile(r"(?:n/a|na|not applicable)\s*[-:,\u2013\u2014\u2212]?\s*(\S.*)")


def text_of(cell: object) -> str:
    """As the person saw it, with every kind of blank as one space."""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    if isinstance(cell, dt.datetime) and cell.time() == dt.time():
        cell = f"{cell:%Y-%m-%d}"  # a program took a day for a date, and a date for a moment
    text = "" if cell is None else str(cell)
    if not text.isascii():
        text = "".join(letter for letter in text if category(letter) != "Cf")  # blanks without a width
    return " ".join(text.split())


def marker(cell: object) -> str | None:
    """Which kind of "not applicable" it says, whatever the spelling; None for anything else."""
    if not isinstance(cell, str):
        return None
    text = re.sub(r"\s*\[note[^\]]*\]$", "", text_of(cell).lower()).rstrip(".")
    why = _NA_AND_WHY.fullmatch(text)
    return MARKERS.get(text) or (MARKERS.get(why[1]) if why else None)


def whole(cell: object, *, corrections: bool = False) -> int | None:
    """A whole number, with or without thousands separators; from 0, or below it where `corrections` are published.
    None when withheld. Raises ValueError."""
    if text_of(cell).endswith("%"):
        raise ValueError(_("a whole number"))
    number = decimal(cell, corrections=corrections)
    if number is None:
        return None
    if number != number.to_integral_value():
        raise ValueError(_("a whole number"))
    return int(number)


def decimal(cell: object, *, corrections: bool = False) -> Decimal | None:
    """A number from 0, or below it; None when withheld. Raises ValueError, which says what was expected."""
    if isinstance(cell, bool):
        raise ValueError(_("a number"))
    text = text_of(cell)
    if text.lower() in WITHHELD:
        return None
    text = REMARK.sub("", text.replace("\u2212", "-"))
    sign, text = ("-", text[1:]) if text.startswith("-") else ("", text)
    try:
        number = Decimal(sign + _plain(text))
    except InvalidOperation:
        if text.lower().startswith(("n/a", "na ", "not ")):
            raise ValueError(_("a number, or one of %(known)s", known=KNOWN_MARKERS)) from None
        raise ValueError(_("a number")) from None
    if not number.is_finite() or abs(number) > MOST:
        raise ValueError(_("a number that one force can have"))
    if number < 0 and not corrections:
        raise ValueError(_("a number from 0"))
    return number


def _plain(text: str) -> str:
    """Without thousands separators, where they stand in the right places."""
    text = text.removesuffix("%").strip().replace(" ", ",")  # `text_of` made a space of every kind of blank
    head, comma, _rest = text.partition(",")
    if comma and not (head.isdigit() and 1 <= len(head) <= 3 and all(_is_group(part) for part in text.split(",")[1:])):
        return text
    return text.replace(",", "")


def _is_group(part: str) -> bool:
    return len(part.partition(".")[0]) == 3 and part.partition(".")[0].isdigit()


def percentage(share: str) -> str:
    """Of a cell that a spreadsheet program shows as a percentage: 0.145 as 14.5%, which is what the person saw."""
    return f"{(100 * Decimal(share)).normalize():f}%"
