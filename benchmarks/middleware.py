import time

from django.conf import settings
from django.db import connection

HEADER = "X-Benchmark-Queries"


class CountQueries:
    """Outermost, so that it sees every query of a request. The latency stands for a database across a network."""

    def __init__(self, get_response):
        self.get_response = get_response
        self.latency_s = settings.BENCHMARK_LATENCY_S

    def __call__(self, request):
        count = 0

        def counted(execute, sql, params, many, context):
            nonlocal count
            count += 1
            if self.latency_s:
                time.sleep(self.latency_s)
            return execute(sql, params, many, context)

        with connection.execute_wrapper(counted):
            response = self.get_response(request)
        response[HEADER] = str(count)
        return response
