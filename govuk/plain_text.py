"""Text as every file and database can hold it. Pure.

XML 1.0, and so every workbook, has no place for most control characters, lone surrogates, U+FFFE and U+FFFF: one of
them makes a whole file unreadable."""

import re
from unicodedata import category

UNFIT = re.compile("[\x00-\x08\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
BREAKS = re.compile("[\x0b\x0c]")  # what Word and Excel copy along for a line break inside a cell


def without_blanks(text: str) -> str:
    """A number as it is read: blanks of every kind between its groups are none, no-break ones and those without a
    width too, which spreadsheets and web pages put there."""
    return "".join(letter for letter in text if category(letter)[0] not in "ZC")


def plain_text(text: str) -> str:
    """Without what XML cannot hold; a vertical tab and a form feed become a space."""
    return UNFIT.sub("", BREAKS.sub(" ", text))
