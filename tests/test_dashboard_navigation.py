"""The navigation says where a page belongs."""

import re

import pytest

from tests.layout import laid_out

CURRENT = re.compile(r'aria-current="true"><strong class="govuk-service-navigation__active-fallback">([^<]+)<')


@pytest.mark.parametrize(
    ("person", "address", "current"),
    [
        ("unit", "/", ["Home"]),
        ("unit", "/returns/queue/", ["Returns"]),
        ("unit", "/organisations/avon-and-somerset/returns/2024-01-01/review/", ["Returns"]),
        ("unit", "/organisations/avon-and-somerset/", ["Organisations"]),
        ("lead", "/organisations/avon-and-somerset/returns/", ["Returns"]),
        ("lead", "/organisations/cps-south-west/", ["Organisations"]),
        ("unit", "/accessibility/", []),
    ],
)
def test_the_navigation_marks_where_a_page_belongs(see, request, person, address, current, signed):
    page = see(request.getfixturevalue(person), address)
    assert CURRENT.findall(laid_out(page.content.decode())) == current
