"""The people of the demonstration: one click signs in as one of them, in demonstration mode only."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from accounts.permissions import (
    CHIEF_OFFICER,
    CONTRIBUTOR,
    FINANCE_OFFICER,
    HMICFRS,
    LEAD,
    OBSERVER,
    UNIT,
    UNIT_MANAGER,
)

DOMAIN = "demo.invalid"  # reserved: no mail ever arrives there


@dataclass(frozen=True)
class DemoPerson:
    key: str
    name: str
    role: str
    organisation: str  # slug, empty for none
    label: str
    description: str

    @property
    def email(self):
        return f"{self.key.replace('_', '.')}@{DOMAIN}"


_FORCE, _AREA = "avon-and-somerset", "cps-south-west"
_DRAFTS = _("Records updates for Avon and Somerset, as its lead does.")
_VERIFIES = _("Reads answers to HMICFRS findings and says whether they hold.")
_SIGNS = _("Signs the returns of Avon and Somerset off, or hands them back.")
_CERTIFIES = _("Certifies what Avon and Somerset claims, and signs its year-end statements.")
DEMO_PEOPLE = [
    DemoPerson("unit", "Una Ashworth", UNIT, "", _("Joint Unit analyst"), _("Sees the whole country, keeps the log.")),
    DemoPerson(
        "unit_manager", "Max Okafor", UNIT_MANAGER, "", _("Joint Unit manager"), _("Leads the Unit's analysts.")
    ),
    DemoPerson(
        "lead", "Leigh Sato", LEAD, _FORCE, _("Force lead"), _("Says where Avon and Somerset stands, with evidence.")
    ),
    DemoPerson("contributor", "Connie Hughes", CONTRIBUTOR, _FORCE, _("Force contributor"), _DRAFTS),
    DemoPerson("chief_officer", "Charlie Marsh", CHIEF_OFFICER, _FORCE, _("Chief officer"), _SIGNS),
    DemoPerson("finance_officer", "Fran Delaney", FINANCE_OFFICER, _FORCE, _("Chief finance officer"), _CERTIFIES),
    DemoPerson("area_lead", "Ari Bennett", LEAD, _AREA, _("CPS Area lead"), _("Says where CPS South West stands.")),
    DemoPerson("observer", "Olu Grant", OBSERVER, "", _("Observer"), _("Reads every position, writes nothing.")),
    DemoPerson("inspector", "Ines Carver", HMICFRS, "", _("Inspector, HMICFRS"), _VERIFIES),
]
