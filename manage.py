#!/usr/bin/env python
import os
import sys
from pathlib import Path

from dotenv import load_dotenv

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "soteria_tracker.settings")
    if "SECRET_KEY" not in os.environ:  # what bin/start chose, if it ran here: the database that it serves
        load_dotenv(Path(os.environ.get("VAR_DIR", "var")) / "environment", interpolate=False)
    for limit in ("DATABASE_LOCK_SECONDS", "DATABASE_STATEMENT_SECONDS"):
        os.environ.setdefault(limit, "0")  # nobody waits for the page of a command: a migration may take its time
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
