"""How often the training forecast's 80% interval holds what comes, on counts that vary more than a Poisson's.

Months are negative binomial: a Poisson whose mean is a Gamma's. `python -m benchmarks.forecast_coverage` prints it.
"""

import argparse
from itertools import product
from random import Random

from stats.forecast import predict

RUNS, MEAN, SHAPE = 2_000, 40, 8  # variance 40 + 40² / 8: 2.4 times the standard deviation of a Poisson's
PAST, AHEAD = (6, 9, 12, 24), (1, 3, 6)


def month(rng: Random, mean: float = MEAN, shape: float = SHAPE) -> int:
    return _poisson(rng, rng.gammavariate(shape, mean / shape))


def _poisson(rng, mean) -> int:
    number, at = 0, rng.expovariate(1)
    while at < mean:
        number, at = number + 1, at + rng.expovariate(1)
    return number


def coverage(past: int, ahead: int, *, runs: int = RUNS, seed: int = 1, mean: float = MEAN) -> float:
    """The share of runs in which the total of the next `ahead` months lay inside the interval from `past` ones."""
    rng = Random(f"{seed} {past} {ahead}")
    held = 0
    for _run in range(runs):
        said = predict([month(rng, mean) for _month in range(past)], ahead)
        held += said.lower <= sum(month(rng, mean) for _month in range(ahead)) <= said.upper
    return held / runs


def main() -> None:
    words = argparse.ArgumentParser("benchmarks.forecast_coverage", description=__doc__)
    words.add_argument("--runs", type=int, default=RUNS, help=f"of each kind (else {RUNS})")
    runs = words.parse_args().runs
    print(f"Coverage of the 80% interval, {runs:,} runs each, negative binomial months of mean {MEAN}:")
    print("past months   " + "".join(f"{f'next {ahead}':>10}" for ahead in AHEAD))
    found = {pair: coverage(*pair, runs=runs) for pair in product(PAST, AHEAD)}
    for past in PAST:
        print(f"{past:>11}   " + "".join(f"{found[past, ahead]:>10.1%}" for ahead in AHEAD))
    print(f"{'all':>11}   {sum(found.values()) / len(found):>10.1%}")


if __name__ == "__main__":
    main()
