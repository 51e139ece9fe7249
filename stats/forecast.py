"""Training pace and forecast: whole numbers of completions by month in, numbers and a reason out. Pure.

The total of the next m months from n past ones with mean a and standard deviation s is m a, with Student's t on n - 1
degrees of freedom around it: a standard prediction interval for the sum of m further values. Resampling past months is
not used: at these sizes its 80% interval covers about 58%.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import fmean, stdev

from scipy.special import stdtr, stdtrit
from scipy.stats import kendalltau

INTERVAL_FROM, CHANCE_FROM = 6, 12  # full months, zeros included
STALE_AFTER = 2  # months without a report
TREND_P = 0.1
TAIL = 0.9  # of an 80% interval


@dataclass(frozen=True)
class Prediction:
    """Completions in the next months: `central`, and an 80% interval that is never below 0. `chance` is the
    probability (0 to 1) of at least what remains, None when nothing was asked."""

    lower: float
    central: float
    upper: float
    chance: float | None = None


class NoForecast(StrEnum):
    """Why there is none."""

    OVER = "over"  # the date has passed
    DONE = "done"  # nothing remains
    FEW = "few"  # under six full months
    STALE = "stale"  # the last months are not reported
    UNSTEADY = "unsteady"  # a trend or a break: the past months are not one process


class Yardstick(StrEnum):
    """Words for a chance: the UK intelligence community's yardstick, its gaps closed at the middle."""

    REMOTE = "remote chance"
    HIGHLY_UNLIKELY = "highly unlikely"
    UNLIKELY = "unlikely"
    REALISTIC = "realistic possibility"
    LIKELY = "likely"
    HIGHLY_LIKELY = "highly likely"
    ALMOST_CERTAIN = "almost certain"


_UP_TO = (
    (0.075, Yardstick.REMOTE),
    (0.225, Yardstick.HIGHLY_UNLIKELY),
    (0.375, Yardstick.UNLIKELY),
    (0.525, Yardstick.REALISTIC),
    (0.775, Yardstick.LIKELY),
    (0.925, Yardstick.HIGHLY_LIKELY),
)


def in_words(chance: float) -> Yardstick:
    """`chance` from 0 to 1. Under 7.5% is a remote chance, to 22.5% highly unlikely, and so on."""
    return next((words for limit, words in _UP_TO if chance < limit), Yardstick.ALMOST_CERTAIN)


def predict(monthly: Sequence[float], months_left: int, remaining: float | None = None) -> Prediction:
    """The formula alone, without the gates of `outlook`. `monthly`: completions of each full past month, oldest first,
    at least 2; `months_left` at least 1; `remaining`: completions still needed. Raises ValueError."""
    number = len(monthly)
    if number < 2 or months_left < 1:
        raise ValueError("a prediction needs two past months and one to come")
    mean, deviation = fmean(monthly), stdev(monthly)
    central = months_left * mean
    spread = deviation * math.sqrt(months_left + months_left**2 / number)
    reach = float(stdtrit(number - 1, TAIL)) * spread
    chance = None if remaining is None else _chance(remaining, central, spread, number - 1)
    return Prediction(max(0.0, central - reach), central, central + reach, chance)


def _chance(remaining, central, spread, freedom) -> float:
    needed = remaining - 0.5 - central  # completions are whole: half of one is the continuity correction
    if spread == 0:
        return float(needed <= 0)
    return 1 - float(stdtr(freedom, needed / spread))


@dataclass(frozen=True)
class Outlook:
    """Always the pace; with enough steady months also a prediction, and with more a chance. Paces are completions a
    month. `ahead` are the months after the last that is in the pace, of which `early` completions are done already:
    `needed` and `prediction` are both of these, and `needed` is None when there are none. `reason` says why there is no
    prediction."""

    done: int
    remaining: int
    months_left: int
    months: int
    ahead: int
    early: int
    needed: float | None
    pace_of_3: float | None
    pace_of_12: float | None
    prediction: Prediction | None
    reason: NoForecast | None

    @property
    def at_the_end(self) -> Prediction | None:
        """The prediction as a total by the due date: never fewer than are done."""
        if self.prediction is None:
            return None
        known, said = self.done - self.early, self.prediction
        lower, central, upper = (max(self.done, known + more) for more in (said.lower, said.central, said.upper))
        return Prediction(lower, central, upper, said.chance)


def outlook(
    monthly: Sequence[int],
    *,
    done: int,
    quota: int,
    months_left: int,
    silent: int = 0,
    special_cause: bool = False,
    waiting: int = 0,
    early: int = 0,
) -> Outlook:
    """`monthly`: completions of each full month reported, oldest first, zeros included; `done`: completions up to now
    that count; `silent`: months since the last report; `special_cause`: an SPC chart of the months shows one;
    `waiting`: full months after those of `monthly` that are still coming in, which a prediction has to cover too;
    `early`: what of `done` is of months after those of `monthly`."""
    remaining = max(0, quota - done)
    ahead = months_left + waiting
    reason = _reason(monthly, remaining, months_left, silent, special_cause)
    prediction = None
    if reason is None:
        asked = remaining + early if CHANCE_FROM <= len(monthly) >= ahead else None
        prediction = predict(monthly, ahead, asked)
    return Outlook(
        done=done,
        remaining=remaining,
        months_left=months_left,
        months=len(monthly),
        ahead=ahead,
        early=early,
        needed=(remaining + early) / ahead if ahead > 0 else None,
        pace_of_3=_pace(monthly, 3),
        pace_of_12=_pace(monthly, 12),
        prediction=prediction,
        reason=reason,
    )


def _reason(monthly, remaining, months_left, silent, special_cause) -> NoForecast | None:
    if remaining == 0:
        return NoForecast.DONE
    if months_left < 1:
        return NoForecast.OVER
    if len(monthly) < INTERVAL_FROM:
        return NoForecast.FEW
    if silent > STALE_AFTER:
        return NoForecast.STALE
    return NoForecast.UNSTEADY if special_cause or has_trend(monthly) else None


def has_trend(monthly: Sequence[float]) -> bool:
    """Kendall's tau of the months against time, two-sided p below 0.1."""
    return len(set(monthly)) > 1 and bool(kendalltau(range(len(monthly)), monthly).pvalue < TREND_P)


def _pace(monthly, months) -> float | None:
    """Of the last so many months; None when fewer are reported."""
    return fmean(monthly[-months:]) if len(monthly) >= months else None
