"""The third view: what an inspectorate found, beside what an organisation says and what the Unit thinks. Pure."""

from collections.abc import Iterable
from enum import StrEnum

from inspections.scales import SETTLED, Stage

IN_PLACE = 4  # of rollout's scale: in place, and embedded above it


class Found(StrEnum):
    """Where an inspectorate's findings on one standard stand in one organisation, all of them together."""

    OPEN = "open"  # at least one is still to be answered
    SAID = "said"  # all are settled, says the organisation; nobody has verified it all
    REFUSED = "refused"  # at least one was looked at and does not hold
    MET = "met"  # all are verified


class Gap(StrEnum):
    """Why a standard's status and the findings on it do not go together."""

    SAID_OPEN = "said_open"  # in place, it says, and the finding is open, it says too
    SAID_REFUSED = "said_refused"  # in place, it says; what it says of the finding does not hold
    ANSWERED_EARLY = "answered_early"  # the finding is settled, it says, and the standard is not in place
    UNSAID_SAID = "unsaid_said"  # the finding is settled, it says, and it never reported the standard
    UNSAID_MET = "unsaid_met"  # the finding is verified as settled, and the standard was never reported
    UNIT_OPEN = "unit_open"  # the Unit thinks that it is in place, and the finding is open
    UNIT_REFUSED = "unit_refused"
    UNIT_EARLY = "unit_early"  # the finding is settled, and the Unit thinks that the standard is not in place


def found_on(standings: Iterable) -> Found | None:
    """Of each the stage and the last verdict count, None when there is none. None where no finding is about the
    standard, or none is for this organisation."""
    found = [each for each in standings if each.stage != Stage.NOT_OURS or each.verified is False]
    if not found:
        return None
    if any(each.verified is False for each in found):
        return Found.REFUSED
    if any(each.stage not in SETTLED for each in found):
        return Found.OPEN
    return Found.MET if all(each.verified for each in found) else Found.SAID


def gaps(found: Found | None, said: int | None, unit: int | None) -> list[Gap]:
    """Where the three views differ. `said` and `unit` are statuses from 1 to 5; `said` None is never reported, which
    is a gap beside a settled finding as much as "not in place" is. Where the Unit has no status of its own only the
    organisation's counts."""
    if found is None:
        return []
    unsaid = {Found.SAID: Gap.UNSAID_SAID, Found.MET: Gap.UNSAID_MET}
    if said is None and found in unsaid:
        return [unsaid[found]]
    seen = []
    for status, while_open, refused, early in (
        (said, Gap.SAID_OPEN, Gap.SAID_REFUSED, Gap.ANSWERED_EARLY),
        (unit, Gap.UNIT_OPEN, Gap.UNIT_REFUSED, Gap.UNIT_EARLY),
    ):
        if status is None:
            continue
        if status >= IN_PLACE and found in (Found.OPEN, Found.REFUSED):
            seen.append(while_open if found == Found.OPEN else refused)
        elif status < IN_PLACE and found in (Found.SAID, Found.MET):
            seen.append(early)
    return seen
