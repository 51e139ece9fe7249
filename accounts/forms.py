"""The forms of two-step sign-in, with their fields in our words."""

from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.utils.translation import gettext_lazy as _


class CodeField(forms.CharField):
    """Apps and lists show codes in groups, so spaces and hyphens may be typed along."""

    def __init__(self, **kwargs):
        attrs = {
            "class": "govuk-input--width-10", "inputmode": "numeric", "autocomplete": "one-time-code",
            "spellcheck": "false",
        }  # fmt: skip
        super().__init__(
            widget=forms.TextInput(attrs=attrs), error_messages={"required": _("Enter the code")}, **kwargs
        )

    def to_python(self, value):
        return super().to_python(value).replace(" ", "").replace("-", "")


def app_or_recovery_code():
    return CodeField(
        label=_("Code"), help_text=_("The 6 numbers that your authenticator app shows, or one of your recovery codes.")
    )


class SecondStep(AuthenticateForm):
    code = app_or_recovery_code()


class SecondStepAgain(ReauthenticateForm):
    code = app_or_recovery_code()


class SetUpApp(ActivateTOTPForm):
    code = CodeField(label=_("The 6 numbers that the app shows"))


def key_name():
    return forms.CharField(
        label=_("Name of the key"),
        help_text=_("So that you can tell it from others, such as “Work laptop”."),
        max_length=60,
        error_messages={"required": _("Enter a name for the key")},
    )


class AddKey(AddWebAuthnForm):
    name = key_name()
    passwordless = forms.BooleanField(
        label=_("Make it a passkey, with which I sign in without a password"),
        help_text=_("It takes the place of your password. Your device asks for your finger, face or PIN each time."),
        required=False,
        initial=True,
    )


class RenameKey(EditWebAuthnForm):
    name = key_name()
