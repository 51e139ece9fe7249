"""Where one addressee stands with one finding."""

import datetime as dt
from dataclasses import dataclass

from inspections.beside import Answer
from inspections.models import Addressee, Response, Terms, Verification
from inspections.scales import SETTLED, Stage

Verdicts = dict[str, Verification]  # by voice


@dataclass(frozen=True)
class Standing:
    """`response` is the last, None while it is awaiting allocation; `verdicts` are about it, not an earlier one."""

    addressee: Addressee
    terms: Terms | None
    response: Response | None
    verdicts: Verdicts

    @property
    def finding(self):
        return self.addressee.finding

    @property
    def stage(self) -> Stage:
        return Stage(self.response.stage) if self.response else Stage.AWAITING

    @property
    def number(self) -> int:
        return self.response.number if self.response else 0

    @property
    def is_open(self) -> bool:
        return self.stage not in SETTLED

    @property
    def verdict(self) -> Verification | None:
        """The inspectorate's where it has spoken, else the Unit's."""
        return self.verdicts.get("inspectorate") or self.verdicts.get("unit")

    @property
    def verified(self) -> bool | None:
        return self.verdict.verified if self.verdict else None

    @property
    def is_unverified(self) -> bool:
        """Complete, it says, and nobody has verified it."""
        return self.stage == Stage.COMPLETE and not self.verified

    @property
    def expected(self) -> dt.date | None:
        """By when it says that it will be done, where it says so."""
        return self.response.expected if self.response else None

    @property
    def due(self) -> dt.date | None:
        """The finding's own date, which no answer moves; without one, the date that the addressee gave itself."""
        return self.terms.due if self.terms and self.terms.due else self.expected

    def is_overdue(self, today: dt.date) -> bool:
        return self.is_open and self.due is not None and self.due < today

    @property
    def answer(self) -> Answer:
        return Answer(self.stage, self.verified)
