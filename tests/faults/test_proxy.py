"""The service behind nginx as docs/nginx.conf has it: real processes, wrong passwords, and connections held open."""

import contextlib
import http.client
import os
import re
import socket
import sys
import time
from http.cookies import SimpleCookie
from urllib.parse import urlencode

import pytest

from launch.start import free_port
from tests.faults.conftest import database_url
from tests.programs import running, wait_until_open
from tests.settings import HERE, VAR_DIR

pytestmark = [pytest.mark.faults, pytest.mark.django_db(transaction=True)]
PASSWORD = "Larches 4 the windward side"


@pytest.fixture
def web(transactional_db, redis, tmp_path):
    """The port of gunicorn: two processes of four threads, on the test's own database."""
    port = free_port()
    env = {
        **os.environ, "DJANGO_SETTINGS_MODULE": "tests.faults.settings", "DATABASE_URL": database_url(),
        "REDIS_URL": redis.url, "TRUSTED_PROXIES": "1", "VAR_DIR": str(VAR_DIR), "WEB_CONCURRENCY": "2",
    }  # fmt: skip
    words = ["--config", "python:soteria_tracker.gunicorn", "--bind", f"127.0.0.1:{port}", "soteria_tracker.wsgi"]
    with running([sys.executable, "-m", "gunicorn", *words], cwd=HERE, env=env) as process:
        wait_until_open(process, port)
        assert ask(port, "/privacy/", seconds=60)[0] == 200
        yield port


@pytest.fixture
def nginx(web, tmp_path):
    """The port of nginx, by the documented file: another address, no certificate and folders of its own."""
    port = free_port()
    text = (HERE / "docs" / "nginx.conf").read_text()
    changes = {
        r"listen 443 ssl": f"listen 127.0.0.1:{port}",
        r"127\.0\.0\.1:8000": f"127.0.0.1:{web}",
        r"ssl_certificate\S* [^;]+;": "",
        r"/var/log/nginx": str(tmp_path),
        r"tracker\.example": "localhost",
    }
    for found, instead in changes.items():
        text, times = re.subn(found, instead, text)
        assert times, found
    folders = " ".join(
        f"{name}_temp_path {tmp_path}/{name};" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    head = f"daemon off; pid {tmp_path}/pid; error_log {tmp_path}/error.log; events {{}} http {{ {folders}"
    (tmp_path / "nginx.conf").write_text(f"{head}\n{text}\n}}\n")
    command = ["nginx", "-p", str(tmp_path), "-e", str(tmp_path / "error.log"), "-c", str(tmp_path / "nginx.conf")]
    with running(command) as process:
        wait_until_open(process, port)
        yield port


def ask(port, path, fields=None, *, cookies="", source="127.0.0.1", seconds=20):
    """The answer to a browser at that address of this machine, and the cookies that come with it."""
    headers = {"Host": "localhost", "Cookie": cookies, "X-Forwarded-For": "198.51.100.1"}  # which is not believed
    if fields:
        headers |= {"Content-Type": "application/x-www-form-urlencoded", "Origin": "http://localhost"}
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=seconds, source_address=(source, 0))
    with contextlib.closing(connection):
        connection.request("POST" if fields else "GET", path, urlencode(fields) if fields else None, headers)
        answer = connection.getresponse()
        return answer.status, answer.read().decode(), SimpleCookie(answer.headers.get("Set-Cookie", ""))


def sign_in(port, email, password, source):
    _status, page, cookies = ask(port, "/accounts/login/")
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]
    fields = {"login": email, "password": password, "csrfmiddlewaretoken": token}
    cookie = f"csrftoken={cookies['csrftoken'].value}"
    status, page, _cookies = ask(port, "/accounts/login/", fields, cookies=cookie, source=source)
    return status, page


def test_wrong_passwords_of_one_visitor_do_not_stop_another(nginx, lead):
    lead.set_password(PASSWORD)
    lead.save()
    for number in range(101):
        _status, page = sign_in(nginx, f"nobody-{number}@example.org", "wrong", "127.0.0.2")
        if "There were too many attempts" in page:
            break
    else:
        pytest.fail("one visitor could guess without end")
    assert number == 100
    assert sign_in(nginx, lead.email, PASSWORD, "127.0.0.3")[0] == 302


@pytest.mark.parametrize("before", ["web", "nginx"])
def test_connections_that_are_held_open_stop_nobody(request, before):
    port, held = request.getfixturevalue(before), []
    try:
        for _connection in range(40):
            sock = socket.create_connection(("127.0.0.1", port))
            head = "POST /accounts/login/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n\r\na="
            sock.sendall(head.encode())
            held.append(sock)
        time.sleep(0.5)
        for path in ("/accounts/login/", "/privacy/"):
            assert ask(port, path, seconds=5)[0] == 200
    finally:
        for sock in held:
            sock.close()
