import csv
import datetime as dt
import io

import pytest
from django.utils import timezone

from dashboard.organisation import standing
from dashboard.position import month_ends, position_over_time, themes_over_time
from ledger.as_at import as_at
from rollout.actions import confirm_unchanged, write_log
from rollout.models import Standard
from rollout.queries import latest
from rollout.scales import Confidence, Status
from tests.layout import laid_out

NOON = dt.datetime(2024, 5, 1, 12, tzinfo=dt.UTC)
PAGE = "/organisations/avon-and-somerset/"
OURS = ("avon-and-somerset", "P1-1")


def words(page):
    return laid_out(page.content.decode())


@pytest.fixture
def as_lead(client, lead):
    client.force_login(lead)
    return client


@pytest.fixture
def as_partner(client, area_lead):
    client.force_login(area_lead)
    return client


def by_month(organisation, day):
    when = as_at(day, today=timezone.localdate())
    return dict(position_over_time(themes_over_time(organisation, when, standing(organisation, when))))


def test_month_ends_and_the_day_itself():
    days = month_ends(dt.date(2023, 11, 1), dt.date(2024, 2, 10))
    assert days == [dt.date(2023, 11, 30), dt.date(2023, 12, 31), dt.date(2024, 1, 31), dt.date(2024, 2, 10)]
    assert month_ends(dt.date(2024, 2, 1), dt.date(2024, 2, 29)) == [dt.date(2024, 2, 29)]


def test_position_at_every_month_end(force, say):
    say(OURS, status=Status.PLANNED, at=NOON)
    say(OURS, status=Status.EMBEDDED, at=NOON + dt.timedelta(days=40))
    found = by_month(force, dt.date(2024, 6, 30))
    assert found[dt.date(2024, 4, 30)] == [0, 0, 0, 20]
    assert found[dt.date(2024, 5, 31)] == [0, 0, 1, 19]
    assert found[dt.date(2024, 6, 30)] == [1, 0, 0, 19]


def test_a_month_ends_at_midnight_in_london(force, say):
    say(OURS, at=dt.datetime(2024, 4, 30, 22, 59, tzinfo=dt.UTC))
    say(("avon-and-somerset", "P1-2"), at=dt.datetime(2024, 4, 30, 23, 1, tzinfo=dt.UTC))
    assert by_month(force, dt.date(2024, 5, 31))[dt.date(2024, 4, 30)] == [0, 1, 0, 19]


def test_a_standard_counts_from_when_it_was_known(force):
    Standard.objects.filter(code="P1-1").update(known_from=dt.date(2024, 5, 10))
    found = by_month(force, dt.date(2024, 5, 31))
    assert [sum(found[day]) for day in (dt.date(2024, 4, 30), dt.date(2024, 5, 31))] == [19, 20]


def test_an_update_moves_what_was_kept(force, say):
    today = timezone.localdate()
    assert by_month(force, today)[today] == [0, 0, 0, 30]
    say(OURS, status=Status.IN_PLACE)
    assert by_month(force, today)[today] == [1, 0, 0, 29]


def test_the_page_says_where_it_stands_first(as_lead, say):
    say(OURS, status=Status.IN_PLACE, at=NOON)
    page = words(as_lead.get(PAGE))
    assert "1 of 30 standards are in place or better. 29 have never been reported. Last updated 1 May 2024." in page
    assert "/organisations/avon-and-somerset/commitments/#theme-P1" in page
    assert '<a class="govuk-link" href="/organisations/cps-south-west/">' in page


def test_own_people_read_what_was_written(as_lead, say):
    say(OURS, confidence=Confidence.RED, note="The plan is with the chief.", at=NOON)
    page = words(as_lead.get(PAGE))
    assert "The plan is with the chief." in page
    assert "Two posts are vacant." in page
    assert "by Recorder" in page
    assert "What you owe" in page


@pytest.mark.parametrize("who", ["area_lead", "observer"])
def test_partners_and_observers_read_statuses_only(client, request, say, who):
    say(OURS, confidence=Confidence.RED, note="The plan is with the chief.", status=Status.PLANNED, at=NOON)
    client.force_login(request.getfixturevalue(who))
    page = words(client.get(PAGE))
    assert "You do not see its notes, reasons and evidence." in page
    assert "Planned" in page
    for hidden in ("The plan is with the chief.", "Two posts are vacant.", "by Recorder", "/commitments/#", "'s log"):
        assert hidden not in page


def test_partners_it_may_not_open_are_named_without_a_link(as_partner):
    page = words(as_partner.get(PAGE))
    assert "/organisations/cps-south-west/" in page
    other = words(as_partner.get("/organisations/cps-south-west/"))
    assert "Devon and Cornwall" in other


