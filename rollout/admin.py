from django.contrib import admin
from django.utils import timezone

from forces.admin import OrganisationAdmin
from forces.models import Organisation
from ledger.admin import AuditedAdmin, ReadOnlyAdmin
from rollout.models import Commitment, Evidence, LogEntry, Milestone, OperatingModel, Standard, Theme, Update
from rollout.reference import create_missing_commitments

admin.site.unregister(Organisation)  # forces may not know what is owed, so its page gets that here


class OwedAtOnce(AuditedAdmin):
    """What is added owes, or is owed, without waiting for the next load_reference."""

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        create_missing_commitments(by=request.user, now=timezone.now())


@admin.register(Organisation)
class OwingOrganisationAdmin(OwedAtOnce, OrganisationAdmin):
    pass


@admin.register(OperatingModel)
class OperatingModelAdmin(AuditedAdmin):
    fixed = ("code", "version")
    list_display = ("name", "version", "organisation_kind", "source")


@admin.register(Theme)
class ThemeAdmin(AuditedAdmin):
    fixed = ("code", "model")
    list_display = ("name", "code", "model", "order")
    list_select_related = ("model",)


@admin.register(Standard)
class StandardAdmin(OwedAtOnce):
    fixed = ("code",)
    list_display = ("code", "title", "theme", "kind", "provenance", "known_from")
    list_filter = ("theme__model", "theme", "kind", "provenance")
    list_select_related = ("theme",)
    search_fields = ("code", "title")


@admin.register(Commitment)
class CommitmentAdmin(AuditedAdmin):
    """Added where an organisation owes a standard that load_reference did not know of; never changed."""

    list_display = ("organisation", "standard")
    list_filter = ("organisation__kind", "standard__theme")
    list_select_related = ("organisation", "standard")
    search_fields = ("organisation__name", "standard__code")
    autocomplete_fields = list_display

    def has_change_permission(self, request, obj=None):
        return False


@admin.register(Milestone)
class MilestoneAdmin(AuditedAdmin):
    fixed = ("code",)
    list_display = ("title", "day", "precision", "source")


@admin.register(Update)
class UpdateAdmin(ReadOnlyAdmin):
    list_display = ("commitment", "number", "kind", "status", "confidence", "recorded_at", "recorded_by", "on_behalf")
    list_filter = ("kind", "status", "confidence", "on_behalf")
    list_select_related = ("commitment__organisation", "commitment__standard", "recorded_by")
    search_fields = ("commitment__organisation__name", "commitment__standard__code")


@admin.register(Evidence)
class EvidenceAdmin(ReadOnlyAdmin):
    """Without the file itself: it is handed out on the service's own page, after its check."""

    list_display = ("title", "update", "file_name", "received_at")
    fields = (
        "update", "title", "link", "file_name", "content_type", "size", "sha256", "speaks_for", "expires",
        "received_at",
    )  # fmt: skip
    list_select_related = ("update__commitment__organisation", "update__commitment__standard")
    search_fields = ("title", "sha256")


@admin.register(LogEntry)
class LogEntryAdmin(ReadOnlyAdmin):
    list_display = ("happened_on", "organisation", "kind", "recorded_by", "follow_up_on")
    list_filter = ("kind",)
    list_select_related = ("organisation", "recorded_by")
    search_fields = ("organisation__name",)
