"""An organisation's measures: what its pages show, read as at a moment."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from django.db.models import Min, Q
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from charts import Size
from forces.models import Organisation
from ledger.as_at import AsAt
from measures.figures import words
from measures.figures.notes import note_texts
from measures.figures.specs.base import MIDDLE
from measures.figures.specs.process import Mark, process_chart
from measures.models import Note, Rebase
from measures.quarters import quarter_of
from measures.queries.charts import Shown
from measures.queries.ledgers import Annotation
from measures.words import short_quarter
from rollout.models import Commitment
from rollout.scales import Status

WHOLE_MODEL = "ADP-7"  # the standard "Model in place across the force"


@dataclass(frozen=True)
class InPlace:
    """A standard and the day on which it was first said to be in place; `at_once` in the first that was said of it, so
    that it may have been in place before."""

    standard: str
    code: str
    day: dt.date
    at_once: bool


def in_place(organisation: Organisation, as_at: AsAt) -> list[InPlace]:
    """The standards that were reported in place by the moment, the first first. One query."""
    said = Q(updates__status__gte=Status.IN_PLACE)
    if as_at.moment:
        said &= Q(updates__recorded_at__lt=as_at.moment)
    owed = Commitment.objects.filter(organisation=organisation).known_on(as_at.day)
    firsts = {"first": Min("updates__recorded_at", filter=said), "number": Min("updates__number", filter=said)}
    rows = owed.annotate(**firsts).filter(first__isnull=False)
    return [
        InPlace(str(row.standard), row.standard.code, localdate(row.first), row.number == 1)
        for row in rows.select_related("standard").order_by("first", "pk")
    ]


@dataclass(frozen=True)
class Dated:
    """What happened on a day that somebody can stand by, so that limits could start anew with its quarter. `mark` names
    it on the chart, `text` beside it, with who says so."""

    event: str
    day: dt.date
    mark: str
    text: str

    @property
    def quarter(self) -> dt.date:
        return quarter_of(self.day)


def dated(organisation: Organisation, standards: Sequence[InPlace], notes: Sequence[Annotation]) -> list[Dated]:
    """It joined; the model was first reported in place across the force; recording or counting changed."""
    found = []
    if day := organisation.joined:
        said = {"month": date_format(day, "F Y"), "source": organisation.cohort_basis or _("not recorded")}
        text = _("Joined the programme in %(month)s. Source: %(source)s") % said
        found.append(Dated(Rebase.Event.JOINED, day, _("joined"), text))
    for each in standards:
        if each.code == WHOLE_MODEL:
            text = _("“%(standard)s” was first reported in place on %(day)s")
            if each.at_once:
                text = _("“%(standard)s” was in place when it was first reported on, on %(day)s, perhaps for longer")
            said = {"standard": each.standard.removeprefix(f"{each.code} "), "day": date_format(each.day, "j F Y")}
            found.append(Dated(Rebase.Event.IN_PLACE, each.day, _("model in place"), text % said))
    for note in notes:
        if note.what in CHANGES:
            event, mark = CHANGES[note.what]
            found.append(Dated(event, note.first, str(mark), note_texts([note]).rstrip(".")))
    return sorted(found, key=lambda each: each.day)


CHANGES = {
    Note.What.SYSTEM: (Rebase.Event.SYSTEM, gettext_lazy("new recording system")),
    Note.What.RULES: (Rebase.Event.RULES, gettext_lazy("new counting rules")),
}


@dataclass(frozen=True)
class ProcessChart:
    """One organisation's chart of one measure with what is dated beside it."""

    shown: Shown
    dated: list[Dated]
    standards: list[InPlace]

    @property
    def headline(self) -> str:
        return words.headline(self.shown)

    @property
    def statistic(self) -> str:
        return words.statistic(self.shown.measure, self.shown.process)

    @property
    def alternative(self) -> str:
        """With every mark, in words."""
        parts = [words.alternative(self.shown)]
        inside = [each for each in self.dated if self._is_inside(each.quarter)]
        if inside:
            said = "; ".join(f"{each.mark} ({date_format(each.day, 'F Y')})" for each in inside)
            parts.append(_("Marked: %(marks)s.") % {"marks": said})
        if counted := self._counted:
            said = "; ".join(f"{short_quarter(quarter)}: {number}" for quarter, number in counted)
            parts.append(
                _("At the foot, how many standards were first reported in place: %(marks)s.") % {"marks": said}
            )
        return " ".join(parts)

    @property
    def candidates(self) -> list[Dated]:
        """From whose quarters the chart could have limits of its own: a first quarter starts them anyway."""
        return [each for each in self.dated if self._is_inside(each.quarter, after_first=True)]

    @property
    def _counted(self) -> list[tuple[dt.date, int]]:
        """How many standards went in place in each quarter."""
        counted = Counter(quarter_of(each.day) for each in self.standards)
        return [(quarter, number) for quarter, number in sorted(counted.items()) if self._is_inside(quarter)]

    def _is_inside(self, quarter, *, after_first=False) -> bool:
        return self.shown.process is not None and quarter in self.shown.process.quarters[after_first:]

    def spec(self, *, narrow: bool = False) -> dict:
        process, measure = self.shown.process, self.shown.measure
        marks = [Mark(each.day, each.mark) for each in self.dated if self._is_inside(each.quarter)]
        marks += [Mark(quarter + MIDDLE, str(number), strong=False) for quarter, number in self._counted]
        return process_chart(
            process,
            marks,
            words.names_of([self.shown], with_values=narrow),
            ticks=words.ticks(process.quarters, most=4 if narrow else 7),
            size=Size.narrow() if narrow else Size.wide(),
            unit=words.UNITS[measure.unit],
            target=partial(words.target_label, measure),
            beside=partial(words.line_texts, measure),
        )
