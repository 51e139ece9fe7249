"""What the Unit thinks beside what an organisation says: what counts as a difference, and who sees it where."""

import csv
import datetime as dt
import io
from collections import Counter
from types import SimpleNamespace

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.permissions import ANY, ROLES, VIEW_NATIONAL, VIEW_UNIT_VIEW
from rollout import actions
from rollout.differences import Stance, differing, stance_of
from rollout.models import Commitment, Review, Standard
from rollout.queries.views import country_views, unit_views
from rollout.scales import Status, Verdict
from tests.layout import laid_out
from tests.plugins.returns import NOW, mark_ready, sign

HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)
COMMENT = "Two districts do not use it."
OURS = "/organisations/avon-and-somerset/"
COMMITMENT = f"{OURS}commitments/P1-1/"
GRID = "/national/?across=theme-P1"
THINKS = "The Joint Unit thinks"


@pytest.fixture
def reviewed(period, force, commitment, lead, chief_officer, say):
    """The force says in place; its return is signed, so the Unit may review: reviewed(verdict, status, comment)."""
    update = say(commitment, status=Status.IN_PLACE, at=NOW - HOUR, by=lead)
    found = sign(mark_ready(force, period, by=lead), by=chief_officer)

    def review(verdict, status=None, comment=COMMENT, *, by, at=NOW + 2 * HOUR):
        return actions.review(
            of_return=found, update=update, verdict=verdict, status=status, comment=comment, by=by, now=at
        )

    return review


@pytest.fixture
def differs(reviewed, unit):
    return reviewed(Verdict.DIFFER, Status.IN_PROGRESS, by=unit)


@pytest.fixture
def page(client, request):
    def get(who, address):
        client.force_login(request.getfixturevalue(who))
        found = client.get(address)
        assert found.status_code == 200
        return laid_out(found.content.decode())

    return get


def downloaded(text):
    return list(csv.DictReader(io.StringIO(text)))


@pytest.mark.parametrize(
    ("thinks", "says", "differ"), [(3, 4, True), (3, None, True), (4, 4, False), (None, 4, False), (None, None, False)]
)
def test_a_status_of_its_own_that_is_not_what_is_said(thinks, says, differ):
    assert bool(differing(SimpleNamespace(status=thinks), says)) is differ
    assert differing(None, says) is None


@pytest.mark.parametrize(
    ("view", "says", "stance"),
    [
        (None, None, Stance.NOTHING),
        (None, 4, Stance.NOT_LOOKED),
        (("agree", None, 4, True), 4, Stance.AGREES),
        (("agree", None, 3, False), 4, Stance.NOT_SINCE),  # agreeing to what was said before agrees to nothing later
        (("differ", 3, 4, True), 4, Stance.OTHERWISE),
        (("differ", 3, 4, False), 3, Stance.AGREES),
        (("differ", 3, 4, False), 5, Stance.OTHERWISE),
        (("query", None, 4, True), 4, Stance.ASKS),
        (("query", None, 4, False), 4, Stance.NOT_SINCE),
    ],
)
def test_not_having_looked_is_not_agreeing(view, says, stance):
    names = ("verdict", "status", "seen", "is_open")
    assert stance_of(view and SimpleNamespace(**dict(zip(names, view, strict=True))), says) == stance


