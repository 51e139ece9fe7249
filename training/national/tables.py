"""The lists of the training page."""

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.translation import gettext as _text
from django.utils.translation import gettext_lazy as _

from govuk.numbers import number_text, of_text
from govuk.tables import DateColumn, LinkColumn, NumberColumn, OfColumn, Table
from training.national import words
from training.national.run import Run
from training.progress import Force, Progress
from training.tables import IN_PART, NIL, NOT_REPORTED, REPORTED, CountColumn, MonthColumn

# Its words stand before it, so it is not read out too.
BAR = '{} <progress class="app-bars__bar app-bars__bar--short" aria-hidden="true" max="{}" value="{}"></progress>'
NO_SHARE = _("no share")
ON_ONE_LINE = {"cell": {"class": "app-table__date"}}


class ForceTable(Table):
    caption = _("Completions, qualified people in post and established posts are three numbers")
    organisation = LinkColumn(verbose_name=_("Force"))
    done = NumberColumn(verbose_name=_("Completions of its share"), order_by=("ratio", "done"), empty_values=())
    state = tables.Column(verbose_name=_("Completions are"), visible=False)
    share = NumberColumn(verbose_name=_("Share"), default=NO_SHARE, visible=False)
    met = tables.Column(verbose_name=_("Share met"), default=NO_SHARE, attrs=ON_ONE_LINE)
    missing = OfColumn(of="months", verbose_name=_("Months not reported"))
    months = NumberColumn(verbose_name=_("Full months"), visible=False)
    qualified = CountColumn(verbose_name=_("Qualified in post"), default=_("not stated"))
    filled = CountColumn(verbose_name=_("Filled posts"), default=_("not stated"))
    established = CountColumn(verbose_name=_("Established posts"), default=_("not stated"))
    day = DateColumn(verbose_name=_("Posts as on"), default=_("not stated"))

    class Meta:
        empty_text = _("There is no force to show.")

    def render_done(self, value, record):
        share, state = record["share"], record["state"]
        if value is None:
            return format_html('<span class="app-figure app-figure--none">{}</span>', state)
        if state is NIL:
            of = _text("%(state)s, of %(share)s") % {"state": state, "share": number_text(share)} if share else state
            return format_html('<span class="app-figure app-figure--nil">{}</span>', of)
        if not share:
            return number_text(value)
        return format_html(BAR, of_text(value, share), share, min(value, share))

    def value_done(self, value, record):
        return record["state"] if value is None else value


def force_row(force: Force, url: str) -> dict:
    progress, posts = force.progress, force.workforce
    # The list is ordered by the ratio: nothing reported is no nil, and comes before it.
    if progress.done is None:
        state, ratio = NOT_REPORTED, -2
    else:
        state = IN_PART if progress.missing else REPORTED if progress.done else NIL
        ratio = progress.done / force.share.number if force.share else -1
    return {
        "organisation": force.organisation.short_name,
        "url": url,
        "done": progress.done,
        "state": state,
        "share": force.share and force.share.number,
        "met": force.share and words.share_of(progress),
        "ratio": ratio,
        "missing": len(progress.missing),
        "months": len(progress.months),
        "qualified": posts and posts.qualified,
        "filled": posts and posts.filled,
        "established": posts and posts.established,
        "day": posts and posts.day,
    }


class RunTable(Table):
    caption = _("The numbers behind the chart")
    formats = ()  # several lists on one page: its downloads have an address of their own
    month = MonthColumn(verbose_name=_("Month"))
    number = CountColumn(verbose_name=_("Completions"), default=NOT_REPORTED)
    reporters = OfColumn(of="forces", verbose_name=_("Forces that reported"))
    forces = NumberColumn(verbose_name=_("Forces"), visible=False)
    even = NumberColumn(verbose_name=_("Even pace"))

    def render_even(self, value):
        return words.pace_text(value)

    def value_even(self, value):
        return value


def run_table(run: Run) -> RunTable:
    common = {"forces": run.progress.forces, "even": round(run.even_pace, 1)}
    rows = [month._asdict() | common for month in run.progress.months[::-1]]
    return RunTable(rows, orderable=False, prefix="run-")


class EarlierTable(Table):
    caption = _("Forecasts made earlier, as known on each day")
    formats = ()
    day = DateColumn(verbose_name=_("Made on"), attrs={})
    done = CountColumn(verbose_name=_("Done then"))
    central = CountColumn(verbose_name=_("Forecast"))
    lower = NumberColumn(verbose_name=_("80% interval"))
    upper = NumberColumn(verbose_name=_("Upper end"), visible=False)
    chance = tables.Column(verbose_name=_("Chance of the quota"), default=_("not said"))
    per_cent = NumberColumn(verbose_name=_("Chance, per cent"), default=_("not said"), visible=False)
    came = CountColumn(verbose_name=_("What came"), default=_("not known yet"))
    inside = tables.Column(verbose_name=_("Inside the interval"), default=_("not known yet"))

    def render_lower(self, value, record):
        return _text("%(lower)s to %(upper)s") % {
            "lower": number_text(value),
            "upper": number_text(record["upper"]),
        }

    def value_lower(self, value):
        return value


def earlier_table(then: list[Progress], now: Progress) -> EarlierTable:
    """Newest first, those days on which there was a forecast; what came once all of it is or should be in."""
    came, rows = now.done if now.is_final else None, []
    for each in then[::-1]:
        if (end := each.outlook.at_the_end) is None:
            continue
        lower, upper = round(end.lower), round(end.upper)
        rows.append(
            {
                "day": each.day,
                "done": each.done,
                "central": round(end.central),
                "lower": lower,
                "upper": upper,
                "chance": None if end.chance is None else words.chance_name(end.chance),
                "per_cent": None if end.chance is None else round(100 * end.chance, 1),
                "came": came,
                "inside": None if came is None else _text("yes") if lower <= came <= upper else _text("no"),
            }
        )
    return EarlierTable(rows, orderable=False, prefix="earlier-")
