"""What a worker does for the pages: ids only, each claims before it acts, so that a task sent twice acts once."""

from celery import shared_task

from measures import actions


@shared_task
def read_upload(upload_id: int) -> None:
    actions.read_upload(upload_id)


@shared_task
def record_upload(upload_id: int) -> None:
    actions.record_upload(upload_id)