@pytest.mark.parametrize(
    ("verdict", "words", "counts"),
    [
        (None, "has not looked", (0, 0, 0, 1)),
        (Verdict.AGREE, "agrees", (1, 0, 0, 0)),
        (Verdict.DIFFER, "thinks otherwise", (0, 1, 0, 0)),
        (Verdict.QUERY, "has asked a question", (0, 0, 1, 0)),
    ],
)
def test_each_stance_is_told_apart_wherever_it_stands(reviewed, client, page, unit, commitment, verdict, words, counts):
    if verdict:
        status = Status.IN_PROGRESS if verdict == Verdict.DIFFER else None
        reviewed(verdict, status, "" if verdict == Verdict.AGREE else COMMENT, by=unit)
    said = "the Joint Unit agrees on {}, thinks otherwise on {}, has asked about {} and has not looked at {}".format(
        *counts
    )
    for address, named, which in (
        (OURS, "Standard", "P1-1"),
        ("/standards/P1-1/", "Organisation", "Avon and Somerset"),
    ):
        assert f"{said} as now reported." in page("unit", address)
        client.force_login(unit)
        rows = downloaded(client.get(f"{address}?_export=csv").content.decode("utf-8-sig"))
        (row,) = [row for row in rows if row[named].startswith(which)]
        assert (row["The Joint Unit's view"], row[THINKS]) == (words, "In progress" if counts[1] else words)
        assert {each["The Joint Unit's view"] for each in rows if each is not row} == {"has nothing to look at"}
    assert (THINKS if counts[1] else f'<dd class="govuk-summary-list__value">{words}</dd>') in page("unit", COMMITMENT)
    client.force_login(unit)
    for across in ("theme-P1", "themes"):
        rows = downloaded(client.get(f"/national/download.csv?across={across}").content.decode("utf-8-sig"))
        (row,) = [row for row in rows if row["Organisation"] == "Avon and Somerset" and row["Code"] in ("P1-1", "P1")]
        found = [int(value) for name, value in row.items() if name.startswith("Standards ") and "Joint Unit" in name]
        assert (found[0], found[1], found[2], found[3]) == (counts[1], counts[0], counts[2], counts[3])
        assert sum(found) + int(row["Never reported"]) == int(row["Standards"])


def test_the_last_view_counts(reviewed, commitment, unit):
    reviewed(Verdict.DIFFER, Status.PLANNED, by=unit)
    reviewed(Verdict.DIFFER, Status.IN_PROGRESS, by=unit)  # at the same moment: the one written last
    ours = Commitment.objects.filter(pk=commitment.pk)
    seen = (commitment.organisation_id, commitment.standard_id, Status.IN_PROGRESS)
    assert (country_views(), unit_views(ours)[commitment.pk].status) == ([seen], Status.IN_PROGRESS)
    reviewed(Verdict.AGREE, comment="", by=unit, at=NOW + 3 * HOUR)
    agreed = unit_views(ours)[commitment.pk]
    assert (country_views(), agreed.status, stance_of(agreed, Status.IN_PLACE)) == ([], None, Stance.AGREES)
    assert country_views(NOW + 3 * HOUR) == [seen]
    assert unit_views(ours, NOW + 3 * HOUR)[commitment.pk].status == Status.IN_PROGRESS


