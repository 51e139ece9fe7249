"""How the web processes run, here and in production: gunicorn --config python:soteria_tracker.gunicorn."""

import gc
import os
from pathlib import Path

from gunicorn import glogging

# Never preload: the chart engine starts threads of its own, which do not survive a fork.
preload_app = False
worker_class = "gthread"
workers = int(os.environ.get("WEB_CONCURRENCY") or min(4, max(2, os.cpu_count() or 2)))
threads = 4
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108 - a heartbeat that no disk delays
timeout = 60
graceful_timeout = 20
keepalive = 5
max_requests, max_requests_jitter = 5000, 500
accesslog = None  # who read what is not logged to a file; who changed what is in the audit
loglevel = "warning"


class logger_class(glogging.Logger):
    def access(self, resp, req, environ, request_time):
        """For whoever turns the access log on: a calendar's address is its key, so it is never written down."""
        if not environ["PATH_INFO"].endswith(".ics"):
            super().access(resp, req, environ, request_time)


def post_worker_init(worker):
    """What is loaded by now stays: no later collection has to look through it in the middle of a page."""
    gc.collect()
    gc.freeze()
