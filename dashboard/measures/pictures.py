"""The pictures of a measure's national page with their words."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dashboard.charts import Size
from dashboard.measures import specs, words
from dashboard.measures.icons import VARIATION
from dashboard.measures.national import National
from dashboard.render import svg
from forces.as_at import AsAt
from measures import funnel
from measures.words import quarter_text, short_quarter, value_text

HERE = "https://here.invalid"  # the renderer makes an address on this site one on another


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
        panels = [(force.short_name, each.process) for force, each in self.shown]
        quarters = [quarter for _force, each in self.shown for quarter in each.process.quarters]
        ticks = words.ticks(sorted(set(quarters)), most=3)
        size = Size(width=290 if narrow else 190, height=80, margin=30, columns=1 if narrow else 5, words=False)
        return specs.small_multiples(panels, ticks=ticks, size=size, unit=words.UNITS[self.page.measure.unit])


@dataclass(frozen=True)
class FunnelChart:
    page: National
    seen: frozenset[int]
    as_at: AsAt

    @property
    def has_something(self) -> bool:
        return self.page.funnel is not None

    @property
    def outside(self) -> list[tuple[str, str]]:
        found = self.page.funnel
        return [
            (force.short_name, side)
            for (force, *_counts), unit in zip(self.page.drawn, found.units, strict=True)
            if (side := found.outside(unit)) != funnel.WITHIN
        ]

    @property
    def headline(self) -> str:
        number, total = len(self.outside), len(self.page.funnel.units)
        return ngettext(
            "%(number)d of %(total)d forces lies outside the 99.8%% limits",
            "%(number)d of %(total)d forces lie outside the 99.8%% limits",
            number,
        ) % {"number": number, "total": total}

    @property
    def statistic(self) -> str:
        said = {"measure": self.page.measure.name, "quarter": quarter_text(self.page.latest)}
        return _("%(measure)s by size, %(quarter)s") % said

    @property
    def limits(self) -> str:
        found = self.page.funnel
        said = {"phi": f"{found.phi:.2f}", "target": f"{100 * found.target:.1f}%"}
        line = _("The line is all forces together, %(target)s.") % said
        if found.is_adjusted:
            more = _("The forces differ more than chance would have them (ratio %(phi)s), so the limits are widened.")
            return f"{line} {more % said}"
        if len(found.units) < funnel.FEWEST:
            return f"{line} {_('Exact binomial limits: there are too few forces to widen them.')}"
        more = _("Exact binomial limits: the forces differ no more than chance would have them (ratio %(phi)s).")
        return f"{line} {more % said}"

    @property
    def alternative(self) -> str:
        named = [name for name, side in self.outside] if len(self.seen) > len(self.page.forces) // 2 else []
        parts = [self.limits]
        if named:
            parts.append(_("Outside the 99.8%% limits: %(names)s.") % {"names": ", ".join(named)})
        return f"{_('A dot for each force: its share against how many outcomes it is of.')} {' '.join(parts)}"

    def spec(self, *, narrow: bool = False, links: bool = False) -> dict:
        """A picture names those outside the limits; with `links`, for the page itself, every dot is a link."""
        drawn = zip(self.page.drawn, self.page.funnel.units, strict=True)
        return specs.funnel_chart(
            [self._dot(force, unit, links=links) for (force, *_counts), unit in drawn],
            self.page.curves,
            self.page.funnel.target,
            across=_("outcomes assigned in the quarter"),
            size=Size.narrow() if narrow else Size.wide(),
        )

    @property
    def inline(self) -> str:
        """The picture as part of the page: each force that the person sees is named on focus and leads to its chart."""
        return svg(self.spec(links=True)).replace(HERE, "")

    def _dot(self, force, unit, *, links):
        side, seen = self.page.funnel.outside(unit), force.pk in self.seen
        if not seen or (not links and side == funnel.WITHIN):
            return specs.Dot("", unit.denominator, unit.rate, side)
        url = self.as_at.link(reverse("organisation_measure", args=[force.slug, self.page.measure.code]))
        said = {"force": force.short_name, "count": unit.numerator, "total": unit.denominator}
        words = _("%(force)s: %(count)d of %(total)d") % said
        return specs.Dot(force.short_name, unit.denominator, unit.rate, side, HERE + url if links else "", words)


@dataclass(frozen=True)
class CohortChart:
    page: National

    @property
    def has_something(self) -> bool:
        return bool(self.page.cohorts)

    @property
    def headline(self) -> str:
        return _("Pathfinder, expansion and national forces together")

    @property
    def statistic(self) -> str:
        measure = self.page.measure
        said = {"measure": measure.name}
        if measure.is_percentage:
            return _("%(measure)s, all forces of a cohort taken together") % said
        if measure.on_log:
            return _("%(measure)s, the force in the middle of each cohort") % said
        return _("%(measure)s, for an average force of each cohort") % said

    @property
    def alternative(self) -> str:
        parts = [
            _("%(name)s from %(first)s in %(from)s to %(last)s in %(to)s")
            % {
                "name": name,
                "first": value_text(self.page.measure, points[0][1]),
                "from": short_quarter(points[0][0]),
                "last": value_text(self.page.measure, points[-1][1]),
                "to": short_quarter(points[-1][0]),
            }
            for name, _colour, points in self.page.cohorts
        ]
        return _("A line for each cohort: ") + "; ".join(parts) + "."

    def spec(self, *, narrow: bool = False) -> dict:
        quarters = [quarter for quarter, _value in self.page.cohorts[0][2]]
        size = Size.narrow() if narrow else Size.wide()
        unit = words.UNITS[self.page.measure.unit]
        return specs.lines_over_time(
            self.page.cohorts, ticks=words.ticks(quarters, most=4 if narrow else 7), size=size, unit=unit
        )
