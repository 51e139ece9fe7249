"""The arithmetic of allocations, in Decimal pounds: sums only, so that nothing is ever rounded. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from funding.money import NIL


@dataclass(frozen=True)
class AllocationSums:
    """One allocation at a moment. `certified` is how many claims `claimed` is the sum of: of none, nothing was said,
    and that is not a claim of nil. `forecast` is to the year's end, None when nobody has made one. `over`: the year has
    ended. `claims`: its recipient claims here; a national body does not, so nothing is known of what it spends."""

    allocated: Decimal = NIL
    claimed: Decimal = NIL
    approved: Decimal = NIL
    paid: Decimal = NIL
    forecast: Decimal | None = None
    over: bool = False
    claims: bool = True
    certified: int = 0

    @property
    def unclaimed(self) -> Decimal:
        return self.allocated - self.claimed if self.claims else NIL

    @property
    def available(self) -> Decimal:
        """What can still be claimed. From 1 April on nothing: it does not carry over."""
        return NIL if self.over else self.unclaimed

    @property
    def lost(self) -> Decimal:
        return self.unclaimed if self.over else NIL

    @property
    def underspend(self) -> Decimal | None:
        """Allocated less forecast (negative: an overspend), once the year is over less what was claimed."""
        if not self.claims:
            return None
        if self.over:
            return self.unclaimed
        return None if self.forecast is None else self.allocated - self.forecast


@dataclass(frozen=True)
class FundSums:
    """Over several allocations, `here` of them of recipients that claim here. Claims, forecasts and underspends are
    over those that have one: `claimants`, `forecasts` and `underspends` say over how many."""

    allocated: Decimal
    claimed: Decimal
    approved: Decimal
    paid: Decimal
    available: Decimal
    lost: Decimal
    forecast: Decimal
    underspend: Decimal
    number: int
    forecasts: int
    underspends: int
    here: int
    claimants: int


def total(amounts: Iterable[Decimal]) -> Decimal:
    return sum(amounts, NIL)


def totals(standings: Iterable[AllocationSums]) -> FundSums:
    rows = list(standings)
    forecasts = [row.forecast for row in rows if row.forecast is not None]
    underspends = [row.underspend for row in rows if row.underspend is not None]
    names = ("allocated", "claimed", "approved", "paid", "available", "lost")
    return FundSums(
        *(total(getattr(row, name) for row in rows) for name in names),
        total(forecasts),
        total(underspends),
        len(rows),
        len(forecasts),
        len(underspends),
        sum(row.claims for row in rows),
        sum(row.certified > 0 for row in rows),
    )
