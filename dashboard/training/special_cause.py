"""Whether an SPC chart of the months shows a special cause: training and measures do not know one another."""

from collections.abc import Sequence

from measures.spc import COMMON, FEWEST, xmr


def special_cause(monthly: Sequence[int]) -> bool:
    """Fewer points than a chart with limits needs show none."""
    return len(monthly) >= FEWEST and any(label != COMMON for label in xmr(monthly).special_causes)
