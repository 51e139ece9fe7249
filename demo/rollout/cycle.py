"""What is in a return: why something is missing, what the Unit thinks. Walks through the steps in order of time, so
that each knows only what came before it."""

import datetime as dt
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter
from random import Random

from demo.rollout import return_words as words
from demo.rollout.course import Standard
from demo.rollout.fates import ACCEPTED, CHANGES, DRAFT, READY, SIGNED, Step
from demo.rollout.story import EVERY_QUARTER_FROM, IN_PLACE, Said
from forces.periods import DAY, Span
from ledger.as_at import end_of

AGREE, QUERY, DIFFER = "agree", "query", "differ"
BEFORE, BETWEEN = dt.timedelta(hours=2), dt.timedelta(minutes=2)  # looked at before deciding, one by one


@dataclass(frozen=True)
class Moved:
    """An event of a return. `omitted` are (standard, reason)."""

    organisation: str
    starts: dt.date
    revision: int
    number: int
    came_from: str
    state: str
    comment: str
    recorded_at: dt.datetime
    author: str
    omitted: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Corrected:
    """What a return should have said."""

    organisation: str
    starts: dt.date
    revision: int
    standard: str
    number: int
    status: int
    confidence: int
    reason: str
    target_date: dt.date | None
    target_reason: str
    note: str
    why: str
    recorded_at: dt.datetime


@dataclass(frozen=True)
class Viewed:
    organisation: str
    starts: dt.date
    revision: int
    standard: str
    number: int  # of the update, or of the correction in a later revision
    verdict: str
    status: int | None
    comment: str
    recorded_at: dt.datetime


