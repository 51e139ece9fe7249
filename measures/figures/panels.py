"""A small chart for each force: the picture of a measure's page, and its words."""

from dataclasses import dataclass
from functools import cached_property

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from charts import Size
from ledger.as_at import AsAt
from measures.figures import words
from measures.figures.icons import VARIATION, variation_sign
from measures.figures.national import National
from measures.figures.notes import noted_words
from measures.figures.specs.panels import ALONE, NARROW, WIDE, places, small_multiples
from measures.figures.specs.process import ChartKey
from measures.quarters import run

NOTABLE = ("special_cause_improvement", "special_cause_concern")


@dataclass(frozen=True)
class Panels:
    """A small chart for each force that the person sees, by name."""

    page: National
    seen: frozenset[int]
    as_at: AsAt

    @cached_property
    def shown(self):
        return [(force, each) for force, each in self.page.rows if force.pk in self.seen and each.process]

    @property
    def has_something(self) -> bool:
        return bool(self.shown)

    @property
    def headline(self) -> str:
        counted = self.page.counted
        said = {
            "better": counted["special_cause_improvement"],
            "worse": counted["special_cause_concern"],
            "high": counted["special_cause_neutral_high"],
            "low": counted["special_cause_neutral_low"],
            "total": len(self.page.forces),
        }
        if self.page.measure.direction == "neutral":
            return _("Of %(total)d forces, %(high)d end unusually high and %(low)d unusually low") % said
        ends = _("Of %(total)d forces, %(better)d end in an improvement and %(worse)d in a concern") % said
        small = sum(each.is_small and each.process.variation in NOTABLE for _force, each in self.page.rows)
        if not small:
            return ends
        few = ngettext("%(small)d of these rests on small numbers", "%(small)d of these rest on small numbers", small)
        return f"{ends}; {few % {'small': small}}"

    @property
    def statistic(self) -> str:
        return _("%(measure)s by quarter, every force on the same scales") % {"measure": self.page.measure.name}

    @property
    def foot(self) -> str:
        points = [each.process.points for _force, each in self.shown]
        said = {"least": min(points), "most": max(points)}
        each = _("%(least)d to %(most)d points each.") if min(points) < max(points) else _("%(most)d points each.")
        return " ".join(filter(None, [words.rules(), each % said, words.on_log(self.page.measure)]))

    @property
    def alternative(self) -> str:
        ending = {icon: [] for icon in VARIATION if icon != "common_cause"}
        for force, each in self.shown:
            if each.process.variation in ending:
                small = _("%(force)s (small numbers)") % {"force": force.short_name}
                ending[each.process.variation].append(small if each.is_small else force.short_name)
        named = [f"{capfirst(VARIATION[icon][1])}: {', '.join(names)}" for icon, names in ending.items() if names]
        parts = [_("A small chart for each force, by name."), f"{'; '.join(named)}." if named else ""]
        parts.append(_("All others: usual variation, or no icon."))
        parts.append(noted_words([each for each in self.page.noted if each[0].pk in self.seen]))
        return " ".join(filter(None, parts))

    @property
    def overlays(self) -> list[dict]:
        """The picture at both sizes, and on it a link to the chart of each force."""
        found = []
        for name, size in (("wide", self._size()), ("narrow", NARROW)):
            (width, height), boxes = places(len(self.shown), self._names, size)
            linked = []
            for (force, each), box in zip(self.shown, boxes, strict=True):
                address = self.as_at.link(reverse("organisation_measure", args=[force.slug, each.measure.code]))
                linked.append((force.short_name, address, box))
            found.append({"size": name, "width": width, "height": height, "places": linked})
        return found

    @cached_property
    def _names(self) -> ChartKey:
        return words.names_of([each for _force, each in self.shown])

    def _size(self) -> Size:
        return WIDE if len(self.shown) > 1 else ALONE

    def spec(self, *, narrow: bool = False) -> dict:
        panels = []
        for force, each in self.shown:
            is_notable = each.process.variation not in (None, "common_cause")
            small = _("(small numbers)") if each.is_small and is_notable else ""
            title = " ".join(filter(None, [force.short_name, small, variation_sign(each.process)]))
            panels.append((title, each.process))
        first = min(process.quarters[0] for _title, process in panels)
        last = max(process.quarters[-1] for _title, process in panels)
        return small_multiples(
            panels,
            self._names,
            ticks=[tick for tick in words.ticks(run(first, last), most=3) if tick[1]],
            size=NARROW if narrow else self._size(),
            unit=words.UNITS[self.page.measure.unit],
        )
