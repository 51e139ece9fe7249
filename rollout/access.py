import datetime as dt
from dataclasses import dataclass

from django.db.models import Exists, OuterRef
from django.http import Http404
from django.urls import reverse

from forces.access import check, get_organisation
from forces.models import Extension, Organisation, ReportingPeriod
from forces.queries import OwedDays, due_dates, owing, periods, returns_obligation
from rollout.models import Commitment, Correction, ReturnEvent
from rollout.queries.returns import ReturnAt, revisions_of
from rollout.scales import State


def get_commitment(request, slug: str, code: str, permission: str) -> Commitment:
    """The commitment and the right to it in one query: unseen, or not known on that day, is 404; not allowed is 403."""
    standard = "standard" if request.method == "POST" else "standard__theme__model"  # what is sent shows no theme
    known = Commitment.objects.known_on(request.as_at.day).select_related("organisation", standard)
    known = known.annotate(was_corrected=Exists(Correction.objects.filter(commitment=OuterRef("pk"))))
    commitment = known.filter(organisation__slug=slug, standard__code=code).first()
    check(request.user, commitment and commitment.organisation, permission)
    return commitment


@dataclass(frozen=True)
class ReturnPage:
    """What a page about a return is about, as at the page's moment. Before anything was done there is no revision:
    the return is a draft that nobody has written down."""

    organisation: Organisation
    period: ReportingPeriod
    revisions: list[ReturnAt]
    due: dt.date
    extension: Extension | None
    days: OwedDays

    @property
    def is_owed(self) -> bool:
        """Its period was not over before the day from which returns are owed; else it is welcome, and never late."""
        obligation = returns_obligation(self.period.owed_by)
        return self.days.owes(self.organisation.pk, obligation, ends=self.period.ends)

    @property
    def url(self) -> str:
        return reverse("return", args=[self.organisation.slug, self.period.starts])

    @property
    def review_url(self) -> str:
        return reverse("review_return", args=[self.organisation.slug, self.period.starts])

    @property
    def at(self) -> ReturnAt | None:
        return self.revisions[-1] if self.revisions else None

    @property
    def state(self) -> State:
        return self.at.state if self.at else State.DRAFT

    @property
    def seen(self) -> int:
        return self.at.seen if self.at else 0

    @property
    def in_work(self) -> bool:
        """The lead's to fill in."""
        return self.state in (State.DRAFT, State.CHANGES)

    @property
    def is_signed(self) -> bool:
        return bool(self.at and self.at.is_signed)

    def prepared_by(self, user) -> bool:
        """Whoever marks it ready for sign-off does not sign it off, and does not accept it."""
        events = self.at.events if self.at else []
        return any(event.state == State.READY and event.recorded_by_id == user.pk for event in events)

    @property
    def is_correction(self) -> bool:
        return bool(self.at and self.at.is_correction)

    @property
    def corrects(self) -> ReturnAt | None:
        """The revision before, of which a correction puts statements right."""
        return self.revisions[-2] if self.is_correction else None

    @property
    def changes(self) -> ReturnEvent | None:
        """The move with which the Unit last asked for changes, until the return is signed off again."""
        return self.at.last_to_changes if self.at and not self.is_signed else None

    @property
    def handed_back(self) -> ReturnEvent | None:
        """The move that gave it back with words before it was signed, as long as it is in work."""
        back = self.at and self.at.last
        return back if back and self.in_work and back.came_from == State.READY and back.comment else None

    @property
    def accepted(self) -> list[ReturnAt]:
        """The revisions that were accepted, the last first."""
        return [each for each in reversed(self.revisions) if each.accepted]


def get_return(request, slug: str, starts: dt.date, permission: str) -> ReturnPage:
    """The return for the period that starts on that day, and the right to it; a period that the organisation owes
    nothing for, or that was not planned by the page's day, is 404."""
    organisation = get_organisation(request.user, slug, permission)
    moment = request.as_at.moment
    period = periods(moment).owed_by(organisation).filter(starts=starts).first()
    if period is None or not owing(period).filter(pk=organisation.pk).exists():
        raise Http404
    dates = due_dates(period, moment)
    revisions = revisions_of(organisation, period, moment)
    due, extension = dates.of(organisation), dates.extension_of(organisation)
    return ReturnPage(organisation, period, revisions, due, extension, OwedDays(moment))
