"""load_demo: the same every time, by the rules of the ledger, and never into a ledger of somebody else."""

import datetime as dt
import io
from collections import Counter
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from accounts.models import User
from demo.rollout.log import log
from demo.rollout.nouns import NOUNS
from demo.rollout.writer import NotADemonstration, load_demo, tell
from forces.models import Organisation
from ledger.as_at import end_of
from ledger.models import AuditEvent
from reminders.models import Message
from rollout.actions import Position, check_position
from rollout.models import Commitment, Evidence, FrozenFile, LogEntry, Return, ReturnEvent, Standard, Update
from rollout.queries import latest
from rollout.scales import State
from rollout.sensitive import look

pytestmark = pytest.mark.django_db
EARLY, LATE = dt.date(2023, 9, 30), dt.date(2023, 12, 31)
RETURNS = dt.date(2025, 5, 27)  # when some returns of the first period are in every state
NOW = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)
WHOLE = end_of(dt.date(2026, 11, 22))


@pytest.fixture
def demo(settings):
    settings.DEMO = True


@pytest.fixture
def whole(db):
    """Everything said up to 22 November 2026, without writing it."""
    return tell(WHOLE)


def rows():
    return list(Update.objects.order_by("commitment", "number").values_list("token", "note", "recorded_at"))


def test_about_ten_thousand_updates_of_57_organisations(whole):
    assert 9_000 < sum(map(len, whole.values())) < 14_000
    assert len({slug for (slug, _code), told in whole.items() if told}) == 57
    assert 40 < sum(not told for told in whole.values()) < 160


def test_every_update_keeps_the_rules_of_the_ledger(whole):
    known = dict(Standard.objects.values_list("code", "known_from"))
    for (_slug, code), told in whole.items():
        last = None
        for number, said in enumerate(told, start=1):
            position = Position(
                said.status, said.confidence, said.reason, said.target_date, said.target_reason, said.note
            )
            check_position(position, SimpleNamespace(**vars(last)) if last else None)
            assert said.number == number
            assert not known[code] or said.recorded_at.date() > known[code]
            assert last is None or last.recorded_at < said.recorded_at
            same = last and (last.status, last.confidence, last.reason) == (said.status, said.confidence, said.reason)
            assert said.kind == "reported" or same
            last = said


def test_an_earlier_day_is_the_beginning_of_a_later_one(whole):
    before = end_of(dt.date(2025, 3, 31))
    early = tell(before)
    assert early == {key: [said for said in told if said.recorded_at < before] for key, told in whole.items()}
    for slug in ("", "durham"):
        told = [entry for entry, _ in zip(log(slug), range(200), strict=False)]
        assert told == sorted(told, key=lambda entry: entry.recorded_at)


def test_it_looks_like_a_country(whole):
    cohort = dict(Organisation.objects.values_list("slug", "cohort"))
    last = {key: told[-1] for key, told in whole.items() if told}
    national = [last.get(key) for key in whole if cohort[key[0]] == "national"]
    assert 0.5 < sum(bool(said) and said.status >= 4 for said in national) / len(national) < 0.7
    first = [told[0] for key, told in whole.items() if told and cohort[key[0]] == "pathfinder"]
    assert sum(said.status >= 3 for said in first) > 0.6 * len(first)
    confidence = Counter(said.confidence for said in last.values())
    assert confidence[2] > 150
    assert confidence[3] > 50


def test_the_demonstration_force_has_a_list_worth_working_through(whole):
    ours = [told for (slug, _code), told in whole.items() if slug == "avon-and-somerset"]
    today = WHOLE.date()
    open_ones = [told[-1] for told in ours if told and told[-1].status < 4]
    assert sum(not told for told in ours) == 3
    assert sum(bool(said.target_date) and said.target_date < today for said in open_ones) >= 3
    assert {said.confidence for said in open_ones} == {1, 2, 3}


def test_words_are_varied_and_name_nobody(whole):
    said = [said for told in whole.values() for said in told]
    notes, reasons = {each.note for each in said}, {each.reason for each in said}
    assert len(notes) > 1_000
    assert len(reasons) > 300
    entries = {entry.text for slug in ("durham", "") for entry, _ in zip(log(slug), range(200), strict=False)}
    assert [text for text in notes | reasons | entries if look(text) or "{" in text] == []


def test_every_standard_has_a_name_for_sentences():
    assert set(NOUNS) == set(Standard.objects.values_list("code", flat=True))


@pytest.fixture
def loaded(demo):
    return load_demo(until=EARLY, now=NOW)


def test_it_is_written_with_one_audit_event(loaded):
    assert loaded.updates == Update.objects.count() > 200
    assert loaded.evidence == Evidence.objects.count() > 20
    assert loaded.log_entries == LogEntry.objects.count() > 50
    event = AuditEvent.objects.get(action="demo.loaded")
    assert event.after == {"until": "2023-09-30", **vars(loaded)}
    assert Update.objects.filter(on_behalf=True).exclude(recorded_by__memberships__role__startswith="unit").count() == 0


