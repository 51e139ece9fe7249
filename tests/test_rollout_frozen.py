"""What was accepted stays byte for byte, and can be proved."""

import csv
import datetime as dt
import hashlib
import io

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from rollout import actions
from rollout.frozen import style_source
from rollout.models import FrozenFile
from rollout.scales import Verdict
from tests.plugins.returns import NOW, TODAY, correct, mark_ready, seen, sign

HOUR = dt.timedelta(hours=1)
TYPED = "=HYPERLINK(\"x\") <script>alert('&')</script>"


@pytest.fixture
def accepted(say, commitment, period, force, lead, chief_officer, unit):
    """With everything that people type in it."""
    update = say(
        commitment, status=3, confidence=3, reason=TYPED, note=TYPED, target_date=dt.date(2024, 9, 30), at=NOW - HOUR
    )
    found = sign(mark_ready(force, period, by=lead), by=chief_officer)
    actions.review(
        of_return=found, update=update, verdict=Verdict.DIFFER, status=2, comment=TYPED, by=unit, now=NOW + 2 * HOUR
    )
    actions.accept(of_return=found, by=unit, seen=3, today=TODAY, comment=TYPED, now=NOW + 3 * HOUR)
    return found


def contents():
    return {(file.of_return_id, file.kind): bytes(file.content) for file in FrozenFile.objects.all()}


def test_bytes_stay_the_same_whatever_comes_later(accepted, say, commitment, lead, chief_officer, unit, force, period):
    before = contents()
    say(commitment, status=5, target_reason="Done.", at=NOW + 4 * HOUR)
    opened = actions.open_correction(
        organisation=force, period=period, by=lead, reason="Wrong.", today=TODAY, now=NOW + 4 * HOUR
    )
    later = correct(opened.found, commitment, by=lead, now=NOW + 5 * HOUR)
    again = sign(mark_ready(force, period, by=lead, now=NOW + 5 * HOUR), by=chief_officer, now=NOW + 6 * HOUR)
    actions.review(of_return=again, update=later, verdict=Verdict.QUERY, comment="Sure?", by=unit, now=NOW + 7 * HOUR)
    actions.review(of_return=again, update=later, verdict=Verdict.AGREE, by=unit, now=NOW + 8 * HOUR)
    actions.accept(of_return=again, by=unit, seen=seen(again), today=TODAY, now=NOW + 9 * HOUR)
    assert before.items() <= contents().items()
    assert len(contents()) == 4
    call_command("verify_frozen")


def test_each_file_has_its_hash_and_its_size(accepted):
    for file in FrozenFile.objects.all():
        content = bytes(file.content)
        assert (file.size, file.sha256) == (len(content), hashlib.sha256(content).hexdigest())


def test_cells_that_begin_with_an_equals_sign_are_made_safe(accepted):
    rows = list(csv.DictReader(io.StringIO(contents()[accepted.pk, "csv"].decode("utf-8-sig"))))
    assert len(rows) == 20  # those known by then
    (said,) = [row for row in rows if row["Code"] == "P1-1"]
    assert {said[name] for name in ("Note", "Reason when not green", "The Unit's comment")} == {f"'{TYPED}"}
    assert not [cell for row in rows for cell in row.values() if cell.startswith(("=", "+", "@"))]
    assert (said["In this return"], said["Target date"]) == ("reported", "2024-09-30")
    assert {row["Why missing"] for row in rows if row["In this return"] == "missing"} == {"The lead was away."}


def test_the_page_escapes_what_people_typed_and_carries_its_own_style(accepted):
    page = contents()[accepted.pk, "html"]
    assert b"<script" not in page
    assert page.count(b"&lt;script&gt;alert(&#x27;&amp;&#x27;)") == 5  # note, reason, view, and twice the acceptance
    assert style_source(page).startswith("'sha256-")
    assert b"15 April 2024 at 11am by Chief officer" in page
    assert b"http" not in page.replace(b"HYPERLINK", b"")


def rewrite(statement, *values):
    """As somebody would who went round the service."""
    with connection.cursor() as cursor:
        for verb in ("update", "delete"):
            on = " ON rollout_frozenfile" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER rollout_frozenfile_no_{verb}{on}")
        cursor.execute(statement, values)


@pytest.mark.django_db
def test_one_changed_byte_is_found(accepted):
    file = FrozenFile.objects.get(kind="csv")
    content = bytes(file.content).replace(b"missing", b"Missing", 1)
    rewrite("UPDATE rollout_frozenfile SET content = %s WHERE id = %s", content, file.pk)
    with pytest.raises(CommandError, match=f"its bytes are not those that were written \\(file {file.pk}\\)"):
        call_command("verify_frozen")


@pytest.mark.django_db
def test_a_missing_file_is_found(accepted):
    rewrite("DELETE FROM rollout_frozenfile WHERE kind = %s", "html")
    with pytest.raises(CommandError, match="January to March 2024: has no printable page"):
        call_command("verify_frozen")


def test_when_all_is_well_it_says_how_many(accepted, capsys):
    call_command("verify_frozen")
    assert "2 frozen files, every one as it was written." in capsys.readouterr().out
