"""Parts of addresses: a financial year by its first, and what kind of claim it is."""

from funding import years
from funding.scales import Kind


class YearConverter:
    regex = r"20\d{2}"

    def to_python(self, value: str) -> int:
        year = int(value)
        if not years.FIRST <= year <= years.LAST:
            raise ValueError("no financial year of a fund")
        return year

    def to_url(self, value: int) -> str:
        return str(value)


class KindConverter:
    regex = "|".join(Kind.values)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return str(value)