def test_what_changed_lately_newest_first_with_what_was_before(as_lead, say, lead, commitment):
    say(OURS, status=Status.PLANNED, at=NOON)
    say(OURS, status=Status.IN_PROGRESS, at=NOON + dt.timedelta(days=1))
    say(("avon-and-somerset", "P1-2"), at=NOON + dt.timedelta(days=2))
    updates = as_lead.get(PAGE).context["updates"]
    assert [(update.commitment.standard.code, update.former) for update in updates] == [("P1-2", None), ("P1-1", 2)]
    confirm_unchanged(commitment=commitment, by=lead, base=latest(commitment).number)
    assert "confirmed unchanged" in words(as_lead.get(PAGE))


def test_at_most_ten_lately(as_lead, say, force):
    for commitment in force.commitments.all():
        say(commitment, at=NOON)
    assert len(as_lead.get(PAGE).context["updates"]) == 10


def test_as_at_before_the_update(as_lead, say):
    say(OURS, status=Status.IN_PLACE, note="Later.", at=NOON)
    page = words(as_lead.get(PAGE + "?as-at=2024-04-30"))
    assert "0 of 20 standards are in place or better." in page
    assert "Later." not in page
    assert "position.svg?as-at=2024-04-30&amp;by=theme&amp;size=narrow" in page


def test_the_unit_reads_the_log_and_writes_in_it(client, unit, force):
    write_log(by=unit, organisation=force, kind="call", text="They asked for help.", happened_on=NOON.date(), now=NOON)
    client.force_login(unit)
    page = words(client.get(PAGE))
    assert "They asked for help." in page
    assert "/log/write/?organisation=avon-and-somerset" in page
    assert "Record on their behalf" in page
    assert "They asked for help." not in words(client.get(PAGE + "?as-at=2024-04-30"))


def test_an_organisation_that_ended_says_who_followed(client, unit, force, foreign):
    force.active_to, force.successor = dt.date(2026, 4, 1), foreign
    force.save()
    client.force_login(unit)
    assert "1 April 2026, followed by Durham" in words(client.get(PAGE))


def test_when_no_standard_was_known(as_lead):
    Standard.objects.update(known_from=dt.date(2024, 5, 10))
    assert "No standard was known on this day" in words(as_lead.get(PAGE + "?as-at=2024-05-09"))


def test_both_lists_can_be_downloaded(as_lead, say):
    say(OURS, status=Status.IN_PLACE, at=NOON)
    standards = list(csv.DictReader(io.StringIO(as_lead.get(PAGE + "?_export=csv").content.decode("utf-8-sig"))))
    assert (len(standards), sum(row["Status"] == "In place" for row in standards)) == (30, 1)
    months = as_lead.get(PAGE + "?list=over-time&_export=csv&as-at=2024-06-15").content.decode("utf-8-sig")
    first = next(csv.DictReader(io.StringIO(months)))
    assert (first["In place or better"], first["No report"]) == ("1", "19")


def test_the_chart_is_a_picture_that_may_run_nothing(as_lead, say):
    say(OURS, status=Status.IN_PLACE, at=NOON)
    page = as_lead.get(PAGE + "position.svg")
    assert page["Content-Type"].startswith("image/svg+xml")
    assert page["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'; sandbox"
    assert "1 in place or better" in page.content.decode()
    assert "1 in place or better" not in as_lead.get(PAGE + "position.svg?as-at=2024-04-30").content.decode()
    assert "1 in place or better" not in as_lead.get(PAGE + "position.svg?size=narrow").content.decode()


def test_an_unchanged_chart_is_not_sent_again(as_lead, say):
    tag = as_lead.get(PAGE + "position.svg")["ETag"]
    assert as_lead.get(PAGE + "position.svg", headers={"if-none-match": tag}).status_code == 304
    say(OURS, status=Status.IN_PLACE)
    assert as_lead.get(PAGE + "position.svg", headers={"if-none-match": tag}).status_code == 200


def test_queries_do_not_grow_with_the_country(client, unit, say, queries_with_all_and_with_three):
    client.force_login(unit)
    say(OURS, at=NOON)
    everything, three = queries_with_all_and_with_three(PAGE)
    assert everything == three


def test_queries_do_not_grow_with_the_history(as_lead, say, period, django_assert_num_queries):
    say(OURS, at=NOON)
    with django_assert_num_queries(19):
        as_lead.get(PAGE)
    for number in range(1, 8):
        say(("avon-and-somerset", f"ADP-{number}"), at=NOON)
    with django_assert_num_queries(19):
        as_lead.get(PAGE)


def test_themes_over_time_is_a_list_and_a_picture_of_its_own(as_lead, say):
    say(OURS, status=Status.IN_PLACE, at=NOON)
    listed = as_lead.get(PAGE, {"list": "themes-over-time", "_export": "csv"}).content.decode("utf-8-sig")
    assert "Suspect-focused investigation" in listed.splitlines()[0]
    assert ",1,5," in listed.splitlines()[1]
    by_theme, by_status = (as_lead.get(f"{PAGE}position.svg?by={by}").content for by in ("theme", "status"))
    assert b"Suspect-focused investigation" in by_theme
    assert by_theme != by_status
