"""What every page of the admin is made of: changes are audited where they are made, ledgers can only be read."""

import datetime as dt

from django.contrib import admin
from django.db import transaction

from ledger.actions import audit, lock_ledger
from ledger.models import AuditEvent

SECRET = {"password", "last_login", "data"}  # `data` holds the secrets of second factors


class AuditedAdmin(admin.ModelAdmin):
    """Django's admin saves in a transaction; the audit event is written inside it. Nothing is deleted."""

    fixed: tuple[str, ...] = ()  # cannot be changed once added: load_reference finds rows by them

    def get_readonly_fields(self, request, obj=None):
        readonly = super().get_readonly_fields(request, obj)
        return (*readonly, *self.fixed) if obj else readonly

    def has_delete_permission(self, request, obj=None):
        return False

    def save_model(self, request, obj, form, change):
        before = values(type(obj)._base_manager.get(pk=obj.pk)) if change else {}
        super().save_model(request, obj, form, change)
        obj.refresh_from_db()
        after = {name: value for name, value in values(obj).items() if name not in before or before[name] != value}
        if after:
            action = "admin.changed" if change else "admin.added"
            self.audit(
                request, action, obj, before={name: before[name] for name in after} if change else None, after=after
            )

    def delete_model(self, request, obj):
        self.audit(request, "admin.deleted", obj, before=values(obj))
        super().delete_model(request, obj)

    @transaction.atomic
    def delete_queryset(self, request, queryset):
        for obj in queryset:
            self.delete_model(request, obj)

    def audit(self, request, action, obj, **change):
        organisation = self.organisation_of(obj)
        lock_ledger()
        audit(
            by=request.user,
            action=action,
            subject=obj,
            organisation=organisation.slug if organisation else "",
            **change,
        )

    def organisation_of(self, obj):
        return getattr(obj, "organisation", None)


class ReadOnlyAdmin(admin.ModelAdmin):
    """A ledger. What is wrong in it is put right by a new row, on the service's own pages."""

    show_full_result_count = False

    def has_add_permission(self, request, obj=None):
        return False

    has_change_permission = has_delete_permission = has_add_permission


def values(obj) -> dict:
    """The fields of a row as JSON can hold them, without secrets."""
    fields = [field for field in obj._meta.concrete_fields if field.name not in SECRET]
    return {field.name: _plain(field.value_from_object(obj)) for field in fields}


def _plain(value):
    if isinstance(value, dt.date):  # a moment is one too
        return value.isoformat()
    return value if value is None or isinstance(value, bool | int | str) else str(value)


@admin.register(AuditEvent)
class AuditEventAdmin(ReadOnlyAdmin):
    list_display = ("at", "actor", "action", "subject_type", "subject_id", "organisation")
    list_filter = ("action", "subject_type")
    search_fields = ("actor", "organisation", "subject_id")
