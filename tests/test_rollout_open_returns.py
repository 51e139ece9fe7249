"""Every return that waits for a person is on their home, with what was asked and by whom."""

import datetime as dt

import pytest
import time_machine

from forces.actions import plan_periods
from forces.models import Membership, Organisation
from forces.periods import Span
from rollout import actions
from rollout.models import Commitment, Return
from rollout.scales import State, Verdict
from tests.plugins.people import person
from tests.plugins.returns import mark_ready, seen, sign

OURS = "/organisations/avon-and-somerset/"
HOME = f"{OURS}commitments/"
SPRING, SUMMER, AUTUMN = dt.date(2024, 4, 1), dt.date(2024, 7, 1), dt.date(2024, 10, 1)
HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)
NOW = dt.datetime(2024, 11, 20, 9, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def periods(unit_manager):
    """Three quarters: the first two are over and late, the third runs."""
    spans = [
        Span(SPRING, dt.date(2024, 6, 30), dt.date(2024, 7, 26)),
        Span(SUMMER, dt.date(2024, 9, 30), dt.date(2024, 10, 28)),
        Span(AUTUMN, dt.date(2024, 12, 31), dt.date(2025, 1, 29)),
    ]
    return plan_periods(spans=spans, by=unit_manager, now=dt.datetime(2024, 3, 1, 9, tzinfo=dt.UTC))


def ready(organisation, period, lead, now=NOW - 9 * DAY) -> Return:
    return mark_ready(organisation, period, by=lead, today=now.date(), now=now)


def signed(organisation, period, lead, chief, now=NOW - 8 * DAY) -> Return:
    return sign(ready(organisation, period, lead, now - DAY), by=chief, today=now.date(), now=now)


@pytest.fixture
def query(unit):
    """query(return, code, words): the Unit's question about what was signed."""

    def ask(found, code, comment, *, verdict=Verdict.QUERY, now=NOW - 5 * DAY, by=unit):
        commitment = Commitment.objects.get(organisation=found.organisation, standard__code=code)
        update = commitment.updates.filter(recorded_at__lt=found.signed_at).latest("recorded_at")
        said = {"verdict": verdict, "comment": comment, "by": by, "now": now}
        return actions.review(of_return=found, update=update, **said)

    return ask


@pytest.fixture
def sent_back(periods, force, lead, chief_officer, unit, say, query):
    """April to June, with two questions."""
    for code in ("P1-1", "P1-2"):
        say((force.slug, code), at=NOW - 150 * DAY)
    found = signed(force, periods[0], lead, chief_officer)
    query(found, "P1-1", "Who signed the plan?")
    query(found, "P1-2", "Since when?")
    seen_before = seen(found)
    actions.ask_for_changes(of_return=found, by=unit, seen=seen_before, comment="See both.", now=NOW - 4 * DAY)
    return found


def links(page) -> str:
    return page.content.decode()


def test_a_lead_sees_every_return_that_waits_though_an_older_one_is_open(
    see, periods, force, lead, chief_officer, contributor
):
    handed = ready(force, periods[2], lead)
    actions.give_back(of_return=handed, by=chief_officer, seen=2, comment="P1-1 is not so.", now=NOW - DAY)
    for who in (lead, contributor):
        page = see(who, HOME)
        assert "3 returns wait for you" in page.words
        for starts in (SPRING, SUMMER, AUTUMN):
            assert f'href="{OURS}returns/{starts}/"' in links(page)
        assert "This was due on 28 October 2024." in page.words
        assert "Handed back , Chief officer, 19 November 2024 at 9am P1-1 is not so." in page.words
    assert "3 returns wait for you" in see(lead, OURS).words
    assert "3 returns wait for you" in see(lead, f"{OURS}returns/").words


def test_those_that_wait_come_before_those_that_wait_for_others(see, periods, force, lead, chief_officer):
    ready(force, periods[0], lead)
    page = see(lead, HOME).words
    assert page.index("2 returns wait for you") < page.index("July to September 2024")
    assert page.index("Other open returns") < page.index("April to June 2024 Ready for sign-off")
    page = see(chief_officer, HOME).words
    assert page.index("1 return waits for you") < page.index("April to June 2024 is ready for you to sign off.")
    assert page.index("Other open returns") < page.index("July to September 2024 In draft")


def test_a_chief_officer_sees_every_one_that_is_ready_and_what_was_asked(see, sent_back, periods, force, lead,
                                                                         chief_officer):  # fmt: skip
    ready(force, periods[0], lead, NOW - DAY)
    ready(force, periods[1], lead, NOW - DAY)
    page = see(chief_officer, HOME)
    assert "2 returns wait for you" in page.words
    for starts in (SPRING, SUMMER):
        assert f'href="{OURS}returns/{starts}/sign/"' in links(page)
    assert "Marked ready for sign-off on 19 November 2024 by Lead." in page.words
    assert "Sent back with changes asked for , Unit, 16 November 2024 at 9am See both." in page.words


def test_what_the_unit_asked_stands_under_its_comment_each_with_its_standard(see, sent_back, lead):
    for address in (HOME, f"{OURS}returns/{SPRING}/"):
        page = see(lead, address)
        after = page.words.partition("Sent back with changes asked for , Unit, 16 November 2024 at 9am See both.")[2]
        assert after.index("P1-1 ") < after.index("Who signed the plan?") < after.index("P1-2 ")
        assert "Since when? Asked by Unit on 15 November 2024, not answered yet." in after
        for code in ("P1-1", "P1-2"):
            assert f'href="{HOME}{code}/"' in links(page)
    assert page.words.count("Who signed the plan?") == 1  # not in a second list below


def test_what_was_answered_says_by_whom(see, sent_back, force, lead, say):
    say((force.slug, "P1-1"), at=NOW - DAY, by=lead)
    page = see(lead, f"{OURS}returns/{SPRING}/").words
    assert "Answered by Lead on 19 November 2024." in page
    assert "Who signed the plan?" not in page
    assert "Since when?" in page
    assert "1 query waits for an answer." in page


@pytest.mark.parametrize(
    ("verdict", "words"), [(Verdict.AGREE, "Unit agreed on"), (Verdict.DIFFER, "Unit thought otherwise on")]
)
def test_one_that_was_settled_through_another_periods_return_says_so(
    see, sent_back, periods, force, lead, chief_officer, unit, say, verdict, words
):
    later = signed(force, periods[1], lead, chief_officer, NOW - 2 * DAY)
    update = Commitment.objects.get(organisation=force, standard__code="P1-1").updates.get()
    said = {"verdict": verdict, "comment": "Seen.", "by": unit, "now": NOW - DAY}
    status = {"status": 2} if verdict == Verdict.DIFFER else {}
    actions.review(of_return=later, update=update, **said, **status)
    for address in (HOME, f"{OURS}returns/{SPRING}/"):
        page = see(lead, address).words
        assert f"Settled through the return for July to September 2024: {words} 19 November 2024." in page
        assert "Who signed the plan?" not in page.split("Who moved it")[0]
    past = see(lead, f"{OURS}returns/{SPRING}/", **{"as-at": "2024-11-17"}).words
    assert "Who signed the plan?" in past  # known then
    assert "Settled" not in past


def test_what_was_answered_before_it_was_sent_back_is_not_asked_again(see, sent_back, periods, force, lead,
                                                                      chief_officer, unit, say):  # fmt: skip
    say((force.slug, "P1-1"), at=NOW - 3 * DAY, by=lead)
    found = signed(force, periods[0], lead, chief_officer, NOW - 2 * DAY)
    actions.ask_for_changes(of_return=found, by=unit, seen=seen(found), comment="P1-2 still.", now=NOW - DAY)
    page = see(lead, f"{OURS}returns/{SPRING}/")
    assert [each.query.comment for each in page.context["asked"]] == ["Since when?"]
    assert "P1-2 still." in page.words.split("Who moved it")[0]
    assert "See both." not in page.words.split("Who moved it")[0]


def test_a_hand_back_of_what_the_unit_sent_back_shows_both(see, sent_back, periods, force, lead, chief_officer):
    ready(force, periods[0], lead, NOW - 2 * DAY)
    words = {"seen": seen(sent_back), "comment": "Not like this.", "now": NOW - DAY}
    actions.give_back(of_return=sent_back, by=chief_officer, **words)
    page = see(lead, HOME).words
    assert page.index("Not like this.") < page.index("See both.") < page.index("Who signed the plan?")


def test_the_units_home_lists_every_return_that_awaits_review(see, sent_back, periods, force, lead, chief_officer,
                                                              unit):  # fmt: skip
    signed(force, periods[0], lead, chief_officer, NOW - 2 * DAY)
    for body in Organisation.objects.exclude(pk=force.pk)[:11]:
        theirs, chief = person(f"lead_{body.slug}", "lead", body.slug), person(body.slug, "chief_officer", body.slug)
        signed(body, periods[1], theirs, chief, NOW - 3 * DAY)
    page = see(unit, "/")
    assert len(page.context["to_review"]) == 10
    assert len(page.context["more_to_review"]) == 2
    for found in Return.objects.filter(state=State.SIGNED):
        assert f'href="/organisations/{found.organisation.slug}/returns/{found.period.starts}/review/"' in links(page)
    assert (
        "Avon and Somerset, April to June 2024 Chief officer, 18 November 2024 2 working days ago"
        " See both. Unit, 16 November 2024 2 queries are not answered" in page.words
    )


def test_a_person_of_two_organisations_sees_what_waits_in_each(see, periods, force, area, lead, chief_officer):
    Membership.objects.create(user=chief_officer, organisation=area, role="chief_officer", granted_at=NOW - 90 * DAY)
    ready(force, periods[1], lead)
    page = see(chief_officer, "/")
    assert "1 return waits for you: July to September 2024 (Ready for sign-off)" in page.words
    assert f'href="{OURS}returns/{SUMMER}/"' in links(page)


def test_the_units_own_draft_of_another_does_not_wait_for_it(see, periods, unit):
    assert "wait for you" not in see(unit, HOME).words
    assert "waits for you" not in see(unit, HOME).words


def test_in_the_past_nothing_waits(see, sent_back, lead):
    page = see(lead, HOME, **{"as-at": "2024-11-19"}).words
    assert "for you" not in page
    assert "See both." in page


def test_the_same_number_of_queries_however_much_is_asked(client, see, sent_back, periods, force, lead, unit, query,
                                                          chief_officer, say, django_assert_num_queries):  # fmt: skip
    see(lead, f"{OURS}returns/")
    with django_assert_num_queries(FEW):
        client.get(f"{OURS}returns/")
    for code in ("P2-1", "P2-2", "P3-1"):
        say((force.slug, code), at=NOW - 3 * DAY)
    again = signed(force, periods[0], lead, chief_officer, NOW - 2 * DAY)
    for code in ("P2-1", "P2-2", "P3-1"):
        query(again, code, "Why?", now=NOW - DAY)
    words = {"seen": seen(sent_back), "comment": "See five.", "now": NOW - HOUR}
    actions.ask_for_changes(of_return=sent_back, by=unit, **words)
    with django_assert_num_queries(FEW):
        assert "Why?" in client.get(f"{OURS}returns/").content.decode()


FEW = 17
