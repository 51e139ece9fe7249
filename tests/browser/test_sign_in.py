import pytest

from accounts.demo import DEMO_PEOPLE

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("person", DEMO_PEOPLE, ids=lambda person: person.key)
def test_one_click_signs_in_and_one_signs_out(open_as, person):
    page = open_as(person.key)
    header = page.get_by_role("banner")
    assert person.name in header.inner_text()
    assert page.locator("h1").count() == 1
    header.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/accounts/login/**")
    assert person.name not in page.get_by_role("banner").inner_text()


def test_every_page_says_that_the_ledger_is_for_demonstration(open_as):
    page = open_as("unit")
    for address in ("/", "/national/", "/organisations/", "/no-such-page/"):
        page.goto(address)
        assert "demonstration" in page.locator(".govuk-phase-banner").inner_text().lower()


def test_a_visitor_is_brought_back_after_signing_in_but_never_to_another_site(open_as, site):
    page = open_as()
    page.goto("/accounts/login/?next=https://elsewhere.example/")
    page.locator("button[name=person][value=lead]").click()
    page.wait_for_load_state()
    assert page.url.startswith(site)
