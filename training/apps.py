from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TrainingConfig(AppConfig):
    name = "training"
    verbose_name = _("Training")

    def ready(self):
        from accounts.permissions import RECORD_TRAINING, VIEW_TRAINING
        from forces.deadlines import register
        from training import deadlines

        owed = {"settle": RECORD_TRAINING, "obligations": deadlines.quotas_owed}
        register("training_share", deadlines.shares_and_months, VIEW_TRAINING, label=_("Training share"), **owed)
        register("training_month", deadlines.shares_and_months, VIEW_TRAINING, label=_("Training figures"), **owed)
