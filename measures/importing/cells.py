"""One cell: numbers as published files write them."""

from decimal import Decimal, InvalidOperation
from unicodedata import category

from measures.said import say as _

WITHHELD = {
    "..",
    ".",
    ":",
    "-",
    "\u2013",
    "*",
    "",
    "n/a",
    "na",
    "[x]",
    "[c]",
    "[u]",
    "[z]",
    "not available",
    "suppressed",
}
MOST = 10_000_000  # more is no figure about one force


def text_of(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return "" if cell is None else " ".join(str(cell).split())


def is_expired(cell: object) -> bool:
    return isinstance(cell, str) and "expired" in cell.lower()


def whole(cell: object) -> int | None:
    """A whole number from 0, with or without thousands separators; None when withheld. Raises ValueError."""
    number = decimal(cell)
    if number is None:
        return None
    if number != number.to_integral_value():
        raise ValueError(_("a whole number"))
    return int(number)


def decimal(cell: object) -> Decimal | None:
    """A number from 0; None when withheld. Raises ValueError, which says what was expected."""
    if isinstance(cell, bool):
        raise ValueError(_("a number"))
    text = text_of(cell)
    if text.lower() in WITHHELD:
        return None
    try:
        number = Decimal(_plain(text))
    except InvalidOperation:
        raise ValueError(_("a number")) from None
    if not number.is_finite() or number > MOST:
        raise ValueError(_("a number that one force can have"))
    if number < 0:
        raise ValueError(_("a number from 0"))
    return number


def _plain(text: str) -> str:
    """Without thousands separators, where they stand in the right places."""
    if not text.isascii():
        text = "".join(letter for letter in text if category(letter) != "Cf")  # blanks without a width
    text = text.removesuffix("%").strip().replace(" ", ",")  # `text_of` made a space of every other blank
    head, comma, _rest = text.partition(",")
    if comma and not (head.isdigit() and 1 <= len(head) <= 3 and all(_is_group(part) for part in text.split(",")[1:])):
        return text
    return text.replace(",", "")


def _is_group(part: str) -> bool:
    return len(part.partition(".")[0]) == 3 and part.partition(".")[0].isdigit()
