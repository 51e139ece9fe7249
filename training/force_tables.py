"""The lists on a force's training page."""

from itertools import groupby, pairwise

import django_tables2 as tables
from django.conf import settings
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.timezone import localtime
from django.utils.translation import gettext as _text
from django.utils.translation import gettext_lazy as _

from govuk.tables import DateColumn, NumberColumn, Table
from training.actions.workforce import POSTS
from training.months import last_full_month
from training.words import month_text

QUIET = {"td": {"class": lambda record: "" if record["corrections"] else "app-table__quiet"}}  # nothing on a phone


class MonthTable(Table):
    """One course of one force. A number, a nil and a month not reported never look alike."""

    month = tables.Column(verbose_name=_("Month"))
    number = NumberColumn(verbose_name=_("Completions"), empty_values=())
    state = tables.Column(verbose_name=_("State"), visible=False)
    recorded_by = tables.Column(verbose_name=_("Recorded by"), default=_("nobody"))
    recorded_at = DateColumn(verbose_name=_("Recorded"), default=_("not recorded"))
    corrections = tables.Column(verbose_name=_("Corrections"), orderable=False, default=_("none"), attrs=QUIET)

    class Meta:
        empty_text = _("No course was known on this day.")

    def render_month(self, value):
        return month_text(value)

    def value_month(self, value):
        return value

    def render_number(self, value, record):
        if record["state"] == REPORTED:
            return f"{value:,}"
        kind = "nil" if record["state"] == NIL else "none"
        return format_html('<span class="app-figure app-figure--{}">{}</span>', kind, record["state"])

    def value_number(self, value, record):
        return record["state"] if value is None else value

    def value_state(self, value):
        return str(value)

    def render_corrections(self, value):
        return format_html_join(mark_safe("<br>"), "{}", ((line,) for line in value))

    def value_corrections(self, value):
        return " ".join(value)


REPORTED, NIL, IN_PART = _("reported"), _("0, nil confirmed"), _("reported in part")
NOT_REPORTED, NOT_OVER = _("not reported"), _("not over yet")


def month_rows(page, course, *, detail: bool) -> list[dict]:
    """`detail`: reasons too."""
    return [_month(page, month, page.figures.of(course, month), detail) for month in page.months(course)]


def _month(page, month, versions, detail):
    if not versions:
        state = NOT_OVER if month > last_full_month(page.as_at.day) else NOT_REPORTED
        return {"month": month, "number": None, "state": state, "corrections": None}
    last = versions[-1]
    return {
        "month": month,
        "number": last.number,
        "state": REPORTED if last.number else NIL,
        "recorded_by": recorded_by(versions[0]),
        "recorded_at": localtime(versions[0].recorded_at),
        "corrections": corrections(versions, "{0.number:,}", detail=detail) or None,
    }


def recorded_by(row) -> str:
    if not row.on_behalf:
        return str(row.recorded_by)
    return _text("%(who)s, %(unit)s, on its behalf") % {"who": row.recorded_by, "unit": settings.UNIT_NAME}


def corrections(versions, words: str, *, detail: bool) -> list[str]:
    """The last first, each with what it was before."""
    found = []
    for former, row in pairwise(versions):
        day = date_format(localtime(row.recorded_at), "j F Y")
        said = {"was": words.format(former), "who": recorded_by(row), "day": day}
        told = _text("Was %(was)s until corrected by %(who)s on %(day)s") % said
        found.append(f"{told}: {row.reason}" if detail else f"{told}.")
    return found[::-1]


class PostsTable(Table):
    caption = _("Specialist posts by date")
    formats = ()  # two lists on one page: its downloads have an address of their own
    day = DateColumn(verbose_name=_("Date"))
    established = NumberColumn(verbose_name=_("Established"))
    filled = NumberColumn(verbose_name=_("Filled"))
    qualified = NumberColumn(verbose_name=_("Qualified"))
    in_training = NumberColumn(verbose_name=_("In training"))
    abstracted = NumberColumn(verbose_name=_("Abstracted"))
    recorded = tables.Column(verbose_name=_("Recorded by"))

    def render_recorded(self, value):
        return format_html_join(mark_safe("<br>"), "{}", ((line,) for line in value))

    def value_recorded(self, value):
        return " ".join(value)


class HeadcountTable(PostsTable):
    caption = _("Headcounts that the force states")
    day = DateColumn(verbose_name=_("Date"))
    kind = tables.Column(verbose_name=_("Of"))
    number = NumberColumn(verbose_name=_("Headcount"))
    recorded = tables.Column(verbose_name=_("Recorded by"))

    class Meta:
        exclude = ("established", "filled", "qualified", "in_training", "abstracted")
        sequence = ("day", "kind", "number", "recorded")


POSTS_BEFORE = (
    "{0.established} established, {0.filled} filled, {0.qualified} qualified, {0.in_training} in training, "
    "{0.abstracted} abstracted"
)


def posts_table(rows, *, detail: bool) -> PostsTable:
    """`rows`: every version, the last first."""
    names = ("day", *POSTS)
    found = _by_day(rows, lambda row: row.day, names, POSTS_BEFORE, detail)
    return PostsTable(list(found), orderable=False, prefix="posts-")


def headcount_table(rows, *, detail: bool) -> HeadcountTable:
    found = _by_day(rows, lambda row: (row.day, row.kind), ("day", "number"), "{0.number:,}", detail)
    return HeadcountTable(list(found), orderable=False, prefix="headcounts-")


def _by_day(rows, key, names, before, detail):
    for _key, versions in groupby(rows, key):
        in_order = list(versions)[::-1]
        last = in_order[-1]
        recorded = [recorded_by(in_order[0]), *corrections(in_order, before, detail=detail)]
        kind = {"kind": last.get_kind_display()} if hasattr(last, "kind") else {}
        yield {name: getattr(last, name) for name in names} | kind | {"recorded": recorded}
