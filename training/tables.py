"""The lists on a force's training page and on the Unit manager's."""

from itertools import groupby, pairwise

import django_tables2 as tables
from django.conf import settings
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _text
from django.utils.translation import gettext_lazy as _

from govuk.numbers import day_text, month_text, number_text
from govuk.tables import DateColumn, LinkColumn, NumberColumn, Table
from training.actions import POSTS
from training.months import last_full_month, months_between

QUIET = {"td": {"class": lambda record: "" if record["corrections"] else "app-table__quiet"}}  # nothing on a phone


class CountColumn(NumberColumn):
    """Figures with their thousands marked; a number in the download."""

    def render(self, value):
        return number_text(value)

    def value(self, value):
        return value


class MonthColumn(tables.Column):
    def render(self, value):
        return month_text(value)

    def value(self, value):
        return value


class LinesColumn(tables.Column):
    def render(self, value):
        return format_html_join(mark_safe("<br>"), "{}", ((line,) for line in value))

    def value(self, value):
        return " ".join(value)


class MonthTable(Table):
    """One course of one force. A number, a nil and a month not reported never look alike."""

    month = MonthColumn(verbose_name=_("Month"))
    number = NumberColumn(verbose_name=_("Completions"), empty_values=())
    state = tables.Column(verbose_name=_("State"), visible=False)
    recorded_by = tables.Column(verbose_name=_("Recorded by"), default=_("nobody"))
    recorded_at = DateColumn(verbose_name=_("Recorded"), default=_("not recorded"))
    corrections = LinesColumn(verbose_name=_("Corrections"), orderable=False, default=_("none"), attrs=QUIET)

    class Meta:
        empty_text = _("No course was known on this day.")

    def render_number(self, value, record):
        if record["state"] == REPORTED:
            return f"{value:,}"
        kind = "nil" if record["state"] == NIL else "none"
        return format_html('<span class="app-figure app-figure--{}">{}</span>', kind, record["state"])

    def value_number(self, value, record):
        return record["state"] if value is None else value

    def value_state(self, value):
        return str(value)


REPORTED, NIL, IN_PART = _("reported"), _("0, nil confirmed"), _("reported in part")
NOT_REPORTED, NOT_OVER = _("not reported"), _("not over yet")


def month_rows(course, figures, as_at, *, detail: bool) -> list[dict]:
    """The last month first. `detail`: reasons too."""
    rows = []
    for month in reversed(list(months_between(course.first_month, as_at.day))):
        versions = figures.of(course, month)
        if not versions:
            state = NOT_OVER if month > last_full_month(as_at.day) else NOT_REPORTED
            rows.append({"month": month, "number": None, "state": state, "corrections": None})
            continue
        first, last = versions[0], versions[-1]
        rows.append(
            {
                "month": month,
                "number": last.number,
                "state": REPORTED if last.number else NIL,
                "recorded_by": recorded_by(first),
                "recorded_at": localtime(first.recorded_at),
                "corrections": corrections(versions, "{0.number:,}", detail=detail) or None,
            }
        )
    return rows


def recorded_by(row) -> str:
    if not row.on_behalf:
        return str(row.recorded_by)
    return _text("%(who)s, %(unit)s, on its behalf") % {"who": row.recorded_by, "unit": settings.UNIT_NAME}


def corrections(versions, words: str, *, detail: bool) -> list[str]:
    """The last first, each with what it was before."""
    found = []
    for former, row in pairwise(versions):
        day = day_text(localdate(row.recorded_at))
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
    recorded = LinesColumn(verbose_name=_("Recorded by"))


class HeadcountTable(PostsTable):
    caption = _("Headcounts that the force states")
    day = DateColumn(verbose_name=_("Date"))
    kind = tables.Column(verbose_name=_("Of"))
    number = NumberColumn(verbose_name=_("Headcount"))
    recorded = LinesColumn(verbose_name=_("Recorded by"))

    class Meta:
        exclude = ("established", "filled", "qualified", "in_training", "abstracted")
        sequence = ("day", "kind", "number", "recorded")


POSTS_BEFORE = (
    "{0.established} established, {0.filled} filled, {0.qualified} qualified, {0.in_training} in training, "
    "{0.abstracted} abstracted"
)


def posts_table(rows, *, detail: bool) -> PostsTable:
    """`rows`: every version, the last first."""
    found = [
        {name: getattr(versions[-1], name) for name in ("day", *POSTS)}
        | {"recorded": [recorded_by(versions[0]), *corrections(versions, POSTS_BEFORE, detail=detail)]}
        for versions in _by(rows, lambda row: row.day)
    ]
    return PostsTable(found, orderable=False, prefix="posts-")


def headcount_table(rows, *, detail: bool) -> HeadcountTable:
    found = [
        {
            "day": versions[-1].day,
            "kind": versions[-1].get_kind_display(),
            "number": versions[-1].number,
            "recorded": [recorded_by(versions[0]), *corrections(versions, "{0.number:,}", detail=detail)],
        }
        for versions in _by(rows, lambda row: (row.day, row.kind))
    ]
    return HeadcountTable(found, orderable=False, prefix="headcounts-")


def _by(rows, key) -> list[list]:
    """The versions of each, the first first."""
    return [list(versions)[::-1] for _key, versions in groupby(rows, key)]


class QuotaTable(Table):
    caption = _("Quotas as they stand")
    name = LinkColumn(verbose_name=_("Quota"))
    number = CountColumn(verbose_name=_("Asks for"))
    starts = DateColumn(verbose_name=_("Counts from"))
    due = DateColumn(verbose_name=_("Due by"))
    shared = NumberColumn(verbose_name=_("Shared out"), empty_values=(), default=_("not shared out"))
    source = tables.Column(verbose_name=_("Source"))

    class Meta:
        empty_text = _("No quota was known on this day.")

    def render_shared(self, value, record):
        text = self.columns["shared"].default if value is None else f"{value:,}"
        return format_html('<a class="govuk-link" href="{}">{}</a>', record["shares_url"], text)

    def value_shared(self, value):
        return value


class CourseTable(Table):
    caption = _("Courses")
    name = tables.Column(verbose_name=_("Course"))
    audience = tables.Column(verbose_name=_("For"), accessor="get_audience_display")
    counts = tables.Column(verbose_name=_("Counts towards quotas"))
    began = DateColumn(verbose_name=_("First month"), default=_("not known"))
    source = tables.Column(verbose_name=_("Source"))

    def render_counts(self, value):
        return _("yes") if value else _("no")

    def value_counts(self, value):
        return str(self.render_counts(value))
