from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InspectionsConfig(AppConfig):
    name = "inspections"
    verbose_name = _("Inspections")

    def ready(self):
        from accounts.permissions import (
            MANAGE_INSPECTIONS,
            RESPOND_FINDING,
            SETTLE_RESPONSE,
            VIEW_NATIONAL,
            VIEW_OWN_INSPECTION,
            VIEW_RESPONSES,
        )
        from forces.deadlines import register
        from inspections import deadlines

        register(
            "finding_response",
            deadlines.responses,
            VIEW_RESPONSES,
            settle=SETTLE_RESPONSE,
            label=_("Finding response"),
        )
        register(
            "national_response",
            deadlines.national_responses,
            VIEW_NATIONAL,
            settle=SETTLE_RESPONSE,
            label=_("Response of a national body"),
        )
        register(
            "statutory_response",
            deadlines.comments,
            VIEW_RESPONSES,
            settle=RESPOND_FINDING,
            label=_("Statutory response"),
            obligations=deadlines.comments_obligation,
        )
        # The manager records that a milestone was reached; analysts follow it as closely.
        register(
            "inspection_milestone",
            deadlines.steps,
            VIEW_NATIONAL,
            settle=(MANAGE_INSPECTIONS, VIEW_NATIONAL),
            label=_("Inspection milestone"),
        )
        # Nobody inspected settles a date: who answers the inspectorate is told of it.
        register(
            "own_inspection",
            deadlines.inspected_steps,
            VIEW_OWN_INSPECTION,
            settle=RESPOND_FINDING,
            label=_("Inspection date"),
            passes=True,
        )
