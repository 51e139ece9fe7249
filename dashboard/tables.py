"""The lists. Their rows are small dicts: what they show is read from the ledger, not from a column."""

import django_tables2 as tables
from django.conf import settings
from django.utils.text import format_lazy
from django.utils.translation import gettext as _text
from django.utils.translation import gettext_lazy as _

from forces.models import OrganisationKind
from govuk.signs import sign, word
from govuk.tables import DateColumn, LinkColumn, NumberColumn, OfColumn, StatusColumn, Table
from rollout.differences import differing, stance_of
from rollout.scales import STANCES, Confidence


def position(update, view) -> dict:
    """Of a row what an organisation last said of a standard, and what the Unit thinks of it."""
    said = update and update.status
    return {
        "status": said,
        "unit": update and (found := differing(view, said)) and found.status,
        "stance": stance_of(view, said),
        "confidence": update and update.confidence,
        "confirmed": bool(update and update.is_confirmed),
        "target_date": update and update.target_date,
        "last_updated": update and update.recorded_at,
    }


class PositionColumn(StatusColumn):
    """A status with its confidence and whether it was confirmed, in one sign."""

    def render(self, value, record):
        return sign(value, record["confidence"], confirmed=record["confirmed"])


class UnitColumn(tables.Column):
    """The Unit's status where it is not the organisation's, else whether it agrees or has not looked; the view leaves
    the column out for who may not see it. In the download the status has a column of its own."""

    empty_values = ()

    def __init__(self, **kwargs):
        super().__init__(verbose_name=format_lazy(_("The {unit} thinks"), unit=settings.UNIT_NAME), **kwargs)

    def render(self, value, record):
        return sign(value) if value else STANCES[record["stance"]]

    def value(self, value, record):
        return word(value) if value else STANCES[record["stance"]]


class StanceColumn(tables.Column):
    """For the download only: the page has it in the UnitColumn."""

    def __init__(self, **kwargs):
        super().__init__(
            verbose_name=format_lazy(_("The {unit}'s view"), unit=settings.UNIT_NAME), visible=False, **kwargs
        )

    def render(self, value):
        return STANCES[value]


class FoundColumn(tables.Column):
    """Findings with what is said of each; in the download the text."""

    def __init__(self, **kwargs):
        super().__init__(verbose_name=_("The inspectorate found"), orderable=False, **kwargs)

    def render(self, record):
        return record["cell"]

    def value(self, value, **kwargs):
        return value


class ConfidenceColumn(tables.Column):
    def __init__(self, **kwargs):
        super().__init__(verbose_name=_("Confidence"), default=_("not reported"), visible=False, **kwargs)

    def render(self, value):
        return Confidence(value).label


class OrganisationTable(Table):
    caption = _("Organisations and how far each is")
    organisation = LinkColumn(verbose_name=_("Organisation"), accessor="organisation__short_name")
    kind = tables.Column(verbose_name=_("Kind"), accessor="organisation__kind")
    region = tables.Column(verbose_name=_("Region"), accessor="organisation__region")
    cohort = tables.Column(verbose_name=_("Cohort"), accessor="organisation__get_cohort_display")
    in_place = OfColumn(of="total", verbose_name=_("In place or better"), order_by="share", default=_("nothing asked"))
    total = NumberColumn(verbose_name=_("Standards"), visible=False)
    never = NumberColumn(verbose_name=_("Never reported"), default=_("nothing asked"))
    joined = tables.Column(
        verbose_name=_("Joined"), accessor="organisation__joined", default=_("not known"), visible=False
    )
    last_updated = DateColumn(verbose_name=_("Last updated"), default=_("never"))

    class Meta:
        empty_text = _("No organisation fits the filter. Clear it to see them all.")

    def render_kind(self, value):
        return _("Force") if value == OrganisationKind.FORCE else _("CPS Area")


