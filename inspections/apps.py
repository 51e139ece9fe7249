from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InspectionsConfig(AppConfig):
    name = "inspections"
    verbose_name = _("Inspections")

    def ready(self):
        from accounts.permissions import VIEW_NATIONAL, VIEW_OWN_INSPECTION, VIEW_RESPONSES
        from forces.deadlines import register
        from inspections import deadlines

        register("finding_response", deadlines.responses, VIEW_RESPONSES, label=_("Finding response"))
        register(
            "national_response", deadlines.national_responses, VIEW_NATIONAL, label=_("Response of a national body")
        )
        register("statutory_response", deadlines.comments, VIEW_RESPONSES, label=_("Statutory response"))
        register("inspection_milestone", deadlines.steps, VIEW_NATIONAL, label=_("Inspection milestone"))
        register(
            "own_inspection", deadlines.inspected_steps, VIEW_OWN_INSPECTION, label=_("Inspection date"), passes=True
        )