def test_nothing_is_recorded_after_its_day_nor_after_now(demo):
    load_demo(until=EARLY, now=dt.datetime(2023, 9, 30, 9, tzinfo=dt.UTC))
    assert not Update.objects.filter(recorded_at__gte="2023-09-30T09:00Z").exists()
    assert not LogEntry.objects.filter(recorded_at__gte="2023-09-30T09:00Z").exists()


def test_again_adds_nothing_and_a_later_day_only_what_is_new(loaded):
    before, people = rows(), User.objects.count()
    assert set(vars(load_demo(until=EARLY, now=NOW)).values()) == {0}
    more = load_demo(until=LATE, now=NOW)
    assert more.updates > 500
    assert set(before) < set(rows())
    assert len(rows()) == loaded.updates + more.updates
    assert User.objects.count() == people
    assert load_demo(until=EARLY, now=NOW).updates == 0
    assert all(entry.follows.recorded_at < entry.recorded_at for entry in LogEntry.objects.exclude(follows=None))


def test_in_one_go_or_in_two_it_is_the_same(loaded):
    load_demo(until=LATE, now=NOW)
    assert len(rows()) == sum(map(len, tell(end_of(LATE)).values()))


def test_returns_of_an_earlier_day_and_then_of_a_later_one(demo):
    load_demo(until=RETURNS - dt.timedelta(days=20), now=NOW)
    before = set(ReturnEvent.objects.values_list("pk", flat=True))
    more = load_demo(until=RETURNS, now=NOW)
    assert more.moves == ReturnEvent.objects.count() - len(before) > 30
    assert more.returns_left_alone == 0
    assert Return.objects.filter(state=State.ACCEPTED).count() * 2 == FrozenFile.objects.count()


def test_evidence_with_a_file_can_be_read(loaded):
    with_file = Evidence.objects.exclude(file="").first()
    with with_file.file.open() as file:
        assert file.read().startswith(b"Demonstration file.")
    assert with_file.update.commitment.organisation.slug in with_file.file.name
    assert ".example/" in Evidence.objects.filter(file="").first().link


def test_a_commitment_on_which_a_visitor_recorded_is_left_to_them(loaded, say):
    visitor = User.objects.get(email="lead@demo.invalid")
    commitment = Commitment.objects.get(organisation__slug="avon-and-somerset", standard__code="P1-1")
    say(commitment, by=visitor, target_reason="Later.", at=dt.datetime(2023, 10, 1, 9, tzinfo=dt.UTC))
    more = load_demo(until=LATE, now=NOW)
    assert more.left_alone == 1
    assert latest(commitment).recorded_by == visitor


def test_a_ledger_with_rows_of_somebody_else_is_left_alone(demo, say, commitment):
    say(commitment, at=dt.datetime(2024, 1, 2, tzinfo=dt.UTC))
    with pytest.raises(NotADemonstration, match="1 rows that are not the demonstration's"):
        load_demo(until=EARLY, now=NOW)
    assert Update.objects.count() == 1


@pytest.mark.parametrize(
    ("until", "message"),
    [
        ("2023-06-30", "not between 2023-07-01 and today"),
        ("2999-01-01", "and today"),
        ("31.12.2023", "expected a date"),
    ],
)
def test_a_day_that_cannot_be(demo, until, message):
    with pytest.raises(CommandError, match=message):
        call_command("load_demo", "--until", until)


def test_never_into_a_live_service():
    with pytest.raises(CommandError, match="DEMO is off"):
        call_command("load_demo")


def test_not_before_the_reference_data(demo):
    Commitment.objects.all().delete()
    with pytest.raises(CommandError, match="load_reference first"):
        call_command("load_demo")


def test_the_command_says_what_it_did(loaded, monkeypatch, say):
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    visitor = User.objects.get(email="lead@demo.invalid")
    say(
        ("avon-and-somerset", "P1-1"), by=visitor, target_reason="Later.", at=dt.datetime(2023, 10, 1, 9, tzinfo=dt.UTC)
    )
    said = io.StringIO()
    call_command("load_demo", "--until", LATE.isoformat(), stdout=said)
    assert "Updates..." in said.getvalue()
    assert "Demonstration ledger up to 2023-12-31: " in said.getvalue()
    assert "1 commitments left alone" in said.getvalue()
    mails = set(Message.objects.values_list("day", "state"))
    assert mails == {(dt.date(2023, 12, 29), "queued")}  # the Friday before
    call_command("load_demo", "--until", LATE.isoformat(), stdout=said)
    assert "Reminders: 0 planned in 0 mails." in said.getvalue()
