"""A whole number shared out in whole numbers. Pure."""

from collections.abc import Hashable, Mapping
from typing import TypeVar

K = TypeVar("K", bound=Hashable)


def by_weight(number: int, weights: Mapping[K, int]) -> dict[K, int]:
    """Largest remainders: the shares add up to the number, and none is more than one from its exact part. Ties go to
    the first named. Empty when all weights are 0."""
    whole = sum(weights.values())
    if whole <= 0:
        return {}
    shares = {key: number * weight // whole for key, weight in weights.items()}
    rest = {key: number * weight % whole for key, weight in weights.items()}
    for key in sorted(rest, key=rest.__getitem__, reverse=True)[: number - sum(shares.values())]:
        shares[key] += 1
    return shares
