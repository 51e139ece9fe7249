"""What a worker does for the pages: ids only, each claims before it acts, so that a task sent twice acts once."""

import logging

from celery import shared_task
from kombu.exceptions import OperationalError

from ledger.schedule import scheduled
from measures import actions
from measures.models import Stage, Upload

logger = logging.getLogger(__name__)


@shared_task
def read_upload(upload_id: int) -> None:
    actions.read_upload(upload_id)


@shared_task
def record_upload(upload_id: int) -> None:
    actions.record_upload(upload_id)


NEXT = {Stage.WAITING: read_upload, Stage.AGREED: record_upload}


def enqueue(upload: Upload) -> None:
    """To a worker, if it waits for one. Without a broker it goes on waiting: the sweep hands it over again."""
    task = NEXT.get(upload.stage)
    try:
        if task:
            task.delay(upload.pk)
    except OperationalError:
        logger.warning("no broker: upload %s waits", upload.pk)


@scheduled
def sweep_uploads(now):
    for upload in actions.sweep(now=now):
        enqueue(upload)
