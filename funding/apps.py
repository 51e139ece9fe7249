from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FundingConfig(AppConfig):
    name = "funding"
    verbose_name = _("Funding")

    def ready(self):
        from accounts.permissions import CERTIFY_CLAIM, RECORD_CLAIM, VIEW_FUNDING
        from forces.deadlines import register
        from funding import deadlines

        register(
            "funding_claim",
            deadlines.claims_and_statements,
            VIEW_FUNDING,
            settle=(CERTIFY_CLAIM, RECORD_CLAIM),
            label=_("Funding claim"),
            then=((_("sent for certification"), (CERTIFY_CLAIM,)),),
            obligations=deadlines.funds_owed,
        )
        register(
            "funding_statement",
            deadlines.claims_and_statements,
            VIEW_FUNDING,
            settle=CERTIFY_CLAIM,
            label=_("Funding statement"),
            obligations=deadlines.funds_owed,
        )
