"""The main job by keyboard alone, and with JavaScript off."""

import pytest

from tests.browser.conftest import NARROW

pytestmark = pytest.mark.browser
COMMITMENT = "/organisations/avon-and-somerset/commitments/P3-3/"


def tab_to(page, locator, limit=80):
    """Presses Tab until the element has the focus, as a person without a mouse does."""
    for _ in range(limit):
        if locator.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{locator} cannot be reached by Tab")


def test_by_keyboard_alone(open_as):
    page = open_as("lead")
    page.goto(COMMITMENT)
    tab_to(
        page,
        page.get_by_role("main")
        .get_by_role("link", name="Record an update")
        .or_(page.get_by_role("main").get_by_role("button", name="Record an update"))
        .first,
    )
    page.keyboard.press("Enter")
    page.wait_for_url("**/record/")
    tab_to(page, page.locator("input[name=status]:checked"))
    page.keyboard.press("ArrowUp")
    note = page.locator("textarea[name=note]")
    tab_to(page, note)
    page.keyboard.press("Control+A")
    page.keyboard.type("Advisers met in September and their points were acted on.")
    tab_to(page, page.get_by_role("main").get_by_role("button", name="Record").last)
    page.keyboard.press("Enter")
    page.wait_for_load_state()
    said = page.get_by_role("main").inner_text()
    assert "Advisers met in September" in said
    assert "In place" in said


@pytest.mark.parametrize("width", [1280, NARROW])
def test_with_javascript_off(open_as, width):
    page = open_as("contributor", width=width, javascript=False)
    page.goto(COMMITMENT + "record/")
    page.get_by_role("radio", name="Amber").check()
    page.locator("textarea[name=reason]").fill("")
    page.locator("textarea[name=note]").fill(f"Recorded at {width} pixels without a script.")
    page.get_by_role("main").get_by_role("button", name="Record").last.click()
    assert "There is a problem" in page.locator(".govuk-error-summary").inner_text()
    page.locator("textarea[name=reason]").fill("The adviser's post is vacant.")
    page.get_by_role("main").get_by_role("button", name="Record").last.click()
    page.wait_for_url(f"**{COMMITMENT}*")
    assert f"Recorded at {width} pixels without a script." in page.get_by_role("main").inner_text()
