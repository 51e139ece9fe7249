from forces.models.memberships import Membership
from forces.models.organisations import Cohort, Organisation, OrganisationKind, Partnership
from forces.models.periods import Extension, OwedBy, ReportingPeriod

__all__ = [
    "Cohort",
    "Extension",
    "Membership",
    "Organisation",
    "OrganisationKind",
    "OwedBy",
    "Partnership",
    "ReportingPeriod",
]
