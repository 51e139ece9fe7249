"""What the database itself refuses, whoever writes."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from forces.models import Extension, ReportingPeriod
from rollout.models import Omission, Return, ReturnEvent, Review, RuleStart
from rollout.scales import State, Verdict
from tests.plugins.returns import NOW

HOUR = dt.timedelta(hours=1)


@pytest.fixture
def refused(db):
    def refuse(name, model, **said):
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            model.objects.create(**said)

    return refuse


@pytest.fixture
def of(force, period):
    return {"organisation": force, "period": period}


def test_one_open_return_per_organisation_and_period(refused, ready, of):
    refused("organisation_id|open_return", Return, **of, revision=2, reason="So.", state=State.DRAFT)
    refused("organisation_id|per_revision", Return, **of, state=State.DRAFT)


def test_a_second_return_may_follow_an_accepted_one(accepted, of):
    assert Return.objects.create(**of, revision=2, reason="So.", state=State.DRAFT)


def test_signed_and_accepted_at_go_with_by_and_with_the_state(refused, of, chief_officer, unit):
    signed, name = {"signed_at": NOW, "signed_by": chief_officer}, "signed_at_with"
    refused(name, Return, **of, state=State.SIGNED, signed_at=NOW)
    refused(name, Return, **of, state=State.SIGNED, signed_by=chief_officer)
    refused(name, Return, **of, state=State.DRAFT, **signed)
    accepted, name = {"accepted_at": NOW + HOUR, "accepted_by": unit}, "accepted_at_with"
    refused(name, Return, **of, state=State.ACCEPTED, **signed)
    refused(name, Return, **of, state=State.ACCEPTED, **signed, accepted_at=NOW + HOUR)
    refused(name, Return, **of, state=State.SIGNED, **signed, **accepted)
    early = {"accepted_at": NOW - HOUR, "accepted_by": unit}
    refused("accepted_after", Return, **of, state=State.ACCEPTED, **signed, **early)


def test_a_state_is_on_the_list_and_a_revision_has_a_reason(refused, of):
    refused("state_is_known", Return, **of, state="lost")
    refused("revision_has_a_reason", Return, **of, state=State.DRAFT, revision=2)
    refused("revision_has_a_reason", Return, **of, state=State.DRAFT, reason="So.")


def test_events_are_numbered_from_the_first(refused, ready, lead):
    said = {"of_return": ready, "recorded_at": NOW, "recorded_by": lead, "state": State.READY}
    refused("of_return_id|per_number", ReturnEvent, **said, number=2, came_from=State.DRAFT)
    refused("begin_with_the_first", ReturnEvent, **said, number=3)
    refused("begin_with_the_first", ReturnEvent, **said, number=1, came_from=State.DRAFT)


def test_an_omission_has_a_reason_and_is_said_once(refused, ready, commitment):
    event = ready.events.get(number=1)
    said = {"event": event, "commitment": commitment, "recorded_at": NOW}
    refused("has_a_reason", Omission, **said, reason="")
    Omission.objects.create(**said, reason="So.")
    refused("event_id|per_commitment", Omission, **said, reason="So.")


def test_a_view_is_whole(refused, ready, commitment, say, unit):
    said = {"of_return": ready, "update": say(commitment, at=NOW), "commitment": commitment, "recorded_at": NOW,
            "recorded_by": unit}  # fmt: skip
    refused("verdict_is_known", Review, **said, verdict="maybe", comment="So.")
    refused("differs_with_a_status", Review, **said, verdict=Verdict.DIFFER, comment="So.")
    refused("differs_with_a_status", Review, **said, verdict=Verdict.AGREE, status=3)
    refused("says_why", Review, **said, verdict=Verdict.QUERY)


def test_a_period_is_whole(refused, period, unit_manager):
    said = {"planned_at": NOW, "planned_by": unit_manager, "due": dt.date(2024, 7, 26)}
    quarter = {"starts": dt.date(2024, 4, 1), "ends": dt.date(2024, 6, 30)}
    refused("ends_after", ReportingPeriod, **said, starts=dt.date(2024, 4, 1), ends=dt.date(2024, 3, 31))
    refused("due_after", ReportingPeriod, **said | {"due": dt.date(2024, 3, 31)}, **quarter)
    refused("withdrawn_by", ReportingPeriod, **said, **quarter, withdrawn_at=NOW)
    gone = {"withdrawn_at": NOW - HOUR, "withdrawn_by": unit_manager}
    refused("withdrawn_after", ReportingPeriod, **said, **quarter, **gone)
    same = {"starts": period.starts, "ends": period.ends}
    refused("starts|from_a_day", ReportingPeriod, **said, **same)
    refused("has_a_reason", Extension, period=period, due=said["due"], reason="", recorded_at=NOW,
            recorded_by=unit_manager)  # fmt: skip
    refused("has_a_reason", RuleStart, rule="x", stops_from=said["due"], reason="", recorded_at=NOW,
            recorded_by=unit_manager)  # fmt: skip
