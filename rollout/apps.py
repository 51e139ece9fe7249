from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RolloutConfig(AppConfig):
    name = "rollout"
    verbose_name = _("Rollout")

    def ready(self):
        from accounts.permissions import VIEW_DEADLINES, VIEW_DETAIL, VIEW_LOG, VIEW_STATUS
        from forces.deadlines import register
        from rollout import deadlines

        register("commitment", deadlines.commitments, VIEW_STATUS, label=_("Target date"))
        register("evidence", deadlines.evidence, VIEW_DETAIL, label=_("Evidence"))
        register("return", deadlines.returns, VIEW_DETAIL, label=_("Return"))
        register("follow_up", deadlines.follow_ups, VIEW_LOG, label=_("Follow-up"))
        register(
            "programme_milestone",
            deadlines.milestones,
            VIEW_DEADLINES,
            label=_("Programme milestone"),
            passes=True,
        )
