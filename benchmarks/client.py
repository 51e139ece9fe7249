"""A browser that measures: one connection kept open, one request after the other."""

import contextlib
import http.client
import time
from dataclasses import dataclass

from benchmarks.middleware import HEADER

CSRF = "b" * 32  # the cookie and the field only have to agree
BOUNDARY = "----benchmark"


@dataclass(frozen=True)
class Answer:
    status: int
    queries: int
    seconds: float
    body: bytes
    location: str = ""


class Client:
    def __init__(self, port: int):
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)

    def get(self, path: str, session: str) -> Answer:
        return self._ask("GET", path, session)

    def post(self, path: str, session: str, fields: dict[str, str]) -> Answer:
        """As a browser sends a form that has room for files."""
        body, kind = _multipart({**fields, "csrfmiddlewaretoken": CSRF})
        return self._ask("POST", path, session, body, {"Content-Type": kind})

    def _ask(self, method, path, session, body=None, headers=()) -> Answer:
        headers = {"Cookie": f"sessionid={session}; csrftoken={CSRF}", **dict(headers)}
        try:
            return self._timed(method, path, body, headers)
        except (http.client.RemoteDisconnected, ConnectionResetError, BrokenPipeError):
            self.connection.close()  # gunicorn closes a connection that was idle for long
            return self._timed(method, path, body, headers)

    def _timed(self, method, path, body, headers) -> Answer:
        began = time.perf_counter()
        self.connection.request(method, path, body, headers)
        response = self.connection.getresponse()
        content = response.read()
        seconds = time.perf_counter() - began
        queries = int(response.getheader(HEADER, "0"))
        return Answer(response.status, queries, seconds, content, response.getheader("Location", ""))

    def close(self):
        with contextlib.suppress(OSError):
            self.connection.close()


def _multipart(fields: dict[str, str]) -> tuple[bytes, str]:
    part = '--%s\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n'
    body = "".join(part % (BOUNDARY, name, value) for name, value in fields.items())
    return f"{body}--{BOUNDARY}--\r\n".encode(), f"multipart/form-data; boundary={BOUNDARY}"
