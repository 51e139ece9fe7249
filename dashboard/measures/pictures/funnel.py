from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dashboard.charts import Size
from dashboard.measures import specs
from dashboard.measures.national import National
from dashboard.render import svg
from forces.as_at import AsAt
from measures import funnel
from measures.words import quarter_text

HERE = "https://here.invalid"  # the renderer makes an address on this site one on another


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
