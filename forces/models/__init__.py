from forces.models.memberships import Membership
from forces.models.organisations import Cohort, Organisation, OrganisationKind, Partnership
from forces.models.owed import EVERYTHING, OwedFrom
from forces.models.periods import Extension, OwedBy, ReportingPeriod

__all__ = [
    "EVERYTHING",
    "Cohort",
    "Extension",
    "Membership",
    "Organisation",
    "OrganisationKind",
    "OwedBy",
    "OwedFrom",
    "Partnership",
    "ReportingPeriod",
]
