"""Every page of the access table in a language in which each text is marked: ⟦Åtext⟧. What stands outside the marks was
never given to a translator; what was made lower case, or stuck to another text without a sign between, cannot be
translated well."""

import re
from html.parser import HTMLParser

import pytest
from django.apps import apps
from django.core.cache import cache
from django.db import models
from django.test import Client
from django.utils import dates, translation

from tests.plugins.addresses import PEOPLE, ROWS, VISITOR

# Django's own words in dates and times.
PLAIN = {
    "AM",
    "PM",
    *(str(each) for name in ("MONTHS", "MONTHS_3", "WEEKDAYS") for each in getattr(dates, name).values()),
}
# Not text: what buttons send, names of things, and what was frozen in the words of its day.
NO_TEXT = {
    "SHA-256",
    "Operation Soteria",
    "Soteria Tracker",
    "check",
    "paste",
    "make",
    "revoke",
}  # a standard's code and a financial year stand before and between figures
FROZEN = "frozen_return"
ENDS = re.compile(r"[.:?!;]?(?=\s*⟧$)")  # what ends a text, so that another may follow it
INNERMOST = re.compile(r"⟦[^⟦⟧]*⟧")
SPOKEN = ("title", "aria-label", "alt", "placeholder", "data-label")


def marked(text: str) -> str:
    """Formats of numbers and dates are no words."""
    is_format = not re.search(r"[A-Za-z]{2}", re.sub(r"%\(\w+\)[sd]|%[sdif]", "", text))
    return text if is_format or text in PLAIN else f"⟦Å{text}⟧"


@pytest.fixture
def pseudo(monkeypatch):
    translation.get_language(), translation.gettext("a"), translation.ngettext("a", "b", 1)
    translation.pgettext("a", "b"), translation.npgettext("a", "b", "c", 1)  # Django makes each when it is first asked
    real = translation._trans
    for name, text in {
        "get_language": lambda: "en-marked",  # so that nothing is taken that was kept in English
        "gettext": marked,
        "ngettext": lambda one, many, number: marked(one if number == 1 else many),
        "pgettext": lambda context, message: message if "month" in context else marked(message),
        "npgettext": lambda context, one, many, number: marked(one if number == 1 else many),
    }.items():
        monkeypatch.setattr(real, name, text)


class Texts(HTMLParser):
    """What a page says, in sight or aloud. What charts say aloud is Vega's own, and has a table beside it."""

    def __init__(self, page: str):
        super().__init__()
        self.found, self.inside = [], []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        if tag in ("script", "style", "textarea", "svg"):
            self.inside.append(tag)
        if not self.inside:
            self.found += [value for name, value in attrs if name in SPOKEN and value]

    def handle_endtag(self, tag):
        if self.inside and tag == self.inside[-1]:
            self.inside.pop()

    def handle_data(self, data):
        if not self.inside and data.strip():
            self.found.append(" ".join(data.split()))


def data() -> str:
    """Everything that anybody wrote, and what reference data say."""
    said = set()
    for model in apps.get_models():
        fields = [
            field.name for field in model._meta.local_fields if isinstance(field, models.CharField | models.TextField)
        ]
        said |= (
            {str(value) for row in model._default_manager.values_list(*fields) for value in row} if fields else set()
        )
    return "\n".join(said).casefold()


def faults(text: str, known: str):
    rest = text.replace("⟦Åand⟧", "and")  # of a list, which Django joins
    while INNERMOST.search(rest):
        rest = INNERMOST.sub(lambda found: f"\0{ENDS.search(found[0])[0]}", rest)
    for piece in re.split(r"\0|, |: | \(| \u2013 | and |[()“”]", rest):
        bare = re.sub(
            r"^https?:.*|^[A-Z]+\d?-\d+ |^(\d{1,2} )?([A-Z][a-z]+)? ?20\d\d( to 20\d\d)?$",
            "",
            piece.strip(" ,.:;\u2013-/£%·"),
        )
        if re.search(r"[A-Za-z]{2,}", bare) and bare not in NO_TEXT and bare.casefold() not in known:
            yield f"never given to a translator: {bare}"
    yield from (f"made lower case: {piece}" for piece in re.findall("⟦å[^⟦⟧]*", text))
    if re.search("\0 ?\0", rest):
        yield f"glued together: {re.sub('[⟦⟧Å]+', '|', text)}"


@pytest.mark.walks
def test_every_text_goes_through_a_translator_whole(request, objects, pseudo):
    known, wrong, seen = data(), {}, 0
    for name, method, address, *expected in ROWS:
        if method != "GET" or name == FROZEN:
            continue
        may = [who for who, status in zip(PEOPLE, expected, strict=True) if status == "200" and who != VISITOR]
        for who in [each for each in ("unit_manager", "lead") if each in may] or may[:1]:
            client = Client()
            client.force_login(request.getfixturevalue(who))
            cache.clear()  # a page that is kept was made in another language
            page = client.get(address.format(**objects))
            if page["Content-Type"].startswith("text/html") and not page.streaming:
                seen += 1
                for text in Texts(page.text).found:
                    wrong |= dict.fromkeys(faults(text, known), address)
    assert seen > 100
    assert not wrong, "\n".join(f"{address}: {fault}" for fault, address in wrong.items())