class Cycle:
    """Of one organisation. `told` is what it said, by standard, `dues` when its returns are due as extended, by the
    first day of their periods."""

    def __init__(
        self,
        organisation: str,
        standards: Sequence[Standard],
        told: dict[str, list[Said]],
        dues: dict[dt.date, dt.date],
    ):
        self.organisation, self.standards, self.told, self.dues = organisation, standards, told, dues
        self.moved: list[Moved] = []
        self.viewed: list[Viewed] = []
        self.corrected: list[Corrected] = []
        self._last: dict[tuple[dt.date, int], Moved] = {}
        self._views: dict[str, Viewed] = {}

    def walk(self, planned: Sequence[tuple[Span, Step]]) -> "Cycle":
        for span, step in sorted(planned, key=lambda each: each[1].when):
            if step.author == "unit":
                self._look(span, step)
            if step.state:
                self._move(span, step)
        return self

    def until(self, moment: dt.datetime) -> "Cycle":
        """Looks come before the step that they belong to, so some steps were taken too many."""
        self.moved = [move for move in self.moved if move.recorded_at < moment]
        self.viewed = [view for view in self.viewed if view.recorded_at < moment]
        self.corrected = [each for each in self.corrected if each.recorded_at < moment]
        return self

    def _move(self, span: Span, step: Step) -> None:
        last = self._last.get((span.starts, step.revision))
        if last is None and step.state == READY:  # marking it ready opens it
            last = self._add(span, step, None, DRAFT)
        if step.revision > 1 and step.state == READY:
            self._correct(span, step)
        self._add(span, step, last, step.state, step.comment, self._omitted(span, step) if step.state == READY else ())

    def _add(self, span, step, last, state, comment="", omitted=()) -> Moved:
        came_from, number = (last.state, last.number + 1) if last else ("", 1)
        at = (self.organisation, span.starts, step.revision, number)
        move = Moved(*at, came_from, state, comment, step.when, step.author, tuple(omitted))
        self._last[span.starts, step.revision] = move
        self.moved.append(move)
        return move

    def _correct(self, span: Span, step: Step) -> None:
        """One standard or two, an hour before it is marked ready."""
        rng, before = Random(f"{self.organisation} {span.starts} corrected"), step.revision - 1
        why = words.WHY_CORRECTED[words.CORRECTED.index(self._moves(span, step.revision, DRAFT)[-1].comment)]
        signed = self._moves(span, before, SIGNED)[-1].recorded_at
        said = [self._position(standard.code, signed) for standard in self._known(signed)]
        wrong = [position for position in said if position and position.status > 1]
        for position in rng.sample(wrong, min(len(wrong), rng.choice([1, 1, 2]))):
            kept = ("confidence", "reason", "target_date", "target_reason", "note")
            self.corrected.append(
                Corrected(
                    *(self.organisation, span.starts, step.revision, position.standard, 1, position.status - 1),
                    *(getattr(position, name) for name in kept),
                    why,
                    step.when - BEFORE / 2,
                )
            )

    def _moves(self, span: Span, revision: int, state: str) -> list[Moved]:
        found = [move for move in self.moved if (move.starts, move.revision) == (span.starts, revision)]
        return [move for move in found if move.state == state]

    def _of_return(self, span: Span, step: Step) -> list[Corrected]:
        return [each for each in self.corrected if (each.starts, each.revision) == (span.starts, step.revision)]

    def _omitted(self, span: Span, step: Step):
        if step.revision > 1:
            corrected = {each.standard for each in self._of_return(span, step)}
            before = self._moves(span, step.revision - 1, READY)[-1].omitted
            return [(code, reason) for code, reason in before if code not in corrected]
        return self._left_out(span, step)

    def _left_out(self, span: Span, step: Step):
        rng, since = Random(f"{self.organisation} {span.starts} {step.when}"), self._since(span)
        for standard in self._known(step.when):
            position = self._position(standard.code, step.when)
            if position is None or position.recorded_at < since:
                early = position and span.starts < EVERY_QUARTER_FROM
                yield standard.code, words.HALF_YEARLY if early else rng.choice(words.NOT_SAID)
            elif self._query(standard.code, step.when):
                yield standard.code, rng.choice(words.NOT_ANSWERED)

    def _since(self, span: Span) -> dt.datetime:
        """What rollout/queries/returns.py says."""
        signed = {}
        for move in self.moved:
            if move.state == SIGNED:
                signed.setdefault(move.starts, move.recorded_at)
        dues = {starts: end_of(due) for starts, due in self.dues.items() if starts < span.starts}
        taken = [min(due, signed.get(starts, due)) for starts, due in dues.items()]
        return max([end_of(span.starts - DAY), *taken])

    def _look(self, span: Span, step: Step) -> None:
        """What changed since the Unit looked last is looked at; what is asked is answered before it is accepted."""
        rng = Random(f"look at {self.organisation} {span.starts} {step.when}")
        signed = self._last[span.starts, step.revision].recorded_at
        if step.revision > 1:
            of = (self.organisation, span.starts, step.revision)
            for number, each in enumerate(self._of_return(span, step)):
                when = step.when - BEFORE + number * BETWEEN
                self.viewed.append(Viewed(*of, each.standard, each.number, AGREE, None, "", when))
            return
        asks = {CHANGES: rng.randint(1, 3), ACCEPTED: 0}.get(step.state, 2)
        moment = step.when - BEFORE
        since = self._since(span)
        for standard in rng.sample(self.standards, len(self.standards)):
            position, view = self._position(standard.code, signed), self._views.get(standard.code)
            if position is None or (said := self._think(rng, position, view, asks, signed, since, step.state)) is None:
                continue
            asks -= said[0] == QUERY
            moment += BETWEEN
            found = Viewed(self.organisation, span.starts, step.revision, standard.code, position.number, *said, moment)
            self._views[standard.code] = found
            self.viewed.append(found)

    def _think(self, rng, position: Said, view, asks, signed, since, decision):
        """Verdict, status and comment, or None when there is nothing to say."""
        chance, new = rng.random(), position.recorded_at >= since and position.kind == "reported"
        is_open, seen = self._query(position.standard, signed), view and view.number >= position.number
        if is_open and decision == ACCEPTED and view.number <= position.number:
            return self._differ(rng, position) if chance < 0.3 else (AGREE, None, rng.choice(words.AGREE_AFTER_ALL))
        if is_open or seen or (view and view.verdict == DIFFER and chance < 0.75):
            return None
        if asks and (new or chance < 0.15):
            return QUERY, None, rng.choice(words.QUERY)
        if position.status >= IN_PLACE and chance < 0.05 and not self._proven(position):
            return self._differ(rng, position)
        return (AGREE, None, "") if new and chance < 0.6 else None

    @staticmethod
    def _differ(rng, position: Said):
        other = position.status - 1 if position.status > 1 else position.status + 1
        return DIFFER, other, rng.choice(words.DIFFER)

    def _query(self, code: str, moment: dt.datetime) -> bool:
        """Is a question open that was not answered by a report?"""
        view = self._views.get(code)
        if view is None or view.verdict != QUERY:
            return False
        told = self._before(code, moment)
        return not any(said.kind == "reported" and said.recorded_at > view.recorded_at for said in told)

    def _proven(self, position: Said) -> bool:
        told = self.told[position.standard][: position.number]
        return any(said.evidence for said in told)

    def _known(self, moment: dt.datetime) -> list[Standard]:
        return [each for each in self.standards if not each.known_from or each.known_from <= moment.date()]

    def _before(self, code: str, moment: dt.datetime) -> list[Said]:
        told = self.told[code]
        return told[: bisect_left(told, moment, key=attrgetter("recorded_at"))]

    def _position(self, code: str, moment: dt.datetime) -> Said | None:
        return next(reversed(self._before(code, moment)), None)
