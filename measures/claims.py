"""What the announcement claims of its Table 1, computed from the table. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

Pair = tuple[Decimal, Decimal]  # before, latest
Table = Mapping[str, Mapping[str, Pair]]  # by force, by measure
ALMOST = 280, 300  # what "almost 300" may mean: at least the first, below the second


@dataclass(frozen=True)
class Claim:
    """`named` are the forces of which it is claimed, none for all; `holds` says of one force's pair whether it does."""

    code: str
    measure: str
    named: tuple[str, ...]
    holds: Callable[[Decimal, Decimal], bool]


@dataclass(frozen=True)
class Checked:
    """`true` when it holds of every force of which it is claimed; `also` are others of which it would hold too."""

    claim: Claim
    pairs: dict[str, Pair]
    true: bool
    also: list[str]


CLAIMS = (
    Claim("referrals_up", "cps_referrals", (), lambda before, latest: latest > before),
    Claim(
        "referrals_doubled", "cps_referrals", ("west-midlands", "durham"), lambda before, latest: latest > 2 * before
    ),
    Claim("charges_tripled", "charged", ("avon-and-somerset",), lambda before, latest: latest > 3 * before),
    Claim("days_down", "days_to_charge", (), lambda before, latest: latest < before),
    Claim(
        "days_down_almost_300",
        "days_to_charge",
        ("south-wales",),
        lambda before, latest: ALMOST[0] <= before - latest < ALMOST[1],
    ),
)


def check(table: Table) -> list[Checked]:
    """Every claim, in the announcement's order. A force or figure that is missing makes a claim about it false."""
    return [_check(claim, table) for claim in CLAIMS]


def _check(claim, table) -> Checked:
    pairs = {force: pairs[claim.measure] for force, pairs in table.items() if claim.measure in pairs}
    held = {force for force, pair in pairs.items() if claim.holds(*pair)}
    about = set(claim.named or table)
    return Checked(claim, pairs, bool(about) and about <= held, [force for force in pairs if force in held - about])
