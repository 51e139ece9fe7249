"""The Unit's pages about returns: who is late, what waits, the review of one, the schedule and the rules."""

import datetime as dt

import pytest
from django.core.cache import cache

from forces.actions import extend
from forces.models import Extension, Organisation, ReportingPeriod
from rollout import actions
from rollout.models import Commitment, Return, Review, RuleStart, Update
from rollout.scales import State
from tests.plugins.returns import NOW, TODAY, mark_ready, seen, sign

pytestmark = pytest.mark.usefixtures("all_owed")  # most of the 57 have nobody here

OWN = "/organisations/avon-and-somerset/returns/2024-01-01/"
HOUR = dt.timedelta(hours=1)


@pytest.fixture
def said(say, lead):
    """Two standards of the force, reported before its return is marked ready."""
    return [say(("avon-and-somerset", code), status=4, at=NOW - HOUR, by=lead) for code in ("P1-1", "P1-2")]


@pytest.fixture
def under_review(said, signed):
    return signed


def view(of_update, **more):
    return {
        "update": of_update.pk,
        "newest_view": 0,
        "verdict": "agree",
        "token": "8" * 8 + "-0000-4000-8000-" + "0" * 12,
    } | more


def test_the_board_says_who_was_late_on_that_day(see, unit, signed):
    before, after = see(unit, "/returns/", **{"as-at": "2024-04-14"}), see(unit, "/returns/", **{"as-at": "2024-05-02"})
    assert "Of 57 returns for January to March 2024, 57 are in draft. None is late." in before.words
    assert "1 awaits review" in after.words
    assert "56 are late." in after.words


def test_an_extension_counts_from_when_it_was_recorded(see, unit, unit_manager, period):
    extend(
        period=period,
        organisation=None,
        due=dt.date(2024, 5, 31),
        reason="Easter",
        by=unit_manager,
        now=NOW + 20 * 24 * HOUR,
    )
    late, not_late = (
        see(unit, "/returns/", **{"as-at": "2024-05-02"}),
        see(unit, "/returns/", **{"as-at": "2024-05-06"}),
    )
    assert "57 are late." in late.words
    assert "None is late." in not_late.words


def test_the_board_narrows_and_downloads(see, unit, observer, signed):
    only = see(unit, "/returns/", state="signed", **{"as-at": "2024-04-20"})
    assert "Durham" not in only.words.partition("Returns.")[2]
    file = see(unit, "/returns/", _export="csv", **{"as-at": "2024-04-20"}).content.decode("utf-8-sig")
    assert len(file.splitlines()) == 58
    assert "Last contact" not in see(observer, "/returns/", _export="csv").content.decode("utf-8-sig")


def test_queries_do_not_grow(client, unit, said, signed):
    client.force_login(unit)
    for address in ("/returns/queue/", f"{OWN}review/"):
        cache.clear()
        assert client.get(address).status_code == 200
    queue, board = len(_queries(client, "/returns/queue/")), len(_queries(client, "/returns/"))
    durham_and_kent(said)
    assert (len(_queries(client, "/returns/queue/")), len(_queries(client, "/returns/"))) == (queue, board)


def _queries(client, address):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    cache.clear()
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return queries


def durham_and_kent(said):
    from tests.plugins.people import person

    period = ReportingPeriod.objects.get()
    for slug in ("durham", "kent", "gwent", "cps-wessex"):
        body = Organisation.objects.get(slug=slug)
        found = mark_ready(body, period, by=person(f"lead_{slug}", "lead", slug))
        sign(found, by=person(f"chief_{slug}", "chief_officer", slug))


def test_the_queue_is_empty_in_words(see, unit, period):
    assert "0 returns await review" in see(unit, "/returns/queue/").words


def test_a_query_goes_back_and_stops_the_acceptance(send, see, unit, lead, under_review, said):
    asked = view(said[0], verdict="query", comment="Who signed it?")
    assert send(unit, f"{OWN}review/P1-1/", asked).status_code == 200
    assert send(unit, f"{OWN}review/P1-1/", asked).status_code == 200  # the same form twice
    assert Review.objects.get().verdict == "query"
    assert "Who signed it?" in see(lead, OWN).words
    refused = send(unit, f"{OWN}decide/", decision(under_review, "accepted"))
    assert "not answered" in refused.words
    under_review.refresh_from_db()
    assert under_review.state == State.SIGNED


