from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GovukConfig(AppConfig):
    name = "govuk"
    verbose_name = _("Pages")
