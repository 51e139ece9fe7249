"""The service's settings for the workers under test: waits of seconds instead of minutes, and a mail on any day."""

import reminders.rules
from soteria_tracker.settings import *  # noqa: F403

REMINDERS_SENDER = "smtp"
REMINDERS_FROM_HOUR = 0
REMINDERS_FIRST_WAIT = 0.5
REMINDERS_CLAIM_SECONDS = 8
REMINDERS_QUEUE_SECONDS = 4
EMAIL_TIMEOUT = 1
# No manifest: see tests/settings.py.
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}  # noqa: F405
for _entry in CELERY_BEAT_SCHEDULE.values():  # noqa: F405
    _entry["schedule"] = 1
CELERY_BROKER_TRANSPORT_OPTIONS = {"socket_connect_timeout": 1, "max_retries": 1}
CELERY_BEAT_MAX_LOOP_INTERVAL = 1
reminders.rules.is_working_day = lambda day: True  # the tests run on Sundays too
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # as tests/settings.py made them