def decision(of_return, state, **more):
    token = "9" * 8 + "-0000-4000-8000-" + "0" * 12
    return {"seen": seen(of_return), "decision": state, "comment": "", "token": token} | more


def test_ticked_ones_are_agreed_with_at_once(send, unit, under_review, said):
    answer = send(unit, f"{OWN}review/", {"seen": seen(under_review), "newest_view": 0, "update": [u.pk for u in said]})
    assert answer.status_code == 200
    assert Review.objects.filter(verdict="agree").count() == 2
    nothing = send(unit, f"{OWN}review/", {"seen": seen(under_review), "newest_view": 0})
    assert "Tick at least one standard" in nothing.words


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"verdict": ""}, "Select agree, query or differ"),
        ({"verdict": "query"}, "Say what you ask"),
        ({"verdict": "differ", "comment": "No."}, "Select where you think it stands"),
        ({"verdict": "differ", "status": "4", "comment": "No."}, "This is what the organisation says too"),
        ({"verdict": "query", "comment": "Ring 07700 900123"}, "a phone number"),
        ({"update": "abc"}, "did not arrive whole"),
    ],
)
def test_a_view_that_cannot_be_is_said_beside_the_field(send, unit, under_review, said, wrong, words):
    assert words in send(unit, f"{OWN}review/P1-1/", view(said[0], **wrong)).words
    assert not Review.objects.exists()


def test_a_view_of_an_update_that_was_not_signed_is_refused(send, say, unit, under_review, said):
    later = say(("avon-and-somerset", "P1-1"), status=5, at=NOW + 5 * HOUR)
    answer = send(unit, f"{OWN}review/P1-1/", view(later))
    assert "not the update that was signed" in answer.words
    assert not Review.objects.exists()


def test_the_second_of_two_reviewers_is_told(send, unit, unit_manager, under_review):
    form = decision(under_review, "changes", comment="Say more about P1-1.")
    actions.accept(of_return=under_review, by=unit_manager, seen=seen(under_review), today=TODAY, now=NOW + 3 * HOUR)
    answer = send(unit, f"{OWN}decide/", form)
    assert "came first" in answer.words
    assert "Say more about P1-1." in answer.content.decode()
    assert Return.objects.get().state == State.ACCEPTED


def test_asking_for_changes_needs_words_and_then_leads_to_the_queue(send, see, unit, lead, under_review):
    assert "Say what has to change" in send(unit, f"{OWN}decide/", decision(under_review, "changes")).words
    answer = send(unit, f"{OWN}decide/", decision(under_review, "changes", comment="Say more."))
    assert "is asked for changes" in answer.words
    assert "Say more." in see(lead, OWN).words
    assert (
        "Changes asked for" in see(unit, f"{OWN}review/").words
        or "not under review" in see(unit, f"{OWN}review/").words
    )


def test_a_return_after_an_accepted_one_can_be_read(see, say, unit, lead, chief_officer, accepted, following):
    """With standards new since then, of which there is no former status."""
    say(("avon-and-somerset", "P3-1"), status=3, at=NOW + 5 * HOUR)
    found = mark_ready(accepted.organisation, following, by=lead, now=NOW + 6 * HOUR)
    sign(found, by=chief_officer, now=NOW + 7 * HOUR)
    own = "/organisations/avon-and-somerset/returns/2024-04-01/review/"
    assert see(unit, own).status_code == 200
    assert see(unit, f"{own}P3-1/").status_code == 200


SERIES = {
    "starts_day": "1",
    "starts_month": "1",
    "starts_year": "2027",
    "number": "4",
    "months": "3",
    "due_after": "20",
    "owed_by": "everyone",
}


def test_a_year_is_planned_after_its_check(send, unit_manager):
    check = send(unit_manager, "/returns/periods/plan/", SERIES)
    assert "October to December 2027" in check.words
    assert not ReportingPeriod.objects.exists()
    send(unit_manager, "/returns/periods/plan/", SERIES | {"seen": check.context["seen"]})
    assert next(str(each) for each in ReportingPeriod.objects.all()) == "January to March 2027"
    assert ReportingPeriod.objects.count() == 4


