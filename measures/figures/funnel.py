"""Forces compared by size: the funnel of a measure's page, its words and its list."""

from dataclasses import dataclass

import django_tables2 as tables
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from charts import Size
from charts.render import svg
from govuk.tables import LinkColumn, NumberColumn, Table
from ledger.as_at import AsAt
from measures.figures.national import National
from measures.figures.specs.funnel import Dot, funnel_chart
from measures.words import number_text, quarter_text
from stats import funnel

HERE = "https://here.invalid"  # the renderer makes an address on this site one on another
CURVE = 40  # places at which the limits of a funnel are drawn
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

    def outside(self, level: str) -> list[str]:
        found = self.page.funnel
        return [force.short_name for force, unit in self.page.dots if found.outside(unit, level=level) != funnel.WITHIN]

    @property
    def headline(self) -> str:
        number, total = len(self.outside("99.8")), len(self.page.dots)
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
        found, total, at_95 = self.page.funnel, len(self.page.dots), len(self.outside("95"))
        said = {"phi": f"{found.phi:.2f}", "target": f"{100 * found.target:.1f}%"}
        said |= {"number": at_95, "total": total, "expected": f"{0.05 * total:.0f}"}
        parts = [_("The line is all forces together, %(target)s.")]
        if found.is_adjusted:
            more = _("The forces differ more than chance would have them (ratio %(phi)s), so the widened limits count.")
        elif total < funnel.FEWEST:
            more = _("What counts is the exact binomial chance: there are too few forces to widen the limits.")
        else:
            more = _(
                "What counts is the exact binomial chance of each force's own number, and the limits are not widened "
                "(ratio %(phi)s). That is no evidence that the forces are alike."
            )
        outside = ngettext(
            "%(number)d of %(total)d lies outside the 95%% limits; up to about %(expected)s would if none stood apart.",
            "%(number)d of %(total)d lie outside the 95%% limits; up to about %(expected)s would if none stood apart.",
            at_95,
        )
        parts = [part % said for part in (*parts, more, outside)]
        if number := len(self.page.left_out):
            left_out = ngettext(
                "Notes leave out the figure of %(number)d force.",
                "Notes leave out the figures of %(number)d forces.",
                number,
            )
            parts.append(left_out % {"number": number})
        return " ".join(parts)

    @property
    def alternative(self) -> str:
        parts = [_("A dot for each force: its share against how many outcomes it is of."), self.limits]
        for force, unit in self.page.dots:
            if force.pk in self.own:
                side = SIDES[self.page.funnel.outside(unit)]
                said = {"force": force.short_name, "count": unit.numerator, "total": unit.denominator, "side": side}
                parts.append(_("Marked with a ring: %(force)s, %(count)d of %(total)d, %(side)s.") % said)
        if not self.own and (names := self.outside("99.8")):
            parts.append(_("Outside the 99.8%% limits: %(names)s.") % {"names": ", ".join(names)})
        return " ".join(parts)

    @property
    def own(self) -> frozenset[int]:
        """What is marked: the forces of somebody who does not see all of them."""
        return frozenset() if len(self.seen) > len(self.page.forces) // 2 else self.seen

    def spec(self, *, narrow: bool = False, links: bool = False) -> dict:
        """A picture names those outside the limits; with `links`, for the page itself, every dot is a link."""
        target = self.page.funnel.target
        return funnel_chart(
            [self._dot(force, unit, links=links) for force, unit in self.page.dots],
            self._curves(),
            target,
            {
                "all": _("All forces together, %(target)s") % {"target": f"{100 * target:.1f}%"},
                "95": _("95% limits of chance"),
                "99.8": _("99.8% limits of chance"),
                "95 widened": _("95% limits, widened"),
                "99.8 widened": _("99.8% limits, widened"),
            },
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

    def _curves(self) -> dict[str, list[tuple[int, float, float]]]:
        """Both pairs of exact limits, and the widened ones where they count, from small to large denominators."""
        found = self.page.funnel
        most = max(unit.denominator for unit in found.units)
        places = sorted({max(1, round(most * 1.05 * (at / CURVE) ** 2)) for at in range(1, CURVE + 1)})
        kinds = {"": funnel.exact_limits_of(places, found.target)}
        if found.is_adjusted:
            kinds[" widened"] = [funnel.adjusted_limits(n, found.target, found.tau2) for n in places]
        curves = {}
        for kind, rows in kinds.items():
            curves[f"95{kind}"] = [(n, at.lower_95, at.upper_95) for n, at in zip(places, rows, strict=True)]
            curves[f"99.8{kind}"] = [(n, at.lower_998, at.upper_998) for n, at in zip(places, rows, strict=True)]
        return curves

    def _dot(self, force, unit, *, links) -> Dot:
        side, own = self.page.funnel.outside(unit), force.pk in self.own
        if force.pk not in self.seen or not (links or own or side != funnel.WITHIN):
            return Dot("", unit.denominator, unit.rate, side)
        url = self.as_at.link(reverse("organisation_measure", args=[force.slug, self.page.measure.code]))
        said = {"force": force.short_name, "count": unit.numerator, "total": unit.denominator}
        words = _("%(force)s: %(count)d of %(total)d") % said
        return Dot(force.short_name, unit.denominator, unit.rate, side, HERE + url if links else "", words, own)


IN_WORDS = {
    funnel.ABOVE: gettext_lazy("Above"),
    funnel.BELOW: gettext_lazy("Below"),
    funnel.WITHIN: gettext_lazy("Within"),
}
LIMITS = {  # by kind of limits and name: their headings in the file
    ("exact", "lower_95"): gettext_lazy("Lower 95% limit"),
    ("exact", "upper_95"): gettext_lazy("Upper 95% limit"),
    ("exact", "lower_998"): gettext_lazy("Lower 99.8% limit"),
    ("exact", "upper_998"): gettext_lazy("Upper 99.8% limit"),
    ("adjusted", "lower_95"): gettext_lazy("Lower 95% limit, widened"),
    ("adjusted", "upper_95"): gettext_lazy("Upper 95% limit, widened"),
    ("adjusted", "lower_998"): gettext_lazy("Lower 99.8% limit, widened"),
    ("adjusted", "upper_998"): gettext_lazy("Upper 99.8% limit, widened"),
}


class FunnelTable(Table):
    """By name: a funnel compares each force with chance, not with the others. The limits on the page are those that
    count; where they are not widened, the exact tail says the side."""

    caption = gettext_lazy("Forces by name, and where each lies in the funnel")
    formats = ()
    force = LinkColumn(verbose_name=gettext_lazy("Force"))
    counts = NumberColumn(
        verbose_name=gettext_lazy("Count, and of how many"), orderable=False, exclude_from_export=True
    )
    count = NumberColumn(verbose_name=gettext_lazy("Count"), visible=False)
    total = NumberColumn(verbose_name=gettext_lazy("Of"), visible=False)
    share = NumberColumn(verbose_name=gettext_lazy("Share"), orderable=False, exclude_from_export=True)
    per_cent = NumberColumn(verbose_name=gettext_lazy("Share, per cent"), visible=False)
    target = NumberColumn(verbose_name=gettext_lazy("All forces together, per cent"), visible=False)
    usual_95 = tables.Column(
        verbose_name=gettext_lazy("95% limits at its size"), orderable=False, exclude_from_export=True
    )
    side_95 = tables.Column(verbose_name=gettext_lazy("The 95% limits"), orderable=False)
    usual = tables.Column(
        verbose_name=gettext_lazy("99.8% limits at its size"), orderable=False, exclude_from_export=True
    )
    side = tables.Column(verbose_name=gettext_lazy("The 99.8% limits"), orderable=False)

    def __init__(self, page: National, seen, as_at):
        not_widened = gettext_lazy("not widened")
        limits = [
            (f"{kind}_{name}", NumberColumn(verbose_name=heading, default=not_widened, visible=False))
            for (kind, name), heading in LIMITS.items()
        ]
        rows = [_row(page, force, unit, as_at) for force, unit in page.dots if force.pk in seen]
        super().__init__(rows, extra_columns=limits, prefix="funnel-")


def _row(page, force, unit, as_at) -> dict:
    found, said = page.funnel, {"count": number_text(unit.numerator), "total": number_text(unit.denominator)}
    limits = {"exact": unit.exact, "adjusted": unit.adjusted if found.is_adjusted else None}
    counts = found.limits(unit)
    return {
        "force": force.short_name,
        "url": as_at.link(reverse("organisation_measure", args=[force.slug, page.measure.code])),
        "counts": _("%(count)s of %(total)s") % said,
        "count": unit.numerator,
        "total": unit.denominator,
        "share": f"{100 * unit.rate:.1f}%",
        "per_cent": round(100 * unit.rate, 1),
        "target": round(100 * found.target, 1),
        "usual_95": _between(counts.lower_95, counts.upper_95),
        "side_95": IN_WORDS[found.outside(unit, level="95")],
        "usual": _between(counts.lower_998, counts.upper_998),
        "side": IN_WORDS[found.outside(unit)],
    } | {f"{kind}_{name}": limits[kind] and round(100 * getattr(limits[kind], name), 1) for kind, name in LIMITS}


def _between(lower, upper) -> str:
    return _("%(lower)s%% to %(upper)s%%") % {"lower": f"{100 * lower:.1f}", "upper": f"{100 * upper:.1f}"}
