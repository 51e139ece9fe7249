"""Nonsense in an address gets words, never a failure of the server."""

from urllib.parse import unquote_to_bytes

import pytest

from tests.plugins.addresses import ROWS

NONSENSE = [
    "%00",
    "%FF%FE",
    "-1",
    "99999999999999999999",
    "x" * 3000,
    "' OR 1=1 --",
    "<script>alert(1)</script>",
    "2024-02-30",
]
NAMES = (
    "page", "per_page", "sort", "_export", "q", "kind", "cohort", "region", "model", "across", "status", "since",
    "not_updated_since", "organisation", "follows", "open", "follow_up", "numbers", "next", "theme", "state",
    "period", "late", "decision", "year", "list", "size", "quota", "course", "when", "of", "event", "quarter",
)  # fmt: skip
PLACES = {
    "own": "/organisations/avon-and-somerset/",
    "money": "/organisations/avon-and-somerset/funding/local/2024/",
    "entry": 1,
    "period": 1,
    "release": 1,
    "note": 1,
    "upload": 1,
    "chased": "training-month-1-2023-08",
}
PAGES = sorted({row[2] for row in ROWS if row[1] == "GET" and row[0] != "healthz" and "evidence/{" not in row[2]})


@pytest.mark.parametrize("address", PAGES)
def test_nonsense_in_a_query_is_no_failure(client, unit, address):
    client.force_login(unit)
    place = address.format(**PLACES).partition("?")[0]
    for nonsense in NONSENSE:
        query = "&".join(f"{name}={nonsense}" for name in NAMES)
        assert client.get(f"{place}?{query}").status_code < 500, nonsense


@pytest.mark.parametrize("nonsense", ["%00", "99999999999999999999"])
@pytest.mark.parametrize("address", ["/national/", "/organisations/", "/log/", "/log/write/", "/standards/P1-1/"])
def test_one_odd_answer_among_good_ones_is_no_failure(client, unit, address, nonsense):
    client.force_login(unit)
    for name in NAMES:
        assert client.get(f"{address}?{name}={nonsense}").status_code < 500, name


@pytest.mark.parametrize("nonsense", ["%00", "%FF", "p1-1x", "a b", "..%2F..", "9" * 400])
@pytest.mark.parametrize(
    "address",
    ["/standards/{}/", "/organisations/{}/", "/organisations/durham/commitments/{}/", "/national/download.{}"],
)
def test_nonsense_in_a_path_is_not_found(client, unit, address, nonsense):
    client.force_login(unit)
    assert client.get(address.format(nonsense)).status_code == 404


@pytest.mark.parametrize("nonsense", NONSENSE, ids=lambda text: text[:12])
def test_nonsense_in_a_form_is_no_failure(client, unit, nonsense):
    client.force_login(unit)
    value = unquote_to_bytes(nonsense).decode(errors="replace")
    fields = ["base", "token", "status", "confidence", "target_date_day", "target_date_year", "reason", "note"]
    fields += ["organisation", "kind", "text", "happened_on_day", "follow_up_on_year", "follows", "person"]
    for address in ("commitments/P1-1/record/", "commitments/P1-1/confirm/"):
        for name in fields:
            answer = client.post(f"/organisations/durham/{address}", {"base": "0", name: value})
            assert answer.status_code < 500, name
    for name in fields:
        assert client.post("/log/write/", {name: value}).status_code < 500, name
