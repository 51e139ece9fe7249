"""A file on its way: uploaded, read by a worker, agreed to, recorded by a worker. Each step claims before it acts."""

import datetime as dt
import hashlib
import logging
from decimal import Decimal
from pathlib import Path

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accounts.permissions import MANAGE_MEASURES
from forces.access import check_right
from ledger.actions import RuleBroken, audit, lock_ledger
from ledger.evidence import not_stored
from measures.actions.releases import dry_run, fingerprint, record_release
from measures.importing import BadRelease
from measures.importing.found import Figure
from measures.messages import packed, say
from measures.models import Release, Stage, Upload
from measures.report import words

logger = logging.getLogger(__name__)
GONE = gettext_noop("The file is no longer there. Bring it in again.")
DAMAGED = gettext_noop("The file was damaged in our store. Bring it in again.")
NEVER_ENDED = {
    Stage.READING: gettext_noop("Reading this file was begun %(times)d times and never came to an end."),
    Stage.RECORDING: gettext_noop("Recording this file was begun %(times)d times and never came to an end."),
}
SHORTEST = dt.timedelta(seconds=1)  # between two words of progress
STUCK = dt.timedelta(minutes=5)  # without a sign of life: its worker is gone
MOST_TRIES = 3  # how often what died is begun anew before it is said that it failed
BEFORE = {Stage.READING: Stage.WAITING, Stage.RECORDING: Stage.AGREED}  # where it begins anew


@transaction.atomic
def start(*, file, name: str, published_on: dt.date, token, by, now: dt.datetime | None = None) -> Upload:
    """Sent twice it is one upload. Raises RuleBroken."""
    check_right(by, MANAGE_MEASURES)
    now = now or timezone.now()
    if there := Upload.objects.filter(token=token).first():
        return there
    upload = Upload(name=name, published_on=published_on, token=token, uploaded_at=now, uploaded_by=by, moved_at=now)
    # Of what was sent, not of what is stored: the worker compares the two.
    upload.sha256 = hashlib.file_digest(file.open("rb"), "sha256").hexdigest()
    try:
        upload.file.save(f"{token}.bin", file, save=False)
    except OSError as error:
        logger.exception("the file of upload %s could not be stored", token)
        raise RuleBroken("file", not_stored(name)) from error
    lock_ledger()  # not while the file is written: nobody waits for that
    upload.save()
    audit(by=by, action="release.uploaded", subject=upload, after={"name": name}, now=now)
    return upload


def _move(upload_id: int, of: Stage, to: Stage, now: dt.datetime | None = None, **values) -> bool:
    """In one UPDATE, so that two workers never do the same. False when another was faster."""
    waiting = Upload.objects.filter(pk=upload_id, stage=of)
    return bool(waiting.update(stage=to, moved_at=now or timezone.now(), **values))


def read_upload(upload_id: int, *, now: dt.datetime | None = None) -> None:
    """The dry run: what would be added, revised and left out, and what is wrong. Writes nothing but the report."""
    if not _move(upload_id, Stage.WAITING, Stage.READING, now, done=0, doing=""):
        return
    stage, report = _read(Upload.objects.get(pk=upload_id))
    _move(upload_id, Stage.READING, stage, report=report, done=100, doing="")


def _read(upload) -> tuple[Stage, dict]:
    if there := Release.objects.filter(sha256=upload.sha256).first():
        return Stage.REFUSED, {"there": there.pk}
    path = Path(upload.file.path)
    try:
        if fingerprint(path) != upload.sha256:
            return Stage.REFUSED, {"refused": packed(say(DAMAGED))}
        found, _short, report = dry_run(path, upload.name, upload.published_on, _progress(upload.pk))
    except BadRelease as error:
        return Stage.REFUSED, {"refused": packed(error.said)}
    except FileNotFoundError:
        return Stage.REFUSED, {"refused": packed(say(GONE))}
    return (Stage.REFUSED if found.problems else Stage.READ), report


def _progress(upload_id):
    """Written at most once a second."""
    last = None

    def say_progress(done: float, doing: str):
        nonlocal last
        now = timezone.now()
        if last is None or now - last >= SHORTEST:
            last, share = now, min(99, int(100 * done))
            _move(upload_id, Stage.READING, Stage.READING, now, done=share, doing=str(words(packed(doing)))[:120])

    return say_progress


