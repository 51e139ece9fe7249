from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse

from accounts.permissions import ROLES
from forces.actions import NotAllowed, add_person, organisation_called, warning_of


class Command(BaseCommand):
    help = f"Gives somebody a role, adding them when they are new. Roles: {', '.join(sorted(ROLES))}."

    def add_arguments(self, parser):
        parser.add_argument("email")
        parser.add_argument("role")
        parser.add_argument("organisation", nargs="?", help="its address on this site, such as avon-and-somerset")
        parser.add_argument("--name", default="")

    def handle(self, *, email, role, organisation, name, **options):
        try:
            where = organisation_called(organisation) if organisation else None
            membership = add_person(by=None, email=email, role=role, organisation=where, name=name)
        except NotAllowed as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Added: {membership}.")
        if joined := warning_of(membership.user, role, where):
            self.stderr.write(self.style.WARNING(f"Warning: {joined}"))
        if not membership.user.has_usable_password():
            minutes = settings.PASSWORD_RESET_TIMEOUT // 60
            self.stdout.write(f"They set a password within {minutes} minutes at this address of the service:")
            self.stdout.write(f"  {set_password_path(membership.user)}")
            self.stdout.write("After that they ask for a new link, which comes by mail, at:")
            self.stdout.write(f"  {reverse('account_reset_password')}")


def set_password_path(user) -> str:
    """Where somebody sets a password of their own: the same link as in the mail, good for as long."""
    key = {"uidb36": user_pk_to_url_str(user), "key": default_token_generator.make_token(user)}
    return reverse("account_reset_password_from_key", kwargs=key)
