"""Migrations began anew in December 2026, before anything was deployed. A database of before cannot be carried over."""

from django.core.management import CommandError
from django.db import connections


def refuse_earlier_database(using: str, **_said) -> None:
    """Before anything in it changes. Raises CommandError."""
    if "accounts_auditevent" in connections[using].introspection.table_names():
        raise CommandError(
            "This database was made by a version of before December 2026, and this version cannot use it. Nothing in "
            "it was changed. Set DATABASE_URL to a new database, or move this one to another place."
        )
