"""A page as a person sees it."""

import re
from html import unescape

import pytest


@pytest.fixture
def see(client):
    """see(person, address): the answer, with its words as `words`."""
    return lambda person, address, **query: _answer(client, person, "get", address, query)


@pytest.fixture
def send(client):
    """send(person, address, data): the answer to a form, where it led to followed, with its words as `words`."""
    return lambda person, address, data=(): _answer(client, person, "post", address, dict(data), follow=True)


def _answer(client, person, how, address, data, **more):
    client.force_login(person)
    answer = getattr(client, how)(address, data, **more)
    page = "" if answer.streaming else answer.content.decode()
    main = page.partition("<main")[2].partition(">")[2].partition("</main>")[0] or page
    answer.words = " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split())
    return answer
