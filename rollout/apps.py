from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RolloutConfig(AppConfig):
    name = "rollout"
    verbose_name = _("Rollout")

    def ready(self):
        from accounts.permissions import (
            PREPARE_RETURN,
            RECORD_UPDATE,
            SIGN_RETURN,
            VIEW_DEADLINES,
            VIEW_DETAIL,
            VIEW_LOG,
            VIEW_STATUS,
            WRITE_LOG,
        )
        from forces.deadlines import register
        from ledger.head import ALSO
        from rollout import deadlines
        from rollout.queries import last_update_at

        ALSO["last_update_at"] = last_update_at

        register("commitment", deadlines.commitments, VIEW_STATUS, settle=RECORD_UPDATE, label=_("Target date"))
        register("evidence", deadlines.evidence, VIEW_DETAIL, settle=RECORD_UPDATE, label=_("Evidence"))
        register(
            "return",
            deadlines.returns,
            VIEW_DETAIL,
            settle=PREPARE_RETURN,
            then=((_("ready for sign-off"), (SIGN_RETURN,)),),
            label=_("Return"),
            obligations=deadlines.schedules,
        )
        register("follow_up", deadlines.follow_ups, VIEW_LOG, settle=WRITE_LOG, label=_("Follow-up"))
        register(
            "programme_milestone",
            deadlines.milestones,
            VIEW_DEADLINES,
            settle=VIEW_DEADLINES,
            label=_("Programme milestone"),
            passes=True,
        )
