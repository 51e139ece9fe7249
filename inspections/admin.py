from django.contrib import admin

from inspections.models import Inspection
from ledger.admin import AuditedAdmin


@admin.register(Inspection)
class InspectionAdmin(AuditedAdmin):
    """For a wording that is wrong: milestones and findings are ledgers, and have pages of their own."""

    fixed = ("code", "inspectorate")
    list_display = ("title", "inspectorate", "kind", "source", "known_from")
