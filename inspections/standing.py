"""Where one addressee stands with one finding, and what is said of it."""

import datetime as dt
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

from inspections.models import Addressee, Finding, Inspection, Response, Terms, Verification
from inspections.scales import SETTLED, Stage

Voice = Verification.Voice


@dataclass(frozen=True)
class ResponseStanding:
    """`response` is the last, None while it is awaiting allocation; `verdicts`, by voice, are about it, not an earlier
    one."""

    addressee: Addressee
    terms: Terms | None
    response: Response | None
    verdicts: dict[str, Verification]

    @property
    def finding(self) -> Finding:
        return self.addressee.finding

    @property
    def text(self) -> str:
        return self.terms.text if self.terms else _("The text is not known here yet.")

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
    def verified(self) -> bool | None:
        """The inspectorate's verdict where it has spoken, else the Unit's."""
        verdict = self.verdicts.get(Voice.INSPECTORATE) or self.verdicts.get(Voice.UNIT)
        return verdict.verified if verdict else None

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
    def verdict_words(self) -> str:
        """Like "HMICFRS: verified; Joint Unit: not verified"; empty for none."""
        found = [self.verdicts[voice] for voice in (Voice.INSPECTORATE, Voice.UNIT) if voice in self.verdicts]
        inspection = self.finding.inspection
        return "; ".join(f"{who(each.voice, inspection)}: {verdict_word(each.verified)}" for each in found)


def who(voice: str, inspection: Inspection) -> str:
    return settings.UNIT_NAME if voice == Voice.UNIT else inspection.get_inspectorate_display()


def verdict_word(verified: bool) -> str:
    return _("verified") if verified else _("not verified")
