"""Whether an SPC chart of the months shows a special cause: training and measures do not know one another."""

from collections.abc import Sequence

from stats.spc import COMMON, FEWEST, xmr


def special_cause(monthly: Sequence[int]) -> bool:
    """Fewer points than a chart with limits needs show none. Months that differ and have no limits are the same but
    for a step, and that is a break."""
    if len(monthly) < FEWEST:
        return False
    chart = xmr(monthly)
    is_step = chart.segments[0].upper is None and len(set(monthly)) > 1
    return is_step or any(label != COMMON for label in chart.special_causes)
