from dataclasses import dataclass

from django.utils.translation import gettext as _

from dashboard.charts import Size
from dashboard.measures import specs, words
from dashboard.measures.icons import VARIATION, variation_sign
from dashboard.measures.national import National


@dataclass(frozen=True)
class Panels:
    """A small chart for each force that the person sees, by name."""

    page: National
    seen: frozenset[int]

    @property
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
        return _("Of %(total)d forces, %(better)d end in an improvement and %(worse)d in a concern") % said

    @property
    def statistic(self) -> str:
        return _("%(measure)s by quarter, each force on its own scale") % {"measure": self.page.measure.name}

    @property
    def foot(self) -> str:
        points = [each.process.points for _force, each in self.shown]
        said = {"least": min(points), "most": max(points)}
        each = _("%(least)d to %(most)d points each.") if min(points) < max(points) else _("%(most)d points each.")
        return f"{words.rules()} {each % said}"

    @property
    def alternative(self) -> str:
        parts = []
        for icon, (_kind, name) in VARIATION.items():
            ending = [force.short_name for force, each in self.shown if each.process.variation == icon]
            if ending and icon != "common_cause":
                parts.append(f"{name}: {', '.join(ending)}")
        rest = _("All others: usual variation, or no icon.")
        return f"{_('A small chart for each force, by name.')} {'; '.join(parts)}{'. ' if parts else ''}{rest}"

    def spec(self, *, narrow: bool = False) -> dict:
        panels = [
            (f"{force.short_name} {variation_sign(each.process)}".strip(), each.process) for force, each in self.shown
        ]
        quarters = [quarter for _force, each in self.shown for quarter in each.process.quarters]
        ticks = words.ticks(sorted(set(quarters)), most=3)
        size = Size(width=290 if narrow else 190, height=80, margin=30, columns=1 if narrow else 5, words=False)
        return specs.small_multiples(panels, ticks=ticks, size=size, unit=words.UNITS[self.page.measure.unit])
