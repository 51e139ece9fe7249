"""What the log looks like: one line for one thing that happened, and nothing in it that opens a door."""

import logging
import re
import traceback
from pathlib import Path

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.db import DatabaseError, InterfaceError

# A calendar's address is its key; so is the link that sets a password.
SECRET_PATHS = re.compile(r"(/deadlines/)[^/\s\"'?]+(\.ics)|(/accounts/password/reset/key/)[^\s\"'?]+")


class OneLine(logging.Formatter):
    """Of an error, where our own code was and what was raised: what to look for, without the hundred lines of Django's.
    Of a database that does not answer and of a request that is not for us there is nothing to look for."""

    def formatException(self, exc_info):
        _kind, error, trace = exc_info
        said = "".join(traceback.format_exception_only(error)).strip()
        if isinstance(error, SuspiciousOperation | DatabaseError | InterfaceError):
            return said
        frames = [each for each in traceback.extract_tb(trace) if Path(each.filename).is_relative_to(settings.BASE_DIR)]
        ours = [f"{Path(each.filename).relative_to(settings.BASE_DIR)}:{each.lineno} {each.name}" for each in frames]
        return " < ".join([said, *reversed(ours)])

    def format(self, record):
        return " | ".join(line.strip() for line in super().format(record).splitlines() if line.strip())


class NoSecrets(logging.Filter):
    """Of every logger: whoever writes an address into the log, Django's own "Not Found" too, writes it without its
    secret."""

    def filter(self, record):
        said = record.getMessage()
        if (clean := SECRET_PATHS.sub(r"\1\3[secret]\2", said)) != said:
            record.msg, record.args = clean, None
        return True
