"""Production's settings, and one middleware that counts queries and can make each of them slower."""

import os

from soteria_tracker.settings import *  # noqa: F403
from soteria_tracker.settings import MIDDLEWARE

BENCHMARK_LATENCY_S = float(os.environ.get("BENCHMARK_LATENCY_MS", "0")) / 1000
MIDDLEWARE = ["benchmarks.middleware.CountQueries", *MIDDLEWARE]
