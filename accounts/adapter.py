"""Where allauth asks us: who may be added, what is audited, and its words in ours."""

import logging

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts import mail
from ledger.actions import audit, lock_ledger

logger = logging.getLogger(__name__)
WAYS_TO_SHOW_THAT_IT_IS_YOU = {
    "reauthenticate": _("Use your password"),
    "mfa_reauthenticate": _("Use your authenticator app or a recovery code"),
    "mfa_reauthenticate:webauthn": _("Use a passkey or security key"),
}


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _("The email address or the password is not right"),
        "enter_current_password": _("That is not your present password"),
        "incorrect_password": _("That is not your password"),
        "too_many_login_attempts": _("There were too many attempts. Wait five minutes, then try again"),
    }

    def get_client_ip(self, request):
        """A wrong number of proxies must not close the door to everybody: it is said in the log, loudly."""
        try:
            return super().get_client_ip(request)
        except ImproperlyConfigured:
            logger.error(
                "TRUSTED_PROXIES is %s, but a request came through fewer: correct it, for until then all visitors "
                "share the limits on attempts of one address",
                settings.ALLAUTH_TRUSTED_PROXY_COUNT,
            )
            return request.META["REMOTE_ADDR"]

    def is_open_for_signup(self, request):
        """People are added by the Unit, never by themselves."""
        return False

    @transaction.atomic
    def set_password(self, user, password):
        """Changed by somebody who knew the old one, or set through the link in a mail."""
        super().set_password(user, password)
        lock_ledger()
        audit(by=user, action="person.password_set", subject=user)

    def send_mail(self, template_prefix, email, context):
        """A mail server that is down must not show who has an account, nor fail the page: it is said in the log."""
        names = {"service_name": settings.SERVICE_NAME, "unit_name": settings.UNIT_NAME}
        try:
            super().send_mail(template_prefix, email, context | names)
        except OSError:
            logger.exception("The mail %s could not be sent", template_prefix)

    def format_email_subject(self, subject):
        return mail.named(subject)

    def render_mail(self, template_prefix, email, context, headers=None):
        message = super().render_mail(template_prefix, email, context, headers=mail.headers() | (headers or {}))
        message.body = f"{message.body}\n\n{mail.foot()}\n"
        return message

    def send_notification_mail(self, template_prefix, user, context=None, email=None):
        """allauth calls this on each change to somebody's second factors, named like mfa/email/webauthn_added."""
        if template_prefix.startswith("mfa/"):
            with transaction.atomic():
                lock_ledger()
                audit(by=user, action=f"person.{template_prefix.rpartition('/')[2]}", subject=user)
        super().send_notification_mail(template_prefix, user, context, email)

    def get_reauthentication_methods(self, user):
        return [
            way | {"description": WAYS_TO_SHOW_THAT_IT_IS_YOU[way["id"]]}
            for way in super().get_reauthentication_methods(user)
        ]


class SecondFactorAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "cannot_generate_recovery_codes": _("Set up an authenticator app or a key first"),
        "incorrect_code": _("That was not right. Enter the code that is shown now, or use your key again"),
    }

    def generate_authenticator_name(self, user, type):
        number = user.authenticator_set.filter(type=type).count() + 1
        return gettext("Key %(number)s") % {"number": number}

    def get_public_key_credential_rp_entity(self):
        return super().get_public_key_credential_rp_entity() | {"name": settings.SERVICE_NAME}
