"""Files whose worker is gone, or whom no worker ever heard of."""

import datetime as dt

from django.utils import timezone

from measures.models import Stage, Upload
from measures.said import Packed, packed
from measures.said import say as _

STUCK = dt.timedelta(minutes=5)  # without a sign of life: its worker is gone
MOST_TRIES = 3  # how often what died is begun anew before it is said that it failed
BEFORE = {Stage.READING: Stage.WAITING, Stage.RECORDING: Stage.AGREED}  # where it begins anew


def start_again(*, upload: Upload, now: dt.datetime | None = None) -> bool:
    """At somebody's wish: it waits once more. False when it moved meanwhile."""
    now = now or timezone.now()
    back = BEFORE.get(upload.stage, upload.stage)
    return upload.is_moving and bool(_stuck(upload, now).update(stage=back, moved_at=now))


def sweep(*, now: dt.datetime | None = None) -> list[Upload]:
    """Those to hand to a worker again. What died too often is said to have failed."""
    now = now or timezone.now()
    silent = Upload.objects.filter(stage__in=[*BEFORE, *BEFORE.values()], moved_at__lt=now - STUCK)
    return [upload for upload in silent.order_by("pk") if _waits_again(upload, now)]


def _waits_again(upload, now) -> bool:
    stuck = _stuck(upload, now)
    if upload.stage not in BEFORE:  # nobody has begun: its task was lost, or all workers are busy
        return bool(stuck.update(moved_at=now))
    if upload.tries == MOST_TRIES:
        stuck.update(stage=Stage.REFUSED, report={"refused": _failed(upload)}, doing="", moved_at=now)
        return False
    upload.stage, upload.tries = BEFORE[upload.stage], upload.tries + 1
    return bool(stuck.update(stage=upload.stage, tries=upload.tries, done=0, doing="", moved_at=now))


def _stuck(upload, now):
    return Upload.objects.filter(pk=upload.pk, stage=upload.stage, moved_at__lt=now - STUCK)


def _failed(upload) -> Packed:
    times = MOST_TRIES + 1
    if upload.stage == Stage.READING:
        return packed(_("Reading this file was begun %(times)d times and never came to an end.", times=times))
    return packed(_("Recording this file was begun %(times)d times and never came to an end.", times=times))
