"""The base of every list. A view ends with `list_page` or, where it has several lists, with `lists_page`."""

from collections.abc import Callable
from datetime import datetime

import django_tables2 as tables
from django.shortcuts import render
from django.utils.formats import localize
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localdate, template_localtime
from django.utils.translation import gettext as _text
from django.utils.translation import gettext_lazy as _
from django_tables2.utils import signature

from govuk.exports import FORMATS, file_of
from govuk.numbers import day_text
from govuk.signs import sign, word

ROWS, MOST_ROWS = 60, 200  # on a page


class Table(tables.Table):
    """caption: what the list is, for the <caption>. formats: the downloads offered under it, () for none.

    No cell is empty, on the page and in the file: a column's `default` says in a word why there is nothing."""

    caption = _("List")
    formats = tuple(FORMATS)

    def __init__(self, *args, caption=None, **kwargs):
        kwargs.setdefault("default", _("none"))
        kwargs.setdefault("empty_text", self._meta.empty_text or _("There is nothing to show."))
        super().__init__(*args, **kwargs)
        self.caption_text = self.caption if caption is None else caption

    def paginate(self, paginator_class=tables.paginators.Paginator, per_page=None, page=1, *args, **kwargs):
        # The address may ask for any number of rows, none and fewer than none too.
        rows = min(per_page, MOST_ROWS) if per_page and per_page > 0 else ROWS
        return super().paginate(paginator_class, rows, page, *args, **kwargs)

    def body(self) -> SafeString:
        """The rows of this page of the list. In Python: long lists took most of the time of the longest pages."""
        cells = [_cells(column, first=not number) for number, column in enumerate(self.columns)]
        rows = ("".join([cell(row) for cell in cells]) for row in self.paginated_rows)
        return SafeString("".join([f'<tr class="govuk-table__row">{row}</tr>\n' for row in rows]))

    def as_values(self, exclude_columns=()):
        """The headings, then the rows: each cell a value, or the word that the page has for none."""
        columns = [column for column in self.columns.iterall() if not column.column.exclude_from_export]
        words = [column.default for column in columns if column.name not in exclude_columns]
        headings, *rows = super().as_values(exclude_columns)
        yield headings
        for row in rows:
            yield [word if cell in ("", None) else cell for cell, word in zip(row, words, strict=True)]


def _cells(bound, *, first):
    """What writes a column's cell of a row. All that is the same in each row is found out here, once."""
    header, column = conditional_escape(bound.header), bound.column
    takes, others = signature(bound.render)
    kind_varies = any(callable(value) for value in column.attrs.get("td", {}).values())
    kind = bound.attrs["td"]["class"] or ""

    def content(row):
        value = bound.accessor.resolve(row.record, quiet=True)
        if value in column.empty_values:
            return bound.default
        given = {"value": value, "record": row.record, "bound_column": bound, "column": column}
        given |= {"bound_row": row, "table": row.table}
        said = bound.render(**(given if others else {name: given[name] for name in takes}))
        return bound.link(said, **given) if bound.link else said

    def cell(row):
        shown = content(row)
        text = conditional_escape(localize(template_localtime(shown)))
        if first:
            return f'<th scope="row" class="govuk-table__header app-table__first">{text}</th>'
        of = kind
        if kind_varies:
            bound.current_record, bound.current_value = row.record, shown
            of = bound.attrs["td"]["class"] or ""
        return f'<td class="govuk-table__cell {of}" data-label="{header}"><span>{text}</span></td>'

    return cell


class NumberColumn(tables.Column):
    """Figures, right-aligned."""

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("attrs", {"cell": {"class": "app-table__number"}})
        super().__init__(*args, **kwargs)


class OfColumn(NumberColumn):
    """A count, on the page with of how many; the download has the whole in a column of its own, which `of` names."""

    def __init__(self, *, of: str, **kwargs):
        self.of = of
        super().__init__(**kwargs)

    def render(self, value, record):
        return _text("%(number)d of %(total)d") % {"number": value, "total": record[self.of]}

    def value(self, value, **kwargs):
        return value


class DateColumn(tables.Column):
    """A date in words, right-aligned, of a moment London's; a real date in the download."""

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("attrs", {"cell": {"class": "app-table__date"}})
        super().__init__(*args, **kwargs)

    def render(self, value):
        return day_text(self.value(value))

    def value(self, value, **kwargs):
        return localdate(value) if isinstance(value, datetime) else value


class LinkColumn(tables.Column):
    """Text with the address that the row carries under `url`, where it has one; in the download the text."""

    def render(self, value, record):
        return format_html('<a class="govuk-link" href="{}">{}</a>', record["url"], value) if record["url"] else value

    def value(self, value, **kwargs):
        return str(value)


class StatusColumn(tables.Column):
    """A status 1 to 5, or None for never reported, as its sign; in the download its word."""

    empty_values = ()

    def render(self, value):
        return sign(value)

    def value(self, value, **kwargs):
        return word(value)


def export_or_none(request, table, name):
    """The list as a file when the address asks for one (?_export=csv, xlsx or ods), in its order and whole."""
    file_format = request.GET.get("_export")
    return file_of(table.as_values(), file_format, name) if file_format in FORMATS else None


def list_page(request, table: Table, name: str, template: str, context: dict | Callable):
    """A page with a list, or the list as a file when the address asks for one. `context` may be a function, where what
    stands beside the list takes long."""
    tables.RequestConfig(request).configure(table)
    if file := export_or_none(request, table, name):
        return file
    return render(request, template, {"table": table, **(context() if callable(context) else context)})


def lists_page(request, lists: dict[str, Table], name: str, template: str, context: dict):
    """A page with several lists, each in one piece and sorted by itself, or the one that ?list= names as a file. The
    first has the page's own downloads, the others links of their own (govuk/_list_downloads.html)."""
    first, *others = lists
    for each in others:
        lists[each].prefix, lists[each].formats = f"{each}-", ()
    for table in lists.values():
        tables.RequestConfig(request, paginate=False).configure(table)
    chosen = request.GET.get("list")
    chosen = chosen if chosen in lists else first
    file = export_or_none(request, lists[chosen], f"{name}-{chosen}-{request.as_at.day}")
    return file or render(request, template, {"tables": lists, **list_downloads(request), **context})


def list_downloads(request) -> dict:
    """What govuk/_list_downloads.html needs of the page."""
    compare = f"&compare={request.compare.day}" if request.compare else ""
    return {"formats": list(FORMATS), "kept": request.as_at.kept + compare}
