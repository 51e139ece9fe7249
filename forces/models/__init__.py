from forces.models.memberships import Membership
from forces.models.organisations import Cohort, Organisation, OrganisationKind, Partnership
from forces.models.periods import EVERYTHING, Extension, OwedBy, OwedFrom, ReportingPeriod

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