def test_a_new_schedule_takes_the_place_of_future_periods_only(send, unit_manager, period):
    for _again in range(2):
        check = send(unit_manager, "/returns/periods/plan/", SERIES)
        send(unit_manager, "/returns/periods/plan/", SERIES | {"seen": check.context["seen"]})
    known = ReportingPeriod.objects.known_at(None)
    assert (known.count(), ReportingPeriod.objects.count()) == (5, 9)
    assert period in known


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"number": "N/A"}, "must be a whole number from 1 to 40"),
        ({"number": "-3"}, "must be a whole number from 1 to 40"),
        ({"number": "1000"}, "must be a whole number from 1 to 40"),
        ({"starts_year": "27"}, "must include a year of 4 numbers"),
        ({"starts_day": "2"}, "must be the first of a month"),
        ({"owed_by": "nobody"}, "Select who owes a return"),
    ],
)
def test_a_plan_that_cannot_be_is_said_and_kept(send, unit_manager, wrong, words):
    assert words in send(unit_manager, "/returns/periods/plan/", SERIES | wrong).words
    assert not ReportingPeriod.objects.exists()


def single(starts, ends, due):
    days = {"starts": starts, "ends": ends, "due": due}
    parts = ("year", "month", "day")
    return {
        f"{name}_{part}": number
        for name, day in days.items()
        for part, number in zip(parts, day.split("-"), strict=True)
    } | {"owed_by": "everyone"}


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (("2027-01-01", "2027-02-14", "2026-12-31"), "cannot be due before the period starts"),
        (("2027-01-01", "2026-12-14", "2027-01-31"), "The last day must be the first day or later"),
        (("2024-03-01", "2024-04-14", "2024-04-30"), "overlaps a period that is there already"),
    ],
)
def test_a_single_period_that_cannot_be(send, unit_manager, period, days, words):
    assert words in send(unit_manager, "/returns/periods/plan/?kind=single", single(*days)).words
    assert ReportingPeriod.objects.get() == period


def test_more_time_for_one_with_a_reason(send, unit_manager, period, force):
    address = f"/returns/periods/{period.pk}/extend/"
    form = {
        "organisation": force.slug,
        "due_day": "14",
        "due_month": "5",
        "due_year": "2024",
        "token": decision_token(),
    }
    assert "Say why" in send(unit_manager, address, form).words
    earlier = send(unit_manager, address, form | {"due_month": "4", "reason": "Staff moved."})
    assert "must be between 30 April 2024" in earlier.words
    assert "9 working days more" in send(unit_manager, address, form | {"reason": "Staff moved."}).words
    assert Extension.objects.get().organisation == force


def decision_token():
    return "7" * 8 + "-0000-4000-8000-" + "0" * 12


def test_the_list_of_periods_counts_and_downloads(see, unit, accepted):
    assert "January to March 2024" in see(unit, "/returns/periods/").words
    assert len(see(unit, "/returns/periods/", _export="csv").content.decode("utf-8-sig").splitlines()) == 2


def test_a_rule_is_moved_with_a_reason(send, see, unit, unit_manager):
    address = "/returns/rules/evidence-in-place/"
    form = {"stops_from_day": "1", "stops_from_month": "7", "stops_from_year": "2027", "token": decision_token()}
    assert "Say why" in send(unit_manager, address, form).words
    assert "From 1 July 2027" in send(unit_manager, address, form | {"reason": "One more period."}).words
    assert RuleStart.objects.get().stops_from == dt.date(2027, 7, 1)
    assert "1 July 2027" in see(unit, "/returns/rules/").words


def test_the_past_is_only_read(see, unit_manager, signed):
    for address in ("/returns/periods/plan/", f"{OWN}decide/", "/returns/rules/evidence-in-place/"):
        assert see(unit_manager, address, **{"as-at": "2024-06-01"}).status_code == 302
    assert "Accept" not in see(unit_manager, f"{OWN}review/", **{"as-at": "2024-06-01"}).words


def test_home_and_the_country_say_what_waits(see, unit, signed):
    assert "returns awaiting review" in see(unit, "/").words
    assert "returns for January to March 2024" in see(unit, "/national/").words
    assert Commitment.objects.exists()
    assert not Update.objects.exists()


def test_an_organisations_own_page_leads_the_unit_to_the_review(see, unit, lead, signed):
    assert f'href="{OWN}review/"' in see(unit, OWN).content.decode()
    assert f'href="{OWN}review/"' not in see(lead, OWN).content.decode()
