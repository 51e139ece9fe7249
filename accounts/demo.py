"""The people of the demonstration: one click signs in as one of them, in demonstration mode only."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from accounts.permissions import CHIEF_OFFICER, CONTRIBUTOR, LEAD, OBSERVER, UNIT, UNIT_MANAGER


@dataclass(frozen=True)
class DemoPerson:
    key: str
    name: str
    role: str
    organisation: str  # slug, empty for none
    description: str

    @property
    def email(self):
        return f"{self.key.replace('_', '.')}@demo.invalid"


_FORCE, _AREA = "avon-and-somerset", "cps-south-west"
DEMO_PEOPLE = [
    DemoPerson("unit", "Una Analyst", UNIT, "", _("Joint Unit analyst: sees the whole country")),
    DemoPerson("unit_manager", "Max Manager", UNIT_MANAGER, "", _("Joint Unit manager: also looks after people")),
    DemoPerson("lead", "Lee Lead", LEAD, _FORCE, _("Force lead, Avon and Somerset: records where it stands")),
    DemoPerson("contributor", "Connie Contributor", CONTRIBUTOR, _FORCE, _("Contributor, Avon and Somerset")),
    DemoPerson("chief_officer", "Charlie Chief", CHIEF_OFFICER, _FORCE, _("Chief officer, Avon and Somerset")),
    DemoPerson("area_lead", "Ari Area", LEAD, _AREA, _("Area lead, CPS South West")),
    DemoPerson("observer", "Olu Observer", OBSERVER, "", _("Observer: reads every position, writes nothing")),
]
