from django import forms
from django.contrib import admin, messages
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from forces.actions import NotAllowed, check_new_membership, end_membership, warning_of
from forces.models import Membership, Organisation, Partnership
from ledger.admin import AuditedAdmin


@admin.register(Organisation)
class OrganisationAdmin(AuditedAdmin):
    fixed = ("code",)
    list_display = ("name", "kind", "cohort", "joined", "active_from", "active_to")
    list_filter = ("kind", "cohort", "region")
    search_fields = ("name", "code", "slug")
    autocomplete_fields = ("successor",)

    def organisation_of(self, obj):
        return obj


@admin.register(Partnership)
class PartnershipAdmin(AuditedAdmin):
    """The one thing that can be deleted: it gives sight of a partner, and says nothing about the past."""

    list_display = ("force", "area")
    list_select_related = ("force", "area")
    search_fields = ("force__name", "area__name")

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        kind = "force" if db_field.name == "force" else "cps_area"
        return super().formfield_for_foreignkey(
            db_field, request, queryset=Organisation.objects.filter(kind=kind), **kwargs
        )

    def has_delete_permission(self, request, obj=None):
        return self.admin_site.has_permission(request)

    def organisation_of(self, obj):
        return obj.force


class NewMembership(forms.ModelForm):
    class Meta:
        model = Membership
        fields = ("user", "role", "organisation")

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("user") and cleaned.get("role"):
            try:
                check_new_membership(cleaned["user"], cleaned["role"], cleaned.get("organisation"))
            except NotAllowed as error:
                raise forms.ValidationError(str(error)) from None
        return cleaned


@admin.register(Membership)
class MembershipAdmin(AuditedAdmin):
    """Given here, and ended by the action above the list; neither can be rewritten."""

    form = NewMembership
    list_display = ("user", "role", "organisation", "granted_at", "ended_at")
    list_filter = ("role", ("ended_at", admin.EmptyFieldListFilter))
    list_select_related = ("user", "organisation")
    search_fields = ("user__email", "user__name", "organisation__name")
    autocomplete_fields = ("user", "organisation")
    actions = ("end",)

    def get_fields(self, request, obj=None):
        given = ("granted_at", "granted_by", "ended_at", "ended_by") if obj else ()
        return ("user", "role", "organisation", *given)

    def has_change_permission(self, request, obj=None):
        return False

    def save_model(self, request, obj, form, change):
        obj.granted_at, obj.granted_by = timezone.now(), request.user
        joined = warning_of(obj.user, obj.role, obj.organisation)
        super().save_model(request, obj, form, change)
        if joined:
            self.message_user(request, joined, messages.WARNING)

    @admin.action(description=_("End the chosen memberships"))
    def end(self, request, queryset):
        still_open = list(queryset.filter(ended_at__isnull=True))
        for membership in still_open:
            end_membership(by=request.user, membership=membership)
        number = len(still_open)
        said = ngettext("%(number)s membership ended.", "%(number)s memberships ended.", number)
        self.message_user(request, said % {"number": number}, messages.SUCCESS)
