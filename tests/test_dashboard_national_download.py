import csv
import datetime as dt
import io

import pytest
from tablib import Dataset

from forces.models import Organisation
from rollout.scales import Confidence, Status

MARCH = dt.datetime(2024, 3, 12, 12, tzinfo=dt.UTC)


def download(client, user, address):
    client.force_login(user)
    return client.get(address)


def test_a_row_for_each_organisation_and_theme(client, unit, say):
    say(("durham", "ADP-1"), status=Status.IN_PLACE, at=MARCH, confidence=Confidence.AMBER)
    say(("durham", "ADP-2"), status=Status.IN_PLACE, at=MARCH)
    for number in (3, 4, 5):
        say(("durham", f"ADP-{number}"), status=Status.EMBEDDED, at=MARCH)
    found = download(client, unit, "/national/download.csv?region=North+East&compare=2024-01-31&as-at=2024-04-30")
    rows = list(csv.DictReader(io.StringIO(found.content.decode("utf-8-sig"))))
    assert len(rows) == 3 * 6  # nobody knew of theme P2 then
    row = next(row for row in rows if row["Organisation"] == "Durham" and row["Code"] == "ADP")
    assert row["Status"] == "in place"
    assert (row["Confidence"], row["In place or better"], row["Standards"]) == ("amber", "5", "6")
    assert (row["Status on 31 January 2024"], row["Moved"]) == ("no report", "up")
    assert row["Last updated"] == "2024-03-12"
    assert "national-2024-04-30.csv" in found["Content-Disposition"]


@pytest.mark.parametrize("file_format", ["xlsx", "ods"])
def test_spreadsheets_with_standards_across(client, unit, file_format):
    found = download(client, unit, f"/national/download.{file_format}?across=theme-P1")
    assert len(Dataset().load(found.content, format=file_format)) == 43 * 5


def test_no_cell_is_a_formula(client, unit):
    Organisation.objects.filter(slug="durham").update(short_name="=1+1")
    assert "'=1+1" in download(client, unit, "/national/download.csv").content.decode("utf-8-sig")


@pytest.mark.parametrize("who", ["lead", "contributor", "chief_officer", "finance_officer", "area_lead", "nobody"])
def test_only_for_people_who_see_every_organisation(client, request, who):
    assert download(client, request.getfixturevalue(who), "/national/download.csv").status_code == 403


def test_another_format_is_not_found(client, unit):
    assert download(client, unit, "/national/download.exe").status_code == 404