def test_one_query_and_only_of_the_commitments_asked_about(differs, commitment, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert set(unit_views(Commitment.objects.filter(organisation=commitment.organisation))) == {commitment.pk}
    assert unit_views(Commitment.objects.exclude(pk=commitment.pk)) == {}


def test_both_on_every_page(differs, page):
    ours = page("unit", OURS)
    assert "On 1 standard, the Joint Unit's last review names another status" in ours
    assert "On 15 April 2024, of the update of 15 April 2024</span>" in ours.replace(" </span>", "</span>")
    assert ours.count(THINKS) >= 2
    one = page("unit", COMMITMENT)
    assert "Avon and Somerset says" in one
    assert one.count(COMMENT) == 2  # beside the status, and in the history
    assert "the Joint Unit agrees on 0, thinks otherwise on 1, has asked" in page("unit", "/standards/P1-1/")
    grid = page("unit", GRID)
    assert "The Joint Unit differs on 1 commitment of 1 organisation." in grid
    assert "in place, green, the Joint Unit thinks in progress" not in grid  # what the update says comes first
    assert "in place, green, updated 15 April 2024, the Joint Unit thinks in progress" in grid
    assert grid.count("the Joint Unit differs on 1<") == 1  # the line's overall cell
    themes = page("unit", "/national/")
    assert themes.count('<span class="app-grid__differs">1 differs</span>') == 2


@pytest.mark.parametrize("address", [OURS, COMMITMENT, "/standards/P1-1/", GRID])
def test_nothing_is_marked_on_the_day_before(differs, page, address):
    day = "as-at=2024-04-14"
    shown = page("unit", f"{address}{'&' if '?' in address else '?'}{day}")
    assert "the Joint Unit thinks in" not in shown
    assert "The Joint Unit differs on" not in shown
    assert COMMENT not in shown
    assert "last review names" not in shown


def test_once_the_organisation_says_so_too_there_is_no_difference(differs, commitment, say, page):
    say(commitment, status=Status.IN_PROGRESS, at=NOW + DAY)
    assert "There is no standard on which the Joint Unit has named another status" in page("lead", OURS)
    assert "The Joint Unit differs on" not in page("unit", GRID)
    one = page("lead", COMMITMENT)
    assert "Avon and Somerset says" not in one
    assert one.count(COMMENT) == 1  # the history keeps it
    assert "The Joint Unit differs on 1 commitment" in page("unit", f"{GRID}&as-at=2024-04-15")


def test_a_later_update_with_yet_another_status_differs_still(differs, commitment, say, page):
    say(commitment, status=Status.EMBEDDED, at=NOW + DAY)
    words = "On 15 April 2024, of the update of 15 April 2024, not of the later one of 16 April 2024"
    assert words in page("lead", OURS)
    assert words in page("lead", COMMITMENT)
    assert "embedded, green, updated 16 April 2024, the Joint Unit thinks in progress" in page("unit", GRID)


def test_the_view_of_an_observer_has_no_words(differs, page):
    for address in (OURS, COMMITMENT, f"{OURS}?_export=csv", GRID):
        assert COMMENT not in page("observer", address)
    one = page("observer", COMMITMENT)
    assert THINKS in one
    assert "The Joint Unit thinks otherwise" in one
    assert "by Unit<" not in one
    assert "the Joint Unit thinks in progress" in page("observer", GRID)


@pytest.mark.parametrize("who", ["area_lead", "area_chief"])
def test_a_partner_sees_nothing_of_it(differs, page, who):
    for address in (OURS, COMMITMENT, f"{OURS}?_export=csv", "/standards/P1-1/", "/standards/P1-1/?_export=csv"):
        shown = page(who, address)
        assert THINKS not in shown
        assert "sees it differently" not in shown
        assert COMMENT not in shown
    grid = page(who, "/national/")
    assert "The Joint Unit differs on 1 commitment of 1 organisation." in grid  # the country's total
    assert "app-grid__differs" not in grid
    assert "the Joint Unit differs on" not in grid


@pytest.mark.parametrize("who", ["outsider", "nobody"])
def test_an_outsider_does_not_get_there(client, request, differs, who):
    client.force_login(request.getfixturevalue(who))
    assert client.get(OURS).status_code == client.get(COMMITMENT).status_code == 404


@pytest.mark.parametrize("who", ["lead", "contributor", "chief_officer", "finance_officer"])
def test_their_own_people_see_it(differs, page, who):
    assert "last review names another status" in page(who, OURS)
    assert COMMENT in page(who, COMMITMENT)
    assert page(who, "/national/").count("app-grid__differs") == 2
    assert "You see the Joint Unit's view of your own organisation only." in page(who, "/national/")


def test_two_who_see_the_same_organisations_are_kept_apart(differs, page):
    """A force's lead and its partner's may see the same names, but each the Unit's view of their own only."""
    assert "app-grid__differs" in page("lead", "/national/")
    assert "app-grid__differs" not in page("area_lead", "/national/")


def test_whoever_sees_the_grid_may_see_the_units_view():
    for held in ROLES.values():
        assert VIEW_NATIONAL not in held.get(ANY, ()) or VIEW_UNIT_VIEW in held[ANY]


def test_a_review_is_seen_at_once(reviewed, unit, page):
    assert "The Joint Unit differs on" not in page("unit", GRID)
    reviewed(Verdict.DIFFER, Status.IN_PROGRESS, by=unit)
    assert "The Joint Unit differs on" in page("unit", GRID)


@pytest.mark.parametrize(
    ("address", "named", "who"),
    [
        (f"{OURS}?_export=csv", "Standard", "lead"),
        ("/standards/P1-1/?_export=csv", "Organisation", "observer"),
        ("/national/download.csv?across=theme-P1", "Code", "unit"),
    ],
)
def test_downloads_have_a_column(differs, client, request, address, named, who):
    client.force_login(request.getfixturevalue(who))
    rows = downloaded(client.get(address).content.decode("utf-8-sig"))
    views = [row[THINKS].lower() for row in rows]
    assert Counter(views) == {"in progress": 1, "has nothing to look at": len(rows) - 1}
    assert len([row for row in rows if row[named]]) == len(rows) > 1


def test_the_download_of_themes_counts_them(differs, client, unit):
    client.force_login(unit)
    rows = downloaded(client.get("/national/download.csv").content.decode("utf-8-sig"))
    found = [row for row in rows if row["Standards on which the Joint Unit differs"] != "0"]
    assert [(row["Organisation"], row["Code"], row[THINKS]) for row in found] == [
        ("Avon and Somerset", "P1", "counted beside")
    ]


def test_the_history_has_every_view_at_its_date(reviewed, commitment, unit, say, page):
    reviewed(Verdict.QUERY, comment="Who signed it?", by=unit)
    reviewed(Verdict.DIFFER, Status.IN_PROGRESS, by=unit, at=NOW + 3 * HOUR)
    say(commitment, status=Status.EMBEDDED, note="All use it now.", at=NOW + DAY)
    reviewed(Verdict.AGREE, comment="", by=unit, at=NOW + 2 * DAY)
    parts = [
        "The Joint Unit agrees",
        "All use it now.",
        "The Joint Unit thinks otherwise",
        "The Joint Unit asks",
        "First",
    ]
    shown = page("lead", COMMITMENT)
    assert sorted(parts, key=shown.index) == parts


def test_a_view_stands_on_one_page_of_a_long_history(differs, commitment, say, page):
    for number in range(45):
        say(commitment, status=Status.EMBEDDED, at=NOW + (1 + number) * DAY)
    pages = [page("lead", f"{COMMITMENT}?page={number}") for number in (1, 2, 3)]
    assert ["The Joint Unit thinks otherwise" in each for each in pages] == [False, False, True]
    like = Review.objects.get()
    Review.objects.create(
        of_return=like.of_return,
        update=like.update,
        commitment=commitment,
        verdict=Verdict.AGREE,
        recorded_at=NOW + 25 * DAY + HOUR,  # after the first of page 2, before the last of page 1
        recorded_by=like.recorded_by,
    )
    pages = [page("lead", f"{COMMITMENT}?page={number}") for number in (1, 2, 3)]
    assert ["The Joint Unit agrees" in each for each in pages] == [False, True, False]


@pytest.mark.parametrize("address", [OURS, COMMITMENT, "/standards/P1-1/", "/national/", GRID])
def test_queries_do_not_grow(client, unit, differs, say, address):
    client.force_login(unit)
    few = _queries(client, address)
    for commitment in Commitment.objects.filter(standard__code="P1-1").exclude(pk=differs.commitment_id):
        _differ(commitment, differs, say)
    for standard in Standard.objects.filter(theme__code="ADP"):
        _differ(Commitment.objects.get(organisation=differs.commitment.organisation, standard=standard), differs, say)
    for _each in range(4):
        _differ(differs.commitment, differs, say)
    many = _queries(client, address)
    assert many == few
    assert "/national/" not in address or many <= 10


def _differ(commitment, like, say):
    Review.objects.create(
        of_return=like.of_return,
        update=say(commitment, status=Status.EMBEDDED),
        commitment=commitment,
        verdict=Verdict.DIFFER,
        status=Status.PLANNED,
        comment=COMMENT,
        recorded_at=NOW + 3 * DAY,
        recorded_by=like.recorded_by,
    )


def _queries(client, address):
    cache.clear()
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def test_the_same_for_three_organisations_and_all(client, unit, differs, queries_with_all_and_with_three):
    client.force_login(unit)
    everything, three = queries_with_all_and_with_three(GRID)
    assert everything == three
