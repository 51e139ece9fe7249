from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TrainingConfig(AppConfig):
    name = "training"
    verbose_name = _("Training")

    def ready(self):
        from accounts.permissions import VIEW_TRAINING
        from forces.deadlines import register
        from training import deadlines

        register("training_share", deadlines.shares, VIEW_TRAINING, label=_("Training share"))
        register("training_month", deadlines.months, VIEW_TRAINING, label=_("Training figures"))
