from django.contrib import admin

from funding.models import Recipient
from ledger.admin import AuditedAdmin


@admin.register(Recipient)
class RecipientAdmin(AuditedAdmin):
    """A body's own name, and national bodies that the reference data do not know. All else has its own pages."""

    fixed = ("code", "kind", "force")
    list_display = ("name", "kind", "force")
    list_filter = ("kind",)
    list_select_related = ("force",)
    search_fields = ("name",)
