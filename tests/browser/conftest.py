"""A site as bin/start makes it: gunicorn, a database and a demonstration ledger of its own, and a real browser."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

import psycopg
import pytest
from playwright.sync_api import sync_playwright

from accounts.demo import DEMO_PEOPLE
from launch.start import free_port, surroundings
from tests.plugins.reminders import OUR_MAIL
from tests.programs import running
from tests.settings import FRONTEND, HERE, REDIS_PASSWORD, REDIS_PORT

UNTIL = "2026-10-31"  # the demonstration ledger's last day
WIDE, NARROW = 1280, 375
# The demonstration's mail to the lead, sent, under the id that the access table knows.
ONE_MAIL = f"""
from reminders import sending
from reminders.models import Message
planned = Message.objects.get(recipient__email="lead@demo.invalid")
reminders = list(planned.reminders.all())
Message.objects.filter(pk=planned.pk).update(day="2026-10-01")
planned.pk = "{OUR_MAIL}"
planned.save(force_insert=True)
for each in reminders:
    each.message = planned
    each.save()
assert sending.send("{OUR_MAIL}") == "sent"
"""
# Claims that the lead is still filling in, one of a quarter that is over: the demonstration's are all on their way.
TWO_CLAIMS = """
import datetime as dt
from decimal import Decimal
from accounts.models import User
from funding.actions import save_claim
from funding.models import Allocation
lead, today = User.objects.get(email="lead@demo.invalid"), dt.date(2026, 10, 31)
grants = Allocation.objects.filter(fund__code="demonstration-grant", recipient__force__slug="avon-and-somerset")
who = {"by": lead, "base": 0, "today": today, "note": "Paid twice."}
for year, month, kind, pay in ((2026, 10, "claim", "1250.00"), (2025, 7, "recovery", "-9.50")):
    of, starts = grants.get(year=year), dt.date(year, month, 1)
    save_claim(allocation=of, starts=starts, kind=kind, lines={"pay": Decimal(pay)}, **who)
"""
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or "/usr/bin/chromium"


@pytest.fixture(scope="session")
def site_environment(embedded_redis, worker_database):
    """The variables of the running site; one site for each process of pytest-xdist."""
    folder = Path(tempfile.mkdtemp(prefix="soteria-browser-"))
    (folder / "frontend").symlink_to(FRONTEND)
    given = {**os.environ, "VAR_DIR": str(folder), "REDIS_URL": f"redis://:{REDIS_PASSWORD}@127.0.0.1:{REDIS_PORT}/1"}
    for chosen_anew in ("ALLOWED_HOSTS", "DATABASE_URL", "DEMO", "DJANGO_SETTINGS_MODULE"):
        given.pop(chosen_anew, None)
    yield surroundings(HERE, given | worker_database, empty=False)
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def manage(site_environment):
    """manage("add_person", ...) on the running site, as in another terminal; answers what it prints."""

    def run(*words):
        command = [sys.executable, "manage.py", *words]
        return subprocess.run(
            command, cwd=HERE, env=site_environment, check=True, capture_output=True, text=True
        ).stdout

    return run


@pytest.fixture(scope="session")
def site(site_environment, manage):
    """The address of the running site."""
    for command in (["migrate"], ["collectstatic", "--noinput"], ["load_reference"], ["load_demo", "--until", UNTIL]):
        manage(*command, "-v0")
    manage("shell", "-c", ONE_MAIL + TWO_CLAIMS)
    address = f"127.0.0.1:{free_port()}"
    gunicorn = [
        sys.executable,
        "-m",
        "gunicorn",
        "soteria_tracker.wsgi",
        "--bind",
        address,
        "--workers=1",
        "--threads=4",
    ]
    with running([*gunicorn, "--log-level=warning"], cwd=HERE, env=site_environment) as process:
        wait_until_it_answers(f"http://{address}/privacy/", process)
        yield f"http://{address}"


@pytest.fixture(scope="session")
def worker_database():
    """On PostgreSQL, a database beside the tests'; else the site makes its own SQLite file."""
    url = os.environ.get("TEST_DATABASE_URL")
    if not url:
        yield {}
        return
    name = f"browser_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name}")
        connection.execute(f"CREATE DATABASE {name}")
    yield {"DATABASE_URL": url.rpartition("/")[0] + f"/{name}"}


def wait_until_it_answers(url, process, seconds=30):
    for _ in range(seconds * 10):
        assert process.poll() is None, "gunicorn ended early"
        try:
            with urllib.request.urlopen(url) as answer:  # noqa: S310 - our own address
                return answer.status
        except urllib.error.URLError:
            time.sleep(0.1)
    raise AssertionError(f"{url} did not answer in {seconds} s")


@pytest.fixture(scope="session")
def chromium():
    # As root, as in a container, Chromium has no sandbox of its own.
    flags = ["--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update"]
    if os.geteuid() == 0:
        flags.append("--no-sandbox")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=flags)
        yield browser
        browser.close()


@pytest.fixture
def open_as(site, chromium):
    """open_as("lead", width=375, javascript=False): a page of a browser in which that person has signed in.
    What the console and the network complain of is in `page.complaints`."""
    contexts = []

    def open_page(person=None, *, width=WIDE, javascript=True):
        context = chromium.new_context(
            base_url=site, viewport={"width": width, "height": 900}, java_script_enabled=javascript
        )
        contexts.append(context)
        context.set_default_timeout(15_000)
        page = context.new_page()
        page.complaints = []
        page.on("console", lambda said: said.type in ("error", "warning") and page.complaints.append(said.text))
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        if person:
            page.goto("/")
            page.locator(f"button[name=person][value={person}]").click()
            page.wait_for_load_state()
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture(params=[person.key for person in DEMO_PEOPLE])
def someone(request):
    return request.param
