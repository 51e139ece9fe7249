"""The three views of a standard: what an organisation says, what the Unit thinks, and what an inspectorate found. Shown
side by side, never averaged; where they do not go together is said."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from forces.models import Organisation
from inspections.moves import WORDS
from inspections.queries import addressees, findings_known, standings, terms
from inspections.standing import ResponseStanding as Answer
from inspections.view_conflicts import Found, Gap, found_on, gaps
from ledger.as_at import AsAt
from rollout.differences import Stance, UnitView, stance_of
from rollout.models import Standard, Update


@dataclass(frozen=True)
class ThreeViews:
    """`answers` are the organisation's to the findings about one standard."""

    organisation: Organisation
    said: Update | None
    unit: UnitView | None
    answers: list[Answer]

    @property
    def found(self) -> Found | None:
        return found_on(self.answers)

    @property
    def stance(self) -> Stance:
        return stance_of(self.unit, self.said and self.said.status)

    @property
    def gaps(self) -> list[Gap]:
        return gaps(self.found, self.said and self.said.status, self.unit and self.unit.status)

    @property
    def differs(self) -> str:
        """Where the views do not go together, in sentences; empty for nowhere."""
        about = _ABOUT.get(self.found, bool)
        names = {
            "organisation": self.organisation.short_name,
            "unit": settings.UNIT_NAME,
            "findings": get_text_list([str(each.finding) for each in self.answers if about(each)], _("and")),
        }
        return " ".join(str(_WORDS[gap]) % names for gap in self.gaps)

    @property
    def briefly(self) -> str:
        """The same where the organisation and the finding stand beside it."""
        return ". ".join(str(_BRIEF[gap]) % {"unit": settings.UNIT_NAME} for gap in self.gaps)

    def cell(self, as_at: AsAt) -> SafeString:
        """Each finding with what is said of it, linked to the response."""
        links = ((each, as_at.link(each.addressee.get_absolute_url())) for each in self.answers)
        parts = ((link, str(each.finding), in_words(each)) for each, link in links)
        return format_html_join(SafeString("<br>"), '<a class="govuk-link" href="{}">{}</a>: {}', parts)

    @property
    def text(self) -> str:
        return "; ".join(f"{each.finding}: {in_words(each)}" for each in self.answers)


_WORDS = {
    Gap.SAID_OPEN: _lazy("%(organisation)s says that this is in place, and its response to %(findings)s is open."),
    Gap.SAID_REFUSED: _lazy("%(organisation)s says that this is in place. Its response to %(findings)s does not hold."),
    Gap.ANSWERED_EARLY: _lazy("%(organisation)s says that %(findings)s is complete, and this is not in place."),
    Gap.UNSAID_SAID: _lazy(
        "%(organisation)s says that %(findings)s is complete, and has not reported where this stands."
    ),
    Gap.UNSAID_MET: _lazy(
        "%(findings)s is verified as complete, and %(organisation)s has not reported where this stands."
    ),
    Gap.UNIT_OPEN: _lazy("The %(unit)s thinks that this is in place, and the response to %(findings)s is open."),
    Gap.UNIT_REFUSED: _lazy("The %(unit)s thinks that this is in place. The response to %(findings)s does not hold."),
    Gap.UNIT_EARLY: _lazy("The %(unit)s thinks that this is not in place, and %(findings)s is said to be complete."),
}
_BRIEF = {
    Gap.SAID_OPEN: _lazy("Says in place, and its response is open"),
    Gap.SAID_REFUSED: _lazy("Says in place, and its response does not hold"),
    Gap.ANSWERED_EARLY: _lazy("Says the response is complete, and this is not in place"),
    Gap.UNSAID_SAID: _lazy("Says the response is complete, and has not reported where this stands"),
    Gap.UNSAID_MET: _lazy("The finding is verified as complete, and where this stands was not reported"),
    Gap.UNIT_OPEN: _lazy("The %(unit)s thinks in place, and the response is open"),
    Gap.UNIT_REFUSED: _lazy("The %(unit)s thinks in place, and the response does not hold"),
    Gap.UNIT_EARLY: _lazy("The %(unit)s thinks not in place, and the response is said to be complete"),
}
_ABOUT = {Found.OPEN: lambda answer: answer.is_open, Found.REFUSED: lambda answer: answer.verified is False}


def unit_sentence(stances: Iterable[Stance]) -> str:
    """What the Unit thinks of so many standards or organisations: each is counted once, and of how many is said."""
    counted = Counter(stances)
    said = {each.value: counted[each] for each in Stance} | {"unit": settings.UNIT_NAME, "total": counted.total()}
    said["not_looked"] += counted[Stance.NOT_SINCE]
    words = _(
        "Of %(total)d, the %(unit)s agrees on %(agrees)d, thinks otherwise on %(otherwise)d, has asked about %(asks)d "
        "and has not looked at %(not_looked)d as now reported."
    )
    return (words + " " + _("On %(nothing)d nothing was reported.") if said["nothing"] else words) % said


def in_words(answer: Answer) -> str:
    """Like "in progress"; "complete, it says (HMICFRS: verified)"."""
    said, judged = str(WORDS[answer.stage]), answer.verdict_words
    return f"{said} ({judged})" if judged else said


def answers_of(organisation: Organisation, as_at: AsAt) -> dict[int, list[Answer]]:
    """An organisation's answers by standard. Five queries: the organisation is read already, and a finding is addressed
    to it once."""
    found: dict[int, list[Answer]] = {}
    addressed = addressees(as_at, organisation=organisation)
    addressed = addressed.prefetch_related(None).select_related("finding__inspection")
    for answer in standings(addressed, as_at):
        for standard in answer.terms.standards.all() if answer.terms else ():
            found.setdefault(standard.pk, []).append(answer)
    return found


def answers_about(standard: Standard, organisations: Iterable[Organisation], as_at: AsAt) -> dict[int, list[Answer]]:
    """Answers to the findings about one standard, by organisation. Six queries."""
    about = findings_known(as_at, terms__standards=standard)
    addressed = addressees(as_at, organisation__in=organisations, finding__in=about)
    found: dict[int, list[Answer]] = {}
    for answer in standings(addressed, as_at):
        if answer.terms and standard in answer.terms.standards.all():
            found.setdefault(answer.addressee.organisation_id, []).append(answer)
    return found


def findings_about(standard: Standard, as_at: AsAt) -> list[tuple[str, str, str]]:
    """Each finding about a standard: its name, address and text."""
    known = terms(as_at)
    return [
        (str(finding), as_at.link(finding.get_absolute_url()), known[finding.pk].text)
        for finding in findings_known(as_at, terms__standards=standard).distinct()
        if finding.pk in known and standard in known[finding.pk].standards.all()
    ]
