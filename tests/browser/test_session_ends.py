"""The session ends while somebody is typing: the page says so before, and nothing that was typed is lost."""

import pytest

pytestmark = pytest.mark.browser
FORM = "/organisations/avon-and-somerset/commitments/P3-3/record/"
TYPED = "The adviser's post is vacant, and <two> more are. " * 30
NOTICE = "Your session ended before this was recorded. Nothing has been recorded yet."


def end_sessions(manage):
    manage("shell", "-c", "from django.contrib.sessions.models import Session; Session.objects.all().delete()")


def type_and_send(page):
    page.locator("textarea[name=note]").fill(TYPED)
    page.get_by_role("main").get_by_role("button", name="Record").last.click()
    page.wait_for_url("**/accounts/login/**")
    assert "We keep what you typed for half an hour." in page.get_by_role("main").inner_text()


@pytest.mark.parametrize("javascript", [True, False], ids=["with", "without"])
def test_what_was_typed_is_in_the_form_again(open_as, manage, javascript):
    page = open_as("contributor", javascript=javascript)
    page.goto(FORM)
    end_sessions(manage)
    type_and_send(page)
    page.locator("button[name=person][value=contributor]").click()
    page.wait_for_url(f"**{FORM}")
    assert NOTICE in page.get_by_role("main").inner_text()
    assert page.locator("textarea[name=note]").input_value() == TYPED
    page.goto(FORM.replace("record/", ""))
    assert "<two> more" not in page.get_by_role("main").inner_text()


def test_somebody_else_at_this_computer_does_not_see_it(open_as, manage):
    page = open_as("contributor")
    page.goto(FORM)
    end_sessions(manage)
    type_and_send(page)
    page.locator("button[name=person][value=lead]").click()
    page.wait_for_url(f"**{FORM}")
    assert "<two> more" not in page.locator("textarea[name=note]").input_value()
    assert NOTICE not in page.get_by_role("main").inner_text()


def at_the_clock(page):
    """Of the browser alone: the server's stands."""
    page.clock.install()
    page.goto(FORM)
    page.locator("textarea[name=note]").fill(TYPED)
    return page.get_by_role("alertdialog")


def test_five_minutes_before_the_end_the_page_says_so_and_one_can_stay(open_as):
    page = open_as("lead")
    said = at_the_clock(page)
    assert not said.is_visible()
    page.clock.fast_forward("53:00")
    page.clock.run_for(2000)
    assert not said.is_visible()
    page.clock.fast_forward("02:10")
    page.clock.run_for(2000)
    assert "You will be signed out soon" in said.inner_text()
    assert "You have been signed out" not in said.inner_text()
    stay = said.get_by_role("button", name="Stay signed in")
    assert stay.evaluate("element => element === document.activeElement")
    with page.expect_response("**/stay/") as answer:
        page.keyboard.press("Enter")
    assert answer.value.json()["idle"] == 3600
    said.wait_for(state="hidden")
    page.clock.fast_forward("53:00")
    page.clock.run_for(2000)
    assert not said.is_visible()
    assert page.locator("textarea[name=note]").input_value() == TYPED
    assert not page.complaints


def test_after_the_end_the_page_says_what_becomes_of_what_was_typed(open_as):
    page = open_as("lead")
    said = at_the_clock(page)
    page.clock.fast_forward("01:00:10")
    page.clock.run_for(2000)
    assert "You have been signed out" in said.inner_text()
    assert "You will be signed out soon" not in said.inner_text()
    said.get_by_role("button", name="Close").click()
    assert not said.is_visible()
    page.clock.run_for(5000)
    assert not said.is_visible()
    assert page.locator("textarea[name=note]").input_value() == TYPED
    assert not page.complaints
