from django.utils.translation import gettext_lazy as _

from ledger.schedule import MINUTE, Scheduled

SCHEDULE = (Scheduled("measures.sweep_uploads", _("Beginning anew what a lost worker left"), 2 * MINUTE, 15 * MINUTE),)
