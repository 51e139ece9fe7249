from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InspectionsConfig(AppConfig):
    name = "inspections"
    verbose_name = _("Inspections")

    def ready(self):
        from accounts.permissions import MANAGE_INSPECTIONS, VIEW_RESPONSES
        from forces.deadlines import register
        from inspections import deadlines

        register("finding_response", deadlines.responses, VIEW_RESPONSES)
        register("statutory_response", deadlines.comments, VIEW_RESPONSES)
        register("inspection_milestone", deadlines.steps, MANAGE_INSPECTIONS)
