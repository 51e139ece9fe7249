"""What each addressee says of a finding, what is said of that, and when comments were published. Invented; pure; the
same every time. Every finding and addressee has a random stream of its own, so an earlier day is the beginning of a
later one."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from demo.clock import office_hours
from inspections.scales import Stage
from inspections.statutory import comments_due

DAY = dt.timedelta(days=1)
OWNERS = (
    "Head of public protection",
    "Superintendent for rape and serious sexual offences",
    "Head of learning and development",
    "Assistant chief officer's lead for investigations",
)
BEGAN = (
    "An owner is named, and the plan was agreed at the board.",
    "The work is part of the improvement plan. The first part is under way.",
    "We have set out who does what, and by when.",
)
GOES_ON = "About half of it is done. The rest is planned."
READY = "All of it is done. The board looks at the evidence next."
EVIDENCE = (
    "A dip sample of 20 files, and the minutes of the board that saw it.",
    "Training records of all staff concerned, as at the date of this response.",
    "The new procedure, in use since last month, and the audit of its use.",
)
MOVED = (
    "The system that it depends on is delivered later than planned.",
    "Places on the course are full until then.",
    "The post of the owner was vacant for two months.",
)
NOT_OURS = "The work is done for us by the neighbouring force under our collaboration."
MISSING = (
    "The sample covers one of three sites. The others are missing.",
    "Records show attendance, and not that the course was completed.",
    "The procedure is written, and files of the last quarter do not show that it is used.",
)
MORE = "The missing part was added: files of every site, of the last quarter."
SLOW = {("avon-and-somerset", "hmicfrs-2024 R5"), ("cps-south-west", "demonstration-area-2026 R1")}
UNVERIFIED = {("avon-and-somerset", "hmicfrs-2024 R3")}


@dataclass(frozen=True)
class Said:
    """`addressee` is an organisation's slug, or a national body."""

    finding: str
    addressee: str
    number: int
    stage: str
    owner: str
    note: str
    evidence: str
    expected: dt.date | None
    expected_reason: str
    reason: str
    recorded_at: dt.datetime
    author: str


@dataclass(frozen=True)
class Judged:
    """Of the response with that number."""

    finding: str
    addressee: str
    number: int
    voice: str
    verified: bool
    comment: str
    recorded_at: dt.datetime


@dataclass(frozen=True)
class Published:
    """A local policing body's comments."""

    inspection: str
    force: str
    published: dt.date
    where: str
    recorded_at: dt.datetime


class Story:
    """Of one finding and one addressee, from the day on which it was issued."""

    def __init__(self, finding: str, addressee: str, issued: dt.date, due: dt.date | None):
        self.finding, self.addressee = finding, addressee
        self.rng = Random(f"{finding} of {addressee}")
        self.day, self.due = issued, due or issued + 180 * DAY
        self.owner, self.number, self.expected = self.rng.choice(OWNERS), 0, self.due

    def tell(self) -> Iterator[Said | Judged]:
        key, fate = (self.addressee, self.finding), self.rng.random()
        if key not in SLOW | UNVERIFIED and fate < 0.04:
            return
        if key not in SLOW | UNVERIFIED and fate < 0.07:
            yield self._says(Stage.NOT_OURS, 20, 60, reason=NOT_OURS)
            return
        yield self._says(Stage.PROGRESS, 4, 40, note=self.rng.choice(BEGAN))
        if key in SLOW or self.rng.random() < 0.3:
            self.expected += self.rng.choice((61, 92, 122)) * DAY
            yield self._says(Stage.PROGRESS, 30, 70, note=GOES_ON, expected_reason=self.rng.choice(MOVED))
        if key in SLOW or (key not in UNVERIFIED and self.rng.random() < 0.15):
            return
        self.day = max(self.day, self.expected - 70 * DAY)
        yield self._says(Stage.PENDING, 10, 90, note=READY)
        if key in UNVERIFIED or self.rng.random() < 0.9:
            yield self._says(Stage.COMPLETE, 5, 28, evidence=self.rng.choice(EVIDENCE))
            if key not in UNVERIFIED:
                yield from self._judged()

    def _judged(self):
        if self.rng.random() < 0.45:
            return
        holds = self.rng.random() < 0.75
        yield self._verdict("unit", holds, 20, 60)
        if not holds:
            if self.rng.random() < 0.5:
                return
            yield self._says(Stage.COMPLETE, 20, 60, evidence=self.rng.choice(EVIDENCE), note=MORE)
            yield self._verdict("unit", True, 15, 40)
        if self.rng.random() < 0.5:
            yield self._verdict("inspectorate", self.rng.random() < 0.85, 40, 120)

    def _says(self, stage, soonest, latest, *, note="", evidence="", expected_reason="", reason=""):
        self.number += 1
        settles = stage in (Stage.COMPLETE, Stage.NOT_OURS)
        return Said(
            finding=self.finding,
            addressee=self.addressee,
            number=self.number,
            stage=stage.value,
            owner="" if stage == Stage.NOT_OURS else self.owner,
            note=note,
            evidence=evidence,
            expected=None if stage == Stage.NOT_OURS else self.expected,
            expected_reason=expected_reason,
            reason=reason,
            recorded_at=self._later(soonest, latest),
            author="lead" if settles else self.rng.choice(("lead", "contributor")),
        )

    def _verdict(self, voice, verified, soonest, latest):
        comment = "" if verified else self.rng.choice(MISSING)
        at = self._later(soonest, latest)
        return Judged(self.finding, self.addressee, self.number, voice, verified, comment, at)

    def _later(self, soonest, latest) -> dt.datetime:
        at = office_hours(self.rng, self.day + self.rng.randrange(soonest, latest) * DAY)
        self.day = at.date() + DAY
        return at


def comments(inspection: str, force: str, report: dt.date) -> Published | None:
    """Most in time, some late, a few never."""
    rng = Random(f"comments of {force} on {inspection}")
    if rng.random() < 0.07:
        return None
    late = rng.random() < 0.2
    published = comments_due(report) + (rng.randrange(1, 40) if late else -rng.randrange(0, 25)) * DAY
    where = f"https://example.org/{force}/comments/{inspection}"
    return Published(inspection, force, published, where, office_hours(rng, published + rng.randrange(0, 9) * DAY))
