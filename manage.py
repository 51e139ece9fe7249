#!/usr/bin/env python
import os
import sys
from pathlib import Path

from environs import Env

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "soteria_tracker.settings")
    if "SECRET_KEY" not in os.environ:  # what bin/start chose, if it ran here: the database that it serves
        Env().read_env(Path(os.environ.get("VAR_DIR", "var")) / "environment", recurse=False)
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
