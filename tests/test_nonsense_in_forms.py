"""Nonsense in the forms of money and inspections gets words, never a failure of the server, whoever types it."""

import re
from urllib.parse import unquote_to_bytes

import pytest
from django.db import transaction

from funding.scales import State
from tests.plugins.funding import NOW, Q1, Q2, Q3

OWN = "/organisations/avon-and-somerset/"
MONEY = f"{OWN}funding/local/2024/"
YEAR = "/funding/funds/local/2024/"
RECIPIENT = f"{YEAR}to/policing-body-avon-and-somerset/"
FINDING, R3 = "/inspections/hmicfrs-2024/findings/R3/", f"{OWN}inspections/hmicfrs-2024/findings/R3/"
FORMS = [
    ("unit_manager", "/funding/funds/add/"),
    ("unit_manager", "/funding/funds/local/"),
    ("unit_manager", "/funding/funds/local/change/"),
    ("unit_manager", f"{YEAR}set/"),
    ("unit_manager", f"{YEAR}allocate/"),
    ("unit_manager", RECIPIENT),
    ("unit_manager", f"{RECIPIENT}plan/"),
    ("unit_manager", "/funding/published/add/"),
    ("lead", f"{MONEY}2024-10-01/claim/fill/"),
    ("lead", f"{MONEY}2024-04-01/recovery/fill/"),
    ("lead", f"{MONEY}2024-07-01/claim/evidence/"),
    ("lead", f"{MONEY}forecast/"),
    ("finance_officer", f"{MONEY}2024-07-01/claim/certify/"),
    ("finance_officer", f"{MONEY}2024-07-01/claim/back/"),
    ("unit", f"{MONEY}2024-04-01/claim/return/"),
    ("unit_manager", "/inspections/add/"),
    ("unit_manager", "/inspections/hmicfrs-2024/inspected/"),
    ("unit_manager", "/inspections/hmicfrs-2024/add-finding/"),
    ("unit_manager", "/inspections/hmicfrs-2024/milestones/debrief/"),
    ("unit_manager", f"{FINDING}terms/"),
    ("unit_manager", f"{FINDING}issue/"),
    ("lead", f"{R3}respond/"),
    ("lead", f"{OWN}inspections/hmicfrs-2024/comments/"),
]
NONSENSE = ["%00", "%FF%FE", "-1", "99999999999999999999", "1e400", "NaN", "x" * 3000, "<script>alert(1)</script>",
            "2024-02-30", "\u0661\u0662", "=1+1", "\u202eabc"]  # fmt: skip


@pytest.fixture(autouse=True)
def _claims_and_findings(bring, fill, ours, time_machine):
    time_machine.move_to(NOW)
    bring(State.CERTIFIED, Q1)
    bring(State.READY, Q2)
    fill(Q3, pay="1.00")


@pytest.mark.parametrize(("who", "address"), FORMS)
def test_it_is_told_beside_the_fields(request, see, client, who, address):
    """What is only words may be any words; the rest is refused in words."""
    page = see(request.getfixturevalue(who), address).content.decode().partition("<main")[2]
    names = set(re.findall(r'<(?:input|textarea|select)[^>]*? name="([^"]+)"', page)) - {"csrfmiddlewaretoken"}
    whole = dict(re.findall(r'<input type="hidden" name="(token|base|seen)" value="([^"]*)"', page))
    assert names
    for nonsense in NONSENSE:
        value = unquote_to_bytes(nonsense).decode(errors="replace")
        for sent in (dict.fromkeys(names, value), dict.fromkeys(names, value) | whole):
            before = transaction.savepoint()
            answer = client.post(address, sent)
            transaction.savepoint_rollback(before)
            assert answer.status_code in (200, 302), nonsense
            assert answer.status_code == 302 or "There is a problem" in answer.content.decode(), nonsense
