"""The words of the service, in one place for whoever reads its pages."""

from django.utils.html import escape

from dashboard.glossary import WORDS, glossary
from inspections.moves import RESPONSES
from rollout.scales import State, Status


def test_each_word_is_there_once_in_order(client):
    words = [str(row["word"]) for row in glossary()]
    assert words == sorted(set(words), key=str.lower)
    assert len(words) == len(WORDS)
    assert all(str(row["meaning"]).endswith(".") for row in glossary())


def test_anybody_can_read_them_with_the_words_of_each_scale(client, db):
    page = client.get("/help/words/").content.decode()
    assert 'href="/help/words/"' in client.get("/privacy/").content.decode()
    for label in (*Status.labels, *State.labels, *filter(None, RESPONSES.labels.values())):
        assert escape(label[0].upper() + str(label)[1:]) in page