@transaction.atomic
def agree(*, upload: Upload, by, why: str = "", now: dt.datetime | None = None) -> None:
    """Somebody has seen what would change and wants it recorded; where the total falls short, they say `why` it is
    right. Raises RuleBroken."""
    check_right(by, MANAGE_MEASURES)
    lock_ledger()
    now, why = now or timezone.now(), why.strip()
    if upload.report.get("shortfall") and not why:
        raise RuleBroken("why", _("Say why it is right"))
    confirmed = {"confirmed_by": by, "confirmed_why": why} if upload.report.get("shortfall") else {}
    if not _move(upload.pk, Stage.READ, Stage.AGREED, now, done=0, **confirmed):
        raise RuleBroken("", _("This file is no longer waiting for your answer."))
    audit(by=by, action="release.agreed", subject=upload, after={"why": why} if confirmed else None, now=now)


@transaction.atomic
def leave(*, upload: Upload, by, now: dt.datetime | None = None) -> None:
    """It is not brought in. Raises RuleBroken."""
    check_right(by, MANAGE_MEASURES)
    lock_ledger()
    if not _move(upload.pk, Stage.READ, Stage.LEFT, now):
        raise RuleBroken("", _("This file is no longer waiting for your answer."))
    audit(by=by, action="release.left", subject=upload, now=now)


def record_upload(upload_id: int, *, now: dt.datetime | None = None) -> None:
    """What was agreed to, all or nothing: exactly the figures that the report showed."""
    now = now or timezone.now()
    if not _move(upload_id, Stage.AGREED, Stage.RECORDING, now, done=50):
        return
    upload = Upload.objects.select_related("uploaded_by", "confirmed_by").get(pk=upload_id)
    try:
        with transaction.atomic():
            release, is_new = record_release(
                kind=upload.report["kind"],
                name=upload.name,
                sha256=upload.sha256,
                figures=figures_in(upload.report),
                published_on=upload.published_on,
                by=upload.uploaded_by,
                read=upload.report["read"],
                confirmed_by=upload.confirmed_by,
                confirmed_why=upload.confirmed_why,
                now=now,
            )
            if is_new:
                recorded = {"stage": Stage.RECORDED, "release": release, "done": 100, "moved_at": timezone.now()}
                Upload.objects.filter(pk=upload_id).update(**recorded)
                return
        refused: dict = {"there": release.pk}
    except RuleBroken as error:
        refused = {"refused": str(error.message)}
    # Unless another worker was faster, whose release then stands.
    _move(upload_id, Stage.RECORDING, Stage.REFUSED, report=refused)


def figures_in(report: dict) -> dict:
    figures = {}
    for slug, measure, quarter, value, numerator, denominator in report["figures"]:
        figure = Figure(None if value is None else Decimal(value), numerator, denominator)
        figures[slug, measure, dt.date.fromisoformat(quarter)] = figure
    return figures


def start_again(*, upload: Upload, now: dt.datetime | None = None) -> bool:
    """At somebody's wish: it waits once more. False when it moved meanwhile."""
    now = now or timezone.now()
    back = BEFORE.get(Stage(upload.stage), upload.stage)
    return upload.is_moving and bool(_stuck(upload, now).update(stage=back, moved_at=now))


def sweep(*, now: dt.datetime | None = None) -> list[Upload]:
    """Files whose worker is gone, or whom no worker ever heard of: those to hand to a worker again. What died too often
    is said to have failed."""
    now, again = now or timezone.now(), []
    silent = Upload.objects.filter(stage__in=[*BEFORE, *BEFORE.values()], moved_at__lt=now - STUCK)
    for upload in silent.order_by("pk"):
        stuck = _stuck(upload, now)
        if upload.stage in BEFORE and upload.tries == MOST_TRIES:
            said = packed(say(NEVER_ENDED[Stage(upload.stage)], times=MOST_TRIES + 1))
            stuck.update(stage=Stage.REFUSED, report={"refused": said}, doing="", moved_at=now)
            continue
        values: dict = {
            "moved_at": now
        }  # and no more where nobody has begun: its task was lost, or all workers are busy
        if upload.stage in BEFORE:
            upload.stage, upload.tries = BEFORE[Stage(upload.stage)], upload.tries + 1
            values |= {"stage": upload.stage, "tries": upload.tries, "done": 0, "doing": ""}
        if stuck.update(**values):
            again.append(upload)
    return again


def _stuck(upload, now):
    """Still where it was, and without a sign of life."""
    return Upload.objects.filter(pk=upload.pk, stage=upload.stage, moved_at__lt=now - STUCK)
