"""What was typed stands in the form again, and nothing else of the page changes."""

import pytest

from accounts.fill_in import fill_in

PAGE = """<main><form method="get" action="/x/"><input name="note" value="search"></form>
<form method="post" action="/accounts/logout/"><input type="hidden" name="csrfmiddlewaretoken" value="t"></form>
<form class="f" method="post" novalidate><input type="hidden" name="csrfmiddlewaretoken" value="t">
<input type="hidden" name="base" value="1"><input name="title" value="old > &quot;older&quot;" id="a">
<input name="title"><textarea name="note" rows="5">
old</textarea><input type="radio" name="status" value="1" checked><input type="radio" name="status" value="2">
<input type="checkbox" name="tick" value="a" checked><input type="checkbox" name="tick" value="b">
<select name="area"><option value="">None</option><option value="n" selected>North</option><option value="s">S</option>
</select><input type="file" name="file"><input type="password" name="password"><button name="act" value="go">Go</button>
</form></main>"""


@pytest.mark.parametrize(
    ("typed", "before", "after"),
    [
        ({"base": ["7"]}, 'name="base" value="1"', 'name="base" value="7"'),
        ({"title": ['a "b" <c>']}, '="title" value="old > &quot;older&quot;" id="a"',
         '="title"  id="a" value="a &quot;b&quot; &lt;c&gt;"'),
        ({"note": ["\n<b>\nnew"]}, "\nold</textarea>", "\n\n&lt;b&gt;\nnew</textarea>"),
        ({"note": [""]}, "\nold</textarea>", "\n</textarea>"),
        ({"act": ["go"]}, "", ""),
    ],
)  # fmt: skip
def test_one_field_and_nothing_else(typed, before, after):
    # Nothing was typed into what can be left unticked, so it is unticked.
    unticked = PAGE.replace(" checked", "").replace(before, after)
    page, missing = fill_in(PAGE, "/x/", typed)
    assert (page, missing) == (unticked, set())


def test_what_was_chosen_is_chosen():
    page, missing = fill_in(PAGE, "/x/", {"status": ["2"], "tick": ["b"], "area": ["s"]})
    assert not missing
    assert 'name="status" value="2" checked' in page
    assert 'name="tick" value="b" checked' in page
    assert '<option value="s" selected>' in page
    assert page.count("checked") == 2
    assert page.count("selected") == 1


def test_several_of_one_name_in_their_order():
    page, _missing = fill_in(PAGE, "/x/", {"title": ["one", "two"]})
    assert page.index('value="one"') < page.index('value="two"')


def test_a_name_that_the_form_has_not_is_said():
    assert fill_in(PAGE, "/x/", {"note": ["new"], "reason": ["why"]})[1] == {"reason"}
    assert fill_in("<p>No form</p>", "/x/", {"note": ["new"]}) == ("<p>No form</p>", {"note"})
    assert fill_in('<form method="post" action="/y/"><input name="a"></form>', "/x/", {"a": ["1"]})[1] == {"a"}
