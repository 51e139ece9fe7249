from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.contrib.auth.models import Group
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from ledger.admin import AuditedAdmin

admin.site.unregister([Group, EmailAddress, Authenticator])  # roles are in code; addresses are the person's


class LowerCaseEmail(forms.ModelForm):
    def clean_email(self):
        return self.cleaned_data["email"].strip().lower()


class AddPerson(LowerCaseEmail, AdminUserCreationForm):
    class Meta:
        model = User
        fields = ("email", "name")


class ChangePerson(LowerCaseEmail, UserChangeForm):
    class Meta:
        model = User
        fields = ("email", "name", "is_active", "is_staff", "is_superuser")


@admin.register(User)
class PersonAdmin(AuditedAdmin, UserAdmin):
    """People are made inactive, never deleted. What they may do is in their memberships."""

    add_form, form = AddPerson, ChangePerson
    add_fieldsets = ((None, {"fields": ("email", "name", "usable_password", "password1", "password2")}),)
    fieldsets = (
        (None, {"fields": ("email", "name", "password")}),
        (_("Access"), {"fields": ("is_active", "is_staff", "is_superuser")}),
        (_("Dates"), {"fields": ("last_login", "date_joined")}),
    )
    readonly_fields = ("last_login", "date_joined")
    list_display = ("email", "name", "is_active", "is_superuser", "last_login")
    list_filter = ("is_active", "is_superuser")
    search_fields = ("email", "name")
    ordering = ("email",)
    filter_horizontal = ()

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        if change and "email" in form.changed_data:
            # An address they no longer have must not sign in or receive a link to set the password.
            EmailAddress.objects.filter(user=obj).delete()

    @transaction.atomic
    def user_change_password(self, request, id, form_url=""):
        response = super().user_change_password(request, id, form_url)
        if request.method == "POST" and response.status_code == 302:
            self.audit(request, "admin.password_set", self.get_object(request, id))
        return response


@admin.register(Authenticator)
class SecondFactorAdmin(AuditedAdmin):
    """Deleting one lets somebody who lost their phone sign in with the password alone and set up another."""

    list_display = ("user", "type", "created_at", "last_used_at")
    fields = list_display
    search_fields = ("user__email",)
    list_select_related = ("user",)

    def has_add_permission(self, request, obj=None):
        return False

    has_change_permission = has_add_permission

    def has_delete_permission(self, request, obj=None):
        return self.admin_site.has_permission(request)
