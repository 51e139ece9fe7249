from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from charts import Size
from charts.render import svg
from ledger.as_at import AsAt
from measures.figures import specs
from measures.figures.national import National
from measures.words import quarter_text
from stats import funnel

HERE = "https://here.invalid"  # the renderer makes an address on this site one on another

SIDES = {
    funnel.ABOVE: gettext_lazy("above the 99.8% limits"),
    funnel.BELOW: gettext_lazy("below the 99.8% limits"),
    funnel.WITHIN: gettext_lazy("within the 99.8% limits"),
}


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
        return self._outside("99.8")

    def _outside(self, level) -> list[tuple[str, str]]:
        found = self.page.funnel
        return [
            (force.short_name, side)
            for (force, *_counts), unit in zip(self.page.drawn, found.units, strict=True)
            if (side := found.outside(unit, level=level)) != funnel.WITHIN
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
        """Which limits count, and how many forces chance alone would put outside them."""
        found, at_95 = self.page.funnel, len(self._outside("95"))
        said = {"phi": f"{found.phi:.2f}", "target": f"{100 * found.target:.1f}%"}
        line = _("The line is all forces together, %(target)s.") % said
        if found.is_adjusted:
            more = _("The forces differ more than chance would have them (ratio %(phi)s), so the widened limits count.")
        elif len(found.units) < funnel.FEWEST:
            more = _("What counts is the exact binomial chance: there are too few forces to widen the limits.")
        else:
            more = _(
                "What counts is the exact binomial chance of each force's own number, and the limits are not widened "
                "(ratio %(phi)s). That is no evidence that the forces are alike."
            )
        said |= {"number": at_95, "total": len(found.units), "expected": f"{0.05 * len(found.units):.0f}"}
        outside = ngettext(
            "%(number)d of %(total)d lies outside the 95%% limits; up to about %(expected)s would if none stood apart.",
            "%(number)d of %(total)d lie outside the 95%% limits; up to about %(expected)s would if none stood apart.",
            at_95,
        )
        left_out = ""
        if number := len(self.page.left_out):
            left_out = ngettext(
                "Notes leave out the figure of %(number)d force.",
                "Notes leave out the figures of %(number)d forces.",
                number,
            ) % {"number": number}
        return " ".join(filter(None, [line, more % said, outside % said, left_out]))

    @property
    def alternative(self) -> str:
        named = [] if self.own else [name for name, side in self.outside]
        parts = [self.limits]
        for (force, *_counts), unit in zip(self.page.drawn, self.page.funnel.units, strict=True):
            if force.pk in self.own:
                parts.append(self._marked(force, unit))
        if named:
            parts.append(_("Outside the 99.8%% limits: %(names)s.") % {"names": ", ".join(named)})
        return f"{_('A dot for each force: its share against how many outcomes it is of.')} {' '.join(parts)}"

    def _marked(self, force, unit) -> str:
        side = self.page.funnel.outside(unit)
        said = {"force": force.short_name, "count": unit.numerator, "total": unit.denominator, "side": SIDES[side]}
        return _("Marked with a ring: %(force)s, %(count)d of %(total)d, %(side)s.") % said

    def spec(self, *, narrow: bool = False, links: bool = False) -> dict:
        """A picture names those outside the limits; with `links`, for the page itself, every dot is a link."""
        drawn = zip(self.page.drawn, self.page.funnel.units, strict=True)
        return specs.funnel_chart(
            [self._dot(force, unit, links=links) for (force, *_counts), unit in drawn],
            self.page.curves,
            self.page.funnel.target,
            self._names(),
            {
                "95": "95%",
                "99.8": "99.8%",
                "95 widened": _("95%, widened"),
                "99.8 widened": _("99.8%, widened"),
            },
            across=_("outcomes assigned in the quarter"),
            size=Size.narrow() if narrow else Size.wide(),
        )

    @property
    def inline(self) -> str:
        """The picture as part of the page: each force that the person sees is named on focus and leads to its chart."""
        return svg(self.spec(links=True)).replace(HERE, "")

    def _names(self) -> dict[str, str]:
        target = f"{100 * self.page.funnel.target:.1f}%"
        return {
            "all": _("All forces together, %(target)s") % {"target": target},
            "95": _("95% limits of chance"),
            "99.8": _("99.8% limits of chance"),
            "95 widened": _("95% limits, widened"),
            "99.8 widened": _("99.8% limits, widened"),
        }

    @property
    def own(self) -> frozenset[int]:
        """What is marked: the forces of somebody who does not see all of them."""
        return frozenset() if len(self.seen) > len(self.page.forces) // 2 else self.seen

    def _dot(self, force, unit, *, links):
        side, seen, own = self.page.funnel.outside(unit), force.pk in self.seen, force.pk in self.own
        if not seen or (not links and not own and side == funnel.WITHIN):
            return specs.Dot("", unit.denominator, unit.rate, side)
        url = self.as_at.link(reverse("organisation_measure", args=[force.slug, self.page.measure.code]))
        said = {"force": force.short_name, "count": unit.numerator, "total": unit.denominator}
        words = _("%(force)s: %(count)d of %(total)d") % said
        return specs.Dot(force.short_name, unit.denominator, unit.rate, side, HERE + url if links else "", words, own)
