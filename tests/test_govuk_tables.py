import django_tables2 as tables
import pytest
from django.test import RequestFactory
from django.utils.functional import lazystr
from django_tables2 import RequestConfig

from govuk.tables import Table
from tests.force_table import ROWS, ForceTable
from tests.layout import laid_out

MANY = [{"name": f"Force {n:03}", "status": 1, "count": n, "seen": None} for n in range(250)]


def page(query="", rows=MANY, **kwargs):
    request = RequestFactory().get(f"/forces/{query}")
    table = ForceTable(rows, **kwargs)
    RequestConfig(request).configure(table)
    return laid_out(table.as_html(request))


def test_a_list_has_a_caption_that_names_its_scrolling_region():
    text = page(rows=ROWS, caption="Two forces")
    assert '<div class="app-table-region" role="region" tabindex="0" aria-labelledby="table-caption">' in text
    assert 'id="table-caption">Two forces</caption>' in text


def test_headings_sort_keep_the_filters_and_say_which_way():
    text = page("?region=north&sort=-count")
    assert 'aria-sort="descending"' in text
    assert "region=north&amp;sort=count&amp;page=1" in text
    assert text.index("Force 249") < text.index("Force 248")


def test_the_first_column_heads_its_row_and_figures_are_right_aligned():
    text = page(rows=ROWS)
    assert '<th scope="row" class="govuk-table__header app-table__first"><a href="/forces/">' in text
    assert '<td class="govuk-table__cell app-table__number" data-label="Count">' in text
    assert '<td class="govuk-table__cell app-table__date" data-label="Last seen"><span>29 February 2024' in text


def test_a_cell_has_text_escaped_a_number_as_it_is_written_and_a_word_where_there_is_nothing():
    rows = [{"name": "<b>A & B</b>", "status": None, "count": None, "seen": None}]
    text = page(rows=rows)
    assert "&lt;b&gt;A &amp; B&lt;/b&gt;" in text
    assert '<td class="govuk-table__cell app-table__number" data-label="Count"><span>none</span></td>' in text


def test_a_class_that_goes_by_the_row_is_each_rows_own():
    kind = {"td": {"class": lambda record: "" if record["said"] else "app-table__quiet"}}

    class SaidTable(Table):
        name = tables.Column()
        said = tables.Column(attrs=kind)

    table = SaidTable([{"name": "A", "said": "so"}, {"name": "B", "said": ""}])
    assert 'class="govuk-table__cell " data-label="Said"><span>so</span>' in table.body()
    assert 'class="govuk-table__cell app-table__quiet" data-label="Said"><span>none</span>' in table.body()


def test_what_is_the_same_in_each_row_is_worked_out_once():
    asked = []

    class Heading:
        def __str__(self):
            asked.append(self)
            return "Heading"

    def times(rows):
        class CountedTable(Table):
            name = tables.Column()
            count = tables.Column(verbose_name=lazystr(Heading()))

        asked.clear()
        CountedTable(rows).as_html(RequestFactory().get("/"))
        return len(asked)

    assert times(MANY[:1]) == times(MANY[:50]) > 0


def test_downloads_keep_the_filters():
    text = page("?region=north")
    assert 'href="?region=north&amp;_export=ods"' in text


def test_an_empty_list_says_why_and_offers_no_download():
    text = page(rows=[], empty_text="No force is in this region.")
    assert "No force is in this region." in text
    assert "_export" not in text


def test_pages_link_to_one_another():
    text = page("?page=2")
    assert 'aria-current="page">2</a>' in text
    assert 'rel="prev"' in text
    assert 'rel="next"' in text


@pytest.mark.parametrize(
    ("query", "rows"), [("", 60), ("?per_page=0", 60), ("?per_page=-5", 60), ("?per_page=9999", 200), ("?page=99", 10)]
)
def test_the_address_cannot_ask_for_an_odd_page(query, rows):
    assert page(query).count('scope="row"') == rows
