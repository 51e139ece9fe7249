"""gunicorn keeps the processes, waitress the connections: a request takes a thread only once all of it has arrived.

gunicorn's own thread worker reads a body in the thread that answers, so that a handful of clients who announce a body
and never send it hold every thread. waitress reads all connections beside one another, in memory and from half a
megabyte on in a file, and ends those that fall silent; how long a whole request may take is watched here."""

import os
import time

from gunicorn.workers.base import Worker
from waitress import wasyncore
from waitress.server import create_server

from soteria_tracker.gunicorn import CONNECTIONS, REQUEST_SECONDS


class BufferingWorker(Worker):
    def run(self):
        connections, arriving = {}, {}
        listening = [each.sock for each in self.sockets]
        server = create_server(self.answer, map=connections, sockets=listening, threads=self.cfg.threads, **CONNECTIONS)
        while self.alive and self.ppid == os.getppid():
            self.turn(connections)
            arriving = self.end_slow_requests(connections, arriving)
        # What has arrived is answered before this process ends; nothing new is taken.
        until = time.monotonic() + self.cfg.graceful_timeout
        for each in list(connections.values()):
            if each.accepting:
                each.del_channel(connections)
        for sock in listening:
            sock.close()
        while time.monotonic() < until and any(is_busy(each) for each in connections.values()):
            self.turn(connections)
        server.task_dispatcher.shutdown(timeout=1)

    def turn(self, connections):
        self.notify()
        wasyncore.loop(timeout=1, map=connections, use_poll=True, count=1)

    def answer(self, environ, start_response):
        self.nr += 1
        if self.nr >= self.max_requests:
            self.alive = False  # a new process takes its place
        return self.wsgi(environ, start_response)

    @staticmethod
    def end_slow_requests(connections, arriving):
        """A client that sends a byte now and then is never silent, so the whole request has a deadline too."""
        now = time.monotonic()
        still = {each: arriving.get(each, now) for each in connections.values() if getattr(each, "request", None)}
        for connection, since in still.items():
            if now - since > REQUEST_SECONDS:
                connection.handle_close()
        return still


def is_busy(connection) -> bool:
    """With a request that is being answered, or an answer that is still being sent."""
    return bool(getattr(connection, "requests", None) or getattr(connection, "total_outbufs_len", 0))
