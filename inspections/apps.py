from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InspectionsConfig(AppConfig):
    name = "inspections"
    verbose_name = _("Inspections")

    def ready(self):
        from accounts import permissions as may
        from forces.deadlines import register
        from inspections import deadlines

        settle = may.SETTLE_RESPONSE
        label = _("Finding response")
        register("finding_response", deadlines.responses, may.VIEW_RESPONSES, settle=settle, label=label)
        label = _("Response of a national body")
        register("national_response", deadlines.national_responses, may.VIEW_NATIONAL, settle=settle, label=label)
        register(
            "statutory_response",
            deadlines.comments,
            may.VIEW_RESPONSES,
            settle=may.RESPOND_FINDING,
            label=_("Statutory response"),
            obligations=deadlines.comments_obligation,
        )
        register(
            "inspection_milestone",
            deadlines.steps,
            may.VIEW_NATIONAL,
            # The manager records that a milestone was reached; analysts follow it as closely.
            settle=(may.MANAGE_INSPECTIONS, may.VIEW_NATIONAL),
            label=_("Inspection milestone"),
        )
        register(
            "own_inspection",
            deadlines.inspected_steps,
            may.VIEW_OWN_INSPECTION,
            # Nobody inspected settles a date: who answers the inspectorate is told of it.
            settle=may.RESPOND_FINDING,
            label=_("Inspection date"),
            passes=True,
        )
