from django.contrib import admin

from accounts.audited_admin import AuditedAdmin
from inspections.models import Inspection


@admin.register(Inspection)
class InspectionAdmin(AuditedAdmin):
    """For a wording that is wrong: milestones and findings are ledgers, and have pages of their own."""

    fixed = ("code", "inspectorate")
    list_display = ("title", "inspectorate", "kind", "source", "known_from")
