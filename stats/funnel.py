"""Funnel plots of proportions: comparing forces fairly, never ranking them. Pure: counts in, limits and words out.

Spiegelhalter, "Funnel plots for comparing institutional performance", Statistics in Medicine 2005;24:1185 (exact limits
and their interpolation; over-dispersion). The adjustment is FunnelPlotR 0.6.0's for proportions (tests/vectors).
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import bdtr, bdtrc
from scipy.stats import binom

TAIL_95, TAIL_998 = 0.025, 0.001  # in each tail
Z_95, Z_998 = 1.959964, 3.090232  # to the seven digits of the reference
FEWEST = 10  # units from which the spread between them can be told from chance
TRIM = 0.1
ABOVE, BELOW, WITHIN = "above", "below", "within"


@dataclass(frozen=True)
class Limits:
    """Proportions from 0 to 1: those beyond which a unit lies by chance 5 times, and 2 times, in 100 or 1,000."""

    lower_95: float
    upper_95: float
    lower_998: float
    upper_998: float


@dataclass(frozen=True)
class Unit:
    """`rate` is a proportion from 0 to 1 of `denominator` events; `z` its distance from the target in standard errors
    of the transformed scale."""

    numerator: int
    denominator: int
    rate: float
    z: float
    exact: Limits
    adjusted: Limits


@dataclass(frozen=True)
class Funnel:
    """`phi`: how much more the units spread than chance alone would have them (1 for chance alone). `tau2`: the
    variance between units on the transformed scale. Units without events are not in it."""

    target: float
    phi: float
    tau2: float
    units: list[Unit]

    @property
    def is_adjusted(self) -> bool:
        """Words come from the adjusted limits when the units spread more than chance, and are enough to tell."""
        return self.phi > 1 and len(self.units) >= FEWEST

    def limits(self, unit: Unit) -> Limits:
        return unit.adjusted if self.is_adjusted else unit.exact

    def outside(self, unit: Unit, *, level: str = "99.8") -> str:
        """ABOVE, BELOW or WITHIN what is usual, at "95" or "99.8" per cent: by the adjusted limits where they count (a
        unit on a limit is within), else by the exact tail. The interpolated curve does not decide: 5 of 5 lies above
        it at a target of 60%, and happens by chance in 8% of such forces."""
        if not self.is_adjusted:
            return exact_outside(unit.numerator, unit.denominator, self.target, TAIL_95 if level == "95" else TAIL_998)
        limits = unit.adjusted
        lower, upper = (limits.lower_95, limits.upper_95) if level == "95" else (limits.lower_998, limits.upper_998)
        return outside(unit.rate, lower, upper)


def outside(rate: float, lower: float, upper: float) -> str:
    if rate > upper:
        return ABOVE
    return BELOW if rate < lower else WITHIN


def exact_outside(numerator: int, denominator: int, target: float, tail: float) -> str:
    """ABOVE when so many or more have at most the chance `tail` (0 to 1) under the target, BELOW when so few or fewer
    have, else WITHIN."""
    if bdtrc(numerator - 1, denominator, target) <= tail:
        return ABOVE
    return BELOW if bdtr(numerator, denominator, target) <= tail else WITHIN


def funnel(numerators: Sequence[int], denominators: Sequence[int]) -> Funnel | None:
    """One of each for each unit; every denominator at least 1 (a unit of 0 is listed, not drawn) and no smaller than
    its numerator. None when there is no unit. Raises ValueError."""
    x, n = list(numerators), list(denominators)
    if len(x) != len(n) or any(not 0 <= a <= b or b < 1 for a, b in zip(x, n, strict=False)):
        raise ValueError("a numerator from 0 to its denominator, which is at least 1, for each unit")
    if not n:
        return None
    target = sum(x) / sum(n)
    z = z_scores(x, n, target)
    phi = dispersion(winsorised(z))
    tau2 = between_units(n, phi)
    exact = exact_limits_of(n, target)
    units = [
        Unit(a, b, a / b, float(c), limits, adjusted_limits(b, target, tau2))
        for a, b, c, limits in zip(x, n, z, exact, strict=True)
    ]
    return Funnel(target, phi, tau2, units)


def z_scores(numerators, denominators, target: float) -> np.ndarray:
    """(asin sqrt(x/n) - asin sqrt(t)) over 1 / (2 sqrt n)."""
    x, n = np.asarray(numerators, float), np.asarray(denominators, float)
    return (np.arcsin(np.sqrt(x / n)) - math.asin(math.sqrt(target))) * 2 * np.sqrt(n)


def winsorised(z: np.ndarray) -> np.ndarray:
    """What lies beyond the 10th and 90th percentiles (R's type 7) moved onto them."""
    return np.clip(z, *np.quantile(z, [TRIM, 1 - TRIM]))


def dispersion(z: np.ndarray) -> float:
    """phi: the mean of the squares of the scores, which `funnel` winsorises first."""
    return float(np.mean(np.square(z)))


def between_units(denominators, phi: float) -> float:
    """tau squared by the method of moments with w = 1/s squared = 4 n; 0 where I phi < I - 1."""
    weights, units = 4 * np.asarray(denominators, float), len(denominators)
    if units < 2 or units * phi < units - 1:
        return 0.0
    return float((units * phi - (units - 1)) / (weights.sum() - (weights**2).sum() / weights.sum()))


def exact_limit(tail: float, denominator: int | np.ndarray, target: float) -> np.ndarray:
    """The proportion at which the interpolated binomial has `tail` (0 to 1) at or below it, clamped to 0 and 1. Of an
    array of denominators, an array."""
    r = binom.ppf(tail, denominator, target)
    up_to, below = binom.cdf(r, denominator, target), binom.cdf(r - 1, denominator, target)
    alpha = np.where(up_to > below, (up_to - tail) / np.where(up_to > below, up_to - below, 1), 0)
    return np.clip((r - alpha) / denominator, 0, 1)


def adjusted_limit(z: float, denominator: int, target: float, tau2: float) -> float:
    """sin squared of asin sqrt(t) plus z sqrt(1/(4n) + tau squared), the angle clamped to 0 and pi/2."""
    angle = math.asin(math.sqrt(target)) + z * math.sqrt(1 / (4 * denominator) + tau2)
    return math.sin(min(math.pi / 2, max(0.0, angle))) ** 2


def exact_limits(denominator: int, target: float) -> Limits:
    return exact_limits_of([denominator], target)[0]


def exact_limits_of(denominators: Sequence[int], target: float) -> list[Limits]:
    """All at once: one by one, the curves of a picture would take longer than all else on its page."""
    tails = (TAIL_95, 1 - TAIL_95, TAIL_998, 1 - TAIL_998)
    found = [exact_limit(tail, np.asarray(denominators), target).tolist() for tail in tails]
    return [Limits(*limits) for limits in zip(*found, strict=True)]


def adjusted_limits(denominator: int, target: float, tau2: float) -> Limits:
    return Limits(*(adjusted_limit(z, denominator, target, tau2) for z in (-Z_95, Z_95, -Z_998, Z_998)))
