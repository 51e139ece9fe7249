from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.translation import gettext_lazy as _


class LedgerConfig(AppConfig):
    name = "ledger"
    verbose_name = _("Audit")

    def ready(self):
        from ledger.earlier import refuse_earlier_database
        from ledger.triggers import make_triggers

        pre_migrate.connect(refuse_earlier_database, sender=self, dispatch_uid="ledger.earlier")
        post_migrate.connect(make_triggers, dispatch_uid="ledger.triggers")
