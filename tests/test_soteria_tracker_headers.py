"""What every answer carries: nothing is kept on the way, and pages are small where that tells nobody a secret."""

import gzip

import pytest

from reminders.actions import make_calendar

pytestmark = pytest.mark.django_db
PAGES = ["/", "/national/", "/national/download.csv", "/organisations/?_export=xlsx", "/no-such-page/", "/privacy/"]


@pytest.mark.parametrize("path", PAGES)
def test_what_is_read_signed_in_is_kept_nowhere(client, unit, path):
    client.force_login(unit)
    answer = client.get(path)
    assert answer["Cache-Control"] == "private, no-store"
    assert "camera=()" in answer["Permissions-Policy"]


def test_a_page_is_compressed(client, unit):
    client.force_login(unit)
    answer = client.get("/national/", headers={"Accept-Encoding": "gzip"})
    assert answer["Content-Encoding"] == "gzip"
    assert b"</html>" in gzip.decompress(answer.content)
    assert len(answer.content) < len(gzip.decompress(answer.content)) / 8


@pytest.mark.parametrize("path", ["/reminders/settings/", "/accounts/2fa/"])
def test_a_page_that_shows_a_lasting_secret_is_not(client, lead, path):
    make_calendar(by=lead)
    client.force_login(lead)
    answer = client.get(path, headers={"Accept-Encoding": "gzip"})
    assert answer.status_code == 200
    assert "Content-Encoding" not in answer
