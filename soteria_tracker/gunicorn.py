"""How the web processes run, here and in production: gunicorn --config python:soteria_tracker.gunicorn."""

import gc
import os
from pathlib import Path

# Never preload: the chart engine starts threads of its own, which do not survive a fork.
preload_app = False
worker_class = "soteria_tracker.buffering_worker.BufferingWorker"
workers = int(os.environ.get("WEB_CONCURRENCY") or min(4, max(2, os.cpu_count() or 2)))
threads = 4
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108 - a heartbeat that no disk delays
timeout = 60
graceful_timeout = 20
REQUEST_SECONDS = 300  # within which a request must have arrived whole: a release of 80 MB over a slow line
CONNECTIONS = {
    "channel_timeout": 20,  # seconds without a byte, after which a connection is closed
    "cleanup_interval": 5,
    "connection_limit": 1000,
    "max_request_header_size": 64 * 1024,
    "max_request_body_size": 81 * 1024 * 1024,  # a little above RELEASE_MAX_BYTES; answered with 413
    "clear_untrusted_proxy_headers": False,  # Django and allauth read them, by TRUSTED_PROXIES
    "ident": "",
}
max_requests, max_requests_jitter = 5000, 500
accesslog = None  # who read what is not logged; who changed what is in the audit
loglevel = "warning"


def post_worker_init(worker):
    """What is loaded by now stays: no later collection has to look through it in the middle of a page."""
    gc.collect()
    gc.freeze()