class CommitmentTable(Table):
    """Every standard of one organisation."""

    caption = _("Every standard and where it stands")
    standard = LinkColumn(verbose_name=_("Standard"))
    theme = tables.Column(verbose_name=_("Theme"))
    status = PositionColumn(verbose_name=_("Status"))
    unit = UnitColumn()
    stance = StanceColumn()
    confidence = ConfidenceColumn()
    target_date = DateColumn(verbose_name=_("Target date"), default=_("not set"))
    last_updated = DateColumn(verbose_name=_("Last updated"), default=_("never"))

    class Meta:
        empty_text = _("No standard was known on this day.")


class OrganisationsOfStandardTable(Table):
    """One standard in every organisation that the person may see."""

    caption = _("Organisations and where each stands")
    organisation = LinkColumn(verbose_name=_("Organisation"))
    region = tables.Column(verbose_name=_("Region"))
    cohort = tables.Column(verbose_name=_("Cohort"))
    status = PositionColumn(verbose_name=_("Status"))
    unit = UnitColumn()
    stance = StanceColumn()
    found = FoundColumn(default=_("nothing"))
    differs = tables.Column(verbose_name=_("Where they differ"), default=_("nowhere"), orderable=False)
    confidence = ConfidenceColumn()
    target_date = DateColumn(verbose_name=_("Target date"), default=_("not set"))
    last_updated = DateColumn(verbose_name=_("Last updated"), default=_("never"))

    class Meta:
        empty_text = _("No organisation fits the filter. Clear it to see them all.")


class ThreeViewsTable(Table):
    """The standards of an organisation that an inspectorate's findings are about."""

    caption = _("Three views of a standard")
    formats = ()  # its downloads have an address of their own
    prefix = "three-"
    standard = LinkColumn(verbose_name=_("Standard"), orderable=False)
    said = StatusColumn(verbose_name=_("It says"), orderable=False)
    unit = UnitColumn(orderable=False)
    stance = StanceColumn()
    found = FoundColumn()
    differs = tables.Column(verbose_name=_("Where they differ"), default=_("nowhere"), orderable=False)


class StandardTable(Table):
    caption = _("Standards")
    standard = LinkColumn(verbose_name=_("Standard"))
    model = tables.Column(verbose_name=_("Model"), visible=False)
    theme = tables.Column(verbose_name=_("Theme"), visible=False)
    kind = tables.Column(verbose_name=_("Kind"))
    provenance = tables.Column(verbose_name=_("Text"))
    source = tables.Column(verbose_name=_("Source"), visible=False)
    in_place = OfColumn(of="total", verbose_name=_("In place or better"), default=_("nobody asked"))
    never = NumberColumn(verbose_name=_("Never reported"), default=_("nobody asked"))
    total = NumberColumn(verbose_name=_("Organisations"), default=_("nobody asked"), visible=False)


def over_time_table(months, columns, *, prefix):
    """A chart's numbers: a row for each month end, newest first, a column for each of `columns`."""
    extra = [("day", DateColumn(verbose_name=_("End of")))]
    extra += [(f"group_{number}", NumberColumn(verbose_name=name)) for number, name in enumerate(columns)]
    rows = [
        {"day": day} | {f"group_{number}": count for number, count in enumerate(counts)} for day, counts in months[::-1]
    ]
    return _Numbers(rows, extra_columns=extra, orderable=False, prefix=prefix)


def themes_table(themes):
    """As over_time_table, of (theme, months) each: how many standards are in place or better, and of how many."""
    extra, rows = [("day", DateColumn(verbose_name=_("End of")))], {}
    for number, (theme, months) in enumerate(themes):
        whole, heading = f"standards_{number}", _text("%(theme)s, standards") % {"theme": theme}
        extra.append((f"theme_{number}", OfColumn(of=whole, verbose_name=theme, default=_("nothing asked"))))
        extra.append((whole, NumberColumn(verbose_name=heading, visible=False)))
        for day, counts in months:
            asked = sum(counts)
            cells = {"day": day, f"theme_{number}": counts[0] if asked else None, whole: asked}
            rows.setdefault(day, {}).update(cells)
    newest_first = [rows[day] for day in sorted(rows, reverse=True)]
    return _Numbers(newest_first, extra_columns=extra, orderable=False, prefix="themes-")


class _Numbers(Table):
    caption = _("The numbers behind the chart")
    formats = ()  # two lists on one page: its downloads have an address of their own
