import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "soteria_tracker.settings")
app = Celery("soteria_tracker")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
