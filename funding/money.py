"""Pounds and pence as people write them, and as pages do. Pure: amounts are Decimals of pounds, never floats."""

import re
from decimal import Decimal

from govuk.plain_text import without_blanks

PENNY = Decimal("0.01")
NIL = Decimal("0.00")
MOST = Decimal("9999999999.99")  # what the database's columns hold
MINUS = "\u2212"
_SIGN = re.compile(r"^(?:£?[-\u2212\u2013]£?|\((?=.*\)$))")
_PLAIN = re.compile(r"(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d{1,2})?", re.ASCII)
_TOO_FINE = re.compile(r"[\d,]*\.\d{3,}", re.ASCII)
_SHORT = re.compile(r"[\d,.]+(?:k|m|mn|bn|million|thousand|billion)", re.ASCII | re.IGNORECASE)
MILLION = 1_000_000


class NotAnAmount(ValueError):
    """`why` is one of "words", "short" (8m), "fine" (three decimals) and "large"."""

    def __init__(self, why: str):
        super().__init__(why)
        self.why = why


def read(text: str) -> Decimal:
    """ "£1,234.50", "1234.5" and "-£10" in pounds with two decimals. Raises NotAnAmount."""
    plain = without_blanks(text)
    sign = _SIGN.match(plain)
    digits = plain[sign.end() :].removesuffix(")") if sign else plain
    digits = digits.removeprefix("£")
    if not _PLAIN.fullmatch(digits):
        kinds = {"fine": _TOO_FINE, "short": _SHORT}
        raise NotAnAmount(next((why for why, form in kinds.items() if form.fullmatch(digits)), "words"))
    digits = digits.replace(",", "").lstrip("0")
    if len(digits.partition(".")[0]) > len(str(int(MOST))):
        raise NotAnAmount("large")
    amount = Decimal(digits if digits[:1].isdigit() else f"0{digits}").quantize(PENNY)
    return -amount if sign and amount else amount


def pounds(amount: Decimal) -> str:
    """For tables: "£1,234.50"; below 0 with a real minus sign before the pound."""
    return f"{MINUS if amount < 0 else ''}£{abs(amount):,.2f}"


def said(amount: Decimal) -> str:
    """For sentences: "£2.45 million", "£245,300", "£12.50". Millions are rounded to two decimals at most."""
    if abs(amount) >= MILLION:
        millions = f"{abs(amount) / MILLION:,.2f}".rstrip("0").rstrip(".")
        return f"{MINUS if amount < 0 else ''}£{millions} million"
    return pounds(amount).removesuffix(".00")
