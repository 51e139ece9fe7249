"""Planning a day of reminders for 100,000 open deadlines and 2,000 people, and sending it.

In a process of its own, so that its memory is its own: it works on DATABASE_URL and prints what it found as JSON.
"""

import datetime as dt
import json
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping

from benchmarks.bounds import Check
from benchmarks.machine import peak_mb

DEADLINES, FEW, PEOPLE, ORGANISATIONS = 100_000, 2_000, 2_000, 57
PLAN_SECONDS, PLAN_MB = 10.0, 300.0
FROM_DAY, TO_DAY = -45, 315  # due dates from the day of planning on
IN_ORGANISATION = {"lead": 2, "chief_officer": 1, "finance_officer": 1, "contributor": 30}
NATIONAL = {"unit": 4, "unit_manager": 2}  # the rest observe
KIND = "benchmark"


def run(env: Mapping[str, str]) -> dict[str, float]:
    """What the process says about itself."""
    command, env = [sys.executable, "-m", __name__], {**env, "PYTHONPATH": "bin"}
    done = subprocess.run(command, env=env, check=True, stdout=subprocess.PIPE, text=True)
    return json.loads(done.stdout.splitlines()[-1])


def table(found: Mapping[str, float]) -> str:
    rows = [
        (f"planning the day, {DEADLINES:,} deadlines and {PEOPLE:,} people", f"{found['first']:.1f} s"),
        ("planning it again", f"{found['second']:.1f} s"),
        ("memory of the process at most", f"{found['mb']:.0f} MB"),
        ("reminders planned, in messages", f"{found['reminders']:,} in {found['messages']:,}"),
        ("reminders that the second planning added", f"{found['added']}"),
        ("messages sent per second, one process, by SMTP", f"{found['per_second']:.0f}"),
    ]
    return "\n".join(["| what | found |", "| --- | ---: |", *(f"| {what} | {said} |" for what, said in rows)])


def checks(found: Mapping[str, float]) -> Iterator[Check]:
    yield Check("Planning a day of reminders, seconds", found["first"], PLAN_SECONDS)
    yield Check("Planning it again, seconds", found["second"], PLAN_SECONDS)
    yield Check("Planning it again, reminders added", found["added"], 0)
    yield Check("Planning, MB at most", found["mb"], PLAN_MB)


def main() -> None:
    import django

    django.setup()
    from django.utils import timezone

    from accounts.permissions import RECORD_UPDATE, VIEW_STATUS
    from forces.deadlines import register
    from forces.periods import add_working_days
    from reminders import planning

    day = add_working_days(timezone.localdate(), 1)
    now = dt.datetime.combine(day, dt.time(9), dt.UTC)
    add_people(now)
    planning.enqueue = lambda ids: None  # sent by this process
    register(KIND, source_of(day, FEW), VIEW_STATUS, settle=RECORD_UPDATE)
    planning.plan_day(now=now)
    per_second = send_all(now)
    day = add_working_days(day, 1)
    now = dt.datetime.combine(day, dt.time(9), dt.UTC)
    register(KIND, source_of(day, DEADLINES), VIEW_STATUS, settle=RECORD_UPDATE)
    began = time.perf_counter()
    planned = planning.plan_day(now=now)
    first, mb = time.perf_counter() - began, peak_mb()
    began = time.perf_counter()
    again = planning.plan_day(now=now)
    second, mb = time.perf_counter() - began, max(mb, peak_mb())
    found = {
        "first": first,
        "second": second,
        "mb": mb,
        "reminders": planned.reminders,
        "messages": planned.messages,
        "added": again.reminders,
        "per_second": per_second,
    }
    print(json.dumps(found))


def add_people(now: dt.datetime) -> None:
    from accounts.models import User
    from forces.models import Membership, Organisation

    roles = [
        (role, place) for place in Organisation.objects.all() for role, n in IN_ORGANISATION.items() for _ in range(n)
    ]
    roles += [(role, None) for role, number in NATIONAL.items() for _ in range(number)]
    roles += [("observer", None)] * (PEOPLE - len(roles))
    people = User.objects.bulk_create(User(email=f"p{n}@benchmark.invalid", name=f"P {n}") for n in range(PEOPLE))
    Membership.objects.bulk_create(
        Membership(user=person, role=role, organisation=place, granted_at=now)
        for person, (role, place) in zip(people, roles, strict=True)
    )


def source_of(day: dt.date, total: int):
    """So many deadlines, spread evenly over the organisations and over the days."""
    from forces.deadlines import Deadline

    def source(organisations, *, as_at):
        places = list(organisations.order_by("pk"))
        every, span = -(-total // ORGANISATIONS), TO_DAY - FROM_DAY
        for place in places:
            for number in range(every):
                due = day + dt.timedelta(days=FROM_DAY + (number * 7 + place.pk) % span)
                key = f"benchmark-{total}-{place.pk}-{number}"
                yield Deadline(key, KIND, place, due, f"Something that is owed, number {number}", f"/{key}/")

    return source


def send_all(now: dt.datetime) -> float:
    """Messages per second, by one process, to a mail server in another."""
    from django.conf import settings

    from launch.start import free_port
    from reminders import sending
    from reminders.models import Message

    port = free_port()
    settings.REMINDERS_SENDER, settings.EMAIL_HOST, settings.EMAIL_PORT = "smtp", "127.0.0.1", port
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    command = [sys.executable, "-m", "aiosmtpd", "-n", "-c", "aiosmtpd.handlers.Sink", "-l", f"127.0.0.1:{port}"]
    with subprocess.Popen(command) as sink:
        try:
            time.sleep(2)
            ids = list(Message.objects.filter(state="queued").values_list("pk", flat=True))
            began = time.perf_counter()
            assert {sending.send(pk, now=now) for pk in ids} == {"sent"}
            return len(ids) / (time.perf_counter() - began)
        finally:
            sink.terminate()


if __name__ == "__main__":
    main()
