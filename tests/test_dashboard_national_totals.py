import re
from fractions import Fraction

import pytest

from dashboard.grid.figures import Group, without_small
from forces.access import organisations_for
from forces.models import Organisation
from tests.plugins.people import person


def html_for(client, user, address="/national/"):
    client.force_login(user)
    found = client.get(address)
    assert found.status_code == 200
    return found.content.decode()


def names_in(html):
    main = html[html.index("<main") : html.index("</main>")]
    return {name for name in Organisation.objects.values_list("short_name", flat=True) if f">{name}<" in main}


def test_a_lead_sees_totals_and_by_name_only_own_and_partners(client, lead):
    html = html_for(client, lead)
    assert "1,612 commitments by 43 police forces and 14 CPS Areas" in html
    assert names_in(html) == {"Avon and Somerset", "CPS South West"}
    assert "app-tiles" not in html
    assert "/organisations/durham/" not in html


@pytest.mark.parametrize("who", ["contributor", "chief_officer", "finance_officer", "area_lead", "outsider"])
def test_others_with_totals_only(client, request, who):
    user = request.getfixturevalue(who)
    html = html_for(client, user, "/national/?across=model-investigation&region=London&compare=2024-04-30")
    assert names_in(html) == set(organisations_for(user).values_list("short_name", flat=True))
    assert "/organisations/metropolitan/" not in html


def test_without_a_role_nothing(client, nobody):
    client.force_login(nobody)
    assert client.get("/national/").status_code == 403


def test_small_regions_are_shown_together(client, lead):
    html = html_for(client, lead)
    assert "London and North East" in html
    assert re.search(r"London and North East\s*<span[^>]*>\(5\)", html)


def test_groups_too_small_even_together_are_left_out():
    assert without_small([Group(("A",), (1,)), Group(("B",), (2,))]) == []
    assert without_small([Group(("A",), (1, 2, 3))]) == [Group(("A",), (1, 2, 3))]


def reduced(vectors):
    """The rows of a matrix in echelon form."""
    rows, found = [list(map(Fraction, row)) for row in vectors], []
    for column in range(len(rows[0])):
        lead = next((row for row in rows if row[column]), None)
        if lead is None:
            continue
        rows.remove(lead)
        rows = [[a - b * row[column] / lead[column] for a, b in zip(row, lead, strict=True)] for row in rows]
        found.append(lead)
    return found


def shown_groups():
    """The sets of organisations whose sums the page shows: everyone, cohorts and regions."""
    every = list(Organisation.objects.all())
    groups = [frozenset(every)]
    for key in (lambda each: (each.kind, each.cohort), lambda each: each.region):
        names = sorted({key(each) for each in every if key(each)})
        found = [Group((str(name),), tuple(each for each in every if key(each) == name)) for name in names]
        groups += [frozenset(group.lines) for group in without_small(found)]
    return every, groups


@pytest.mark.parametrize(
    "slug", ["avon-and-somerset", "city-of-london", "metropolitan", "cps-south-west", "cps-london-north"]
)
def test_nobody_can_work_out_another_organisation_from_the_sums(db, slug):
    """No sum or difference of what is shown and of what they see by name leaves a single other organisation."""
    user = person("reader", "lead", slug)
    seen = set(organisations_for(user).values_list("pk", flat=True))
    every, groups = shown_groups()
    unseen = [each for each in every if each.pk not in seen]
    rank = len(reduced([[each in group for each in unseen] for group in groups]))
    for one in unseen:
        others = [each for each in unseen if each != one]
        assert len(reduced([[each in group for each in others] for group in groups])) == rank, one
