from django.apps import AppConfig
from django.core.management import CommandError
from django.db import connections
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.translation import gettext_lazy as _


class LedgerConfig(AppConfig):
    name = "ledger"
    verbose_name = _("Audit")

    def ready(self):
        from ledger.triggers import make_triggers

        pre_migrate.connect(refuse_earlier_database, sender=self, dispatch_uid="ledger.earlier")
        post_migrate.connect(make_triggers, dispatch_uid="ledger.triggers")


def refuse_earlier_database(using: str, **_said) -> None:
    """Migrations began anew in December 2026, before anything was deployed: a database of before cannot be carried
    over. Before anything in it changes. Raises CommandError."""
    if "accounts_auditevent" in connections[using].introspection.table_names():
        raise CommandError(
            "This database was made by a version of before December 2026, and this version cannot use it. Nothing in "
            "it was changed. Set DATABASE_URL to a new database, or move this one to another place."
        )
