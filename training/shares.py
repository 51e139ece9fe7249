"""A quota split into the forces' shares, as the manager is shown them before they are recorded."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from django.utils.translation import gettext as _

from forces.models import Organisation
from ledger.as_at import AsAt
from training.models import Headcount, Quota, Share
from training.queries import latest_headcounts, shares

MISSING: Mapping[Organisation, int] = {}
K = TypeVar("K", bound=Hashable)


def split_quota(number: int, weights: Mapping[K, int]) -> dict[K, int]:
    """Largest remainders: the parts add up to the number, and none is more than one from its exact part. Ties go to
    the first named. Empty when all weights are 0."""
    whole = sum(weights.values())
    if whole <= 0:
        return {}
    parts = {key: number * weight // whole for key, weight in weights.items()}
    rest = {key: number * weight % whole for key, weight in weights.items()}
    for key in sorted(rest, key=rest.__getitem__, reverse=True)[: number - sum(parts.values())]:
        parts[key] += 1
    return parts


@dataclass(frozen=True)
class Proposal:
    """Numbers by force's id. `without`: forces that have stated no officers, where that is the basis: as long as there
    are some, it gives no numbers, for the whole quota would fall on the others."""

    basis: str
    numbers: dict[int, int]
    without: list[Organisation]


def propose(
    quota: Quota, forces: Sequence[Organisation], basis: str, as_at: AsAt, typed: Mapping[Organisation, int] = MISSING
) -> Proposal:
    """By hand means from what stands now. `typed`: officers of forces that have stated none, given by hand; shares that
    come from some of these are by hand."""
    if basis == Share.Basis.EQUALLY:
        return Proposal(basis, split_quota(quota.number, {force.pk: 1 for force in forces}), [])
    if basis == Share.Basis.OFFICERS:
        heads = latest_headcounts(as_at)
        stated = {force: heads.get((force.pk, Headcount.OFFICERS)) for force in forces}
        without = [force for force, row in stated.items() if not row]
        if any(force not in typed for force in without):
            return Proposal(basis, {}, without)
        officers = {force.pk: row.number if row else typed[force] for force, row in stated.items()}
        return Proposal(Share.Basis.BY_HAND if without else basis, split_quota(quota.number, officers), [])
    standing = {force: share.number for force, share in shares(quota, as_at.moment).items()}
    return Proposal(Share.Basis.BY_HAND, standing, [])


def basis_of(proposal: Proposal, numbers: dict[Organisation, int]) -> str:
    """Numbers that somebody has changed are by hand."""
    same = all(proposal.numbers.get(force.pk, 0) == number for force, number in numbers.items())
    return proposal.basis if same else Share.Basis.BY_HAND


def changed(quota: Quota, numbers: dict[Organisation, int], basis: str) -> dict[Organisation, int]:
    """Those that differ from what stands."""
    standing = {force: (share.number, share.basis) for force, share in shares(quota).items()}
    return {force: number for force, number in numbers.items() if standing.get(force.pk, (0, basis)) != (number, basis)}


def differences(quota: Quota, forces: Sequence[Organisation], numbers: Mapping[Organisation, int]) -> list[tuple]:
    """(force, share that stands, share to be) of those that change; None for no share."""
    standing = {force: share.number for force, share in shares(quota).items()}
    pairs = [(force, standing.get(force.pk), numbers.get(force) or None) for force in forces]
    return [pair for pair in pairs if pair[1] != pair[2]]


def adds_up(quota: int, total: int) -> str:
    """How far the shares add up to the quota: said, not hidden."""
    said = {"shares": f"{total:,}", "quota": f"{quota:,}", "rest": f"{abs(quota - total):,}"}
    if total == quota:
        return _("The shares add up to %(quota)s.") % said
    if total < quota:
        return _("The shares add up to %(shares)s of %(quota)s: %(rest)s are not shared out.") % said
    return _("The shares add up to %(shares)s, %(rest)s more than the quota of %(quota)s.") % said
