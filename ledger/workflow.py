"""What goes from state to state by agreed moves. Returns, claims and responses to findings each declare their states,
their moves with their words, and who makes them; how a move is checked and written is here, once."""

import datetime as dt
from collections.abc import Callable, Mapping
from copy import copy
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from ledger.actions import EditConflict, RuleBroken, append, last_row, number_of, sent_twice, who_wrote
from ledger.models import RecordedRow

NEW = ""  # the state of what is not there yet
Words = Promise | str
Save = Callable[[Any, str], Mapping]


@dataclass(frozen=True)
class Move:
    """`words`: what is done, in a sentence ("signed off"); `done`: the same in a list, where it is not just that.
    `needs_words`: whoever makes it has to say why, asked for by `asks` or the workflow's own sentence."""

    permission: str
    words: Words = ""
    done: Words = ""
    needs_words: bool = False
    asks: Words = ""


@dataclass(frozen=True)
class Sentences:
    """How a refusal is worded: no such move (%(from)s, %(to)s), not this person's (%(move)s, %(who)s), without words,
    and when somebody else was first (%(who)s, %(state)s)."""

    order: Promise
    person: Promise
    words: Promise
    conflict: Words = ""


@dataclass(frozen=True)
class Workflow:
    """Of what moves, which has `state` and `events`. `can(person, permission, organisation)` says who may, `who` is
    named for a permission to whoever does not hold it. `stamps`: the pairs x_at and x_by of what moves, by the states
    in which they are there. `box`: where a refusal is shown."""

    name: str
    labels: Mapping[str, Words]
    moves: Mapping[tuple[str, str], tuple[Move, ...]]
    who: Mapping[str, Promise]
    sentences: Sentences
    can: Callable
    stamps: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    box: str = ""
    words_box: str = "comment"

    def check(self, came_from: str, to: str, *, by, organisation, comment: str = "") -> Move:
        """Raises RuleBroken: out of order, not this person's to make, or without the words it needs."""
        moves = self.moves.get((came_from, to))
        if moves is None:
            states = {"from": str(self.labels[came_from]).lower(), "to": str(self.labels[to]).lower()}
            raise RuleBroken(self.box, self.sentences.order % states)
        allowed = [move for move in moves if self.can(by, move.permission, organisation)]
        if not allowed:
            said = {"move": moves[-1].words, "who": self.who[moves[-1].permission]}
            raise RuleBroken(self.box, self.sentences.person % said)
        if allowed[0].needs_words and not comment.strip():
            raise RuleBroken(self.words_box, allowed[0].asks or self.sentences.words)
        return allowed[0]

    def done(self, event: Any) -> str:
        """What was done, for a list of events. Handing back says why, taking back does not have to."""
        moves = self.moves[event.came_from, event.state]
        move = moves[-1] if event.comment else moves[0]
        return str(move.done) or capfirst(str(move.words))

    def transition(
        self,
        subject: Any,
        to: str,
        *,
        by,
        organisation,
        seen: int,
        comment: str = "",
        check: Callable[[Any], None] | None = None,
        save: Save | None = None,
        now: dt.datetime | None = None,
    ) -> Any:
        """`seen` is the number of the last event that `by` knew of; `check` is what else has to hold, `save` as in
        `enter`. Inside the transaction of an action. Raises EditConflict, RuleBroken."""
        last = last_row(subject.events)
        if number_of(last) != seen:
            return self.repeated(last, to, by=by, seen=seen, comment=comment)
        moved = copy(subject)  # so that what is refused leaves the caller's as it was
        moved.refresh_from_db()
        self.check(moved.state, to, by=by, organisation=organisation, comment=comment)
        if check:
            check(moved)
        event = self.enter(moved, last, to, by=by, organisation=organisation, comment=comment, save=save, now=now)
        subject.refresh_from_db()
        return event

    def repeated(self, last: Any, to: str, *, by, seen: int, comment: str) -> Any:
        """The same form sent again has done its work already; else somebody came first."""
        if sent_twice(last, {"state": to, "comment": comment}, by=by, base=seen):
            return last
        raise self.conflict(last)

    def conflict(self, last: Any) -> EditConflict:
        said = {"who": who_wrote(last), "state": str(self.labels[last.state]).lower()}
        return EditConflict(last, self.sentences.conflict % said)

    def enter(
        self,
        subject: Any,
        last: Any,
        to: str,
        *,
        by,
        organisation,
        comment: str = "",
        save: Save | None = None,
        now: dt.datetime | None = None,
    ) -> Any:
        """Writes a move that was checked, inside an action's transaction, under the ledger's lock. `save(subject,
        came_from)` saves the row in another way and says what else its event and the audit have."""
        came_from = last.state if last else NEW
        at = max(now or timezone.now(), last.recorded_at) if last else now or timezone.now()
        self.stamp(subject, to, by, at)
        own: Mapping = {}
        if save:
            own = save(subject, came_from)
        else:
            subject.save()
        event_of = type(subject).events
        event = event_of.rel.related_model(
            **{event_of.field.name: subject}, came_from=came_from, state=to, comment=comment, **own
        )
        after = {name: str(value) for name, value in own.items()}
        return append(
            event,
            last=last,
            by=by,
            action=f"{self.name}.{to}",
            subject=subject,
            organisation=organisation,
            before={"state": came_from},
            after=lambda row: {"state": str(to), "event": row.number, **after},
            now=at,
        )

    def stamp(self, subject: Any, to: str, by, now: dt.datetime) -> None:
        """The one place that assigns a state: the row follows its last event, so that the database can hold it to its
        rules."""
        for name, states in self.stamps.items():
            if to not in states:
                setattr(subject, f"{name}_at", None)
                setattr(subject, f"{name}_by", None)
            elif getattr(subject, f"{name}_at") is None:
                setattr(subject, f"{name}_at", now)
                setattr(subject, f"{name}_by", by)
        subject.state = to

    def constraints(self) -> list[models.CheckConstraint]:
        """For the table of what moves: its state is known, and who and when stand together, in their states only."""
        known = Q(state__in=[*self.labels])
        found = [models.CheckConstraint(condition=known, name=f"{self.name}_state_is_known")]
        for name, states in self.stamps.items():
            at, by = f"{name}_at__isnull", f"{name}_by__isnull"
            there = Q(state__in=[*states], **{at: False, by: False})
            missing = ~Q(state__in=[*states]) & Q(**{at: True, by: True})
            together = f"{self.name}_{name}_at_with_{name}_by"
            found.append(models.CheckConstraint(condition=there | missing, name=together))
        return found


class WorkflowEvent(RecordedRow):
    """One move. A ledger: what something was on any day is read from it. Each has `came_from` and `state`, of its own
    states."""

    numbered_by = "number"

    number = models.PositiveIntegerField(_("number"))
    comment = models.TextField(_("comment"), blank=True)

    class Meta:
        abstract = True


def begins_with_the_first(name: str) -> models.CheckConstraint:
    first, later = Q(number=1, came_from=NEW), Q(number__gt=1) & ~Q(came_from=NEW)
    return models.CheckConstraint(condition=first | later, name=name)
