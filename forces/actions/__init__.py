from forces.actions.people import (
    NotAllowed,
    add_person,
    check_new_membership,
    end_membership,
    organisation_called,
    warning_of,
)
from forces.actions.periods import extend, plan_periods, set_owed_from, withdraw_periods

__all__ = [
    "NotAllowed",
    "add_person",
    "check_new_membership",
    "end_membership",
    "extend",
    "organisation_called",
    "plan_periods",
    "set_owed_from",
    "warning_of",
    "withdraw_periods",
]
