"""An organisation's measures and a measure across the country, as people see them."""

import csv
import datetime as dt
import io
import re
from pathlib import Path

import pytest
from django.utils import translation

from charts.render import svg
from forces.models import Organisation
from ledger.as_at import as_at
from measures.figures import national as national_page
from measures.figures.cohorts import lines_over_time
from measures.models import Measure
from measures.queries.charts import with_heads
from tests.plugins.measures import USUAL, shares

OWN = "/organisations/avon-and-somerset/measures/"
CHARGED, DAYS = f"{OWN}charged_pct/", f"{OWN}days_to_charge/"
EVERYWHERE = "/measures/charged_pct/"


@pytest.fixture
def country(publish):
    """Fifteen forces with a usual share, and Durham with an odd last quarter."""
    forces = Organisation.objects.filter(kind="force").exclude(slug="durham").values_list("slug", flat=True)[:14]
    figures = {}
    for at, slug in enumerate(forces):
        figures |= shares([*USUAL[at % 5 :], *USUAL[: at % 5]], force=slug, of=200 + 40 * at)
    return publish(figures | shares([*USUAL[:-1], 60], force="durham"))


def numbers_of(answer):
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


def test_an_own_page_says_the_last_figure_and_how_it_reads(see, lead, published):
    found = see(lead, CHARGED).words
    assert "4.0% (12 of 300) in Jan to Mar 2024: usual variation." in found
    assert "Rules: NHS Making Data Count, XmR, version 1. Screening of moving ranges is on. 20 points." in found
    assert "No target is set" in found
    assert "12 of 300" in found


def test_too_few_points_and_no_variation_are_said_plainly(see, lead, publish):
    publish(shares([10] * 20))
    publish(shares(USUAL[:12], measure="victim_withdrawal_pct"), name="few.csv")
    assert "No variation: the figures are all 3.3%, so there are no limits." in see(lead, CHARGED).words
    assert (
        "Too few points for limits: it takes 13, and there are 12 here."
        in see(lead, f"{OWN}victim_withdrawal_pct/").words
    )


def test_a_withheld_quarter_is_a_gap(see, lead, publish):
    publish(shares([*USUAL[:5], None, *USUAL[5:]]))
    assert "Jul to Sep 2020 not published not published a gap" in see(lead, CHARGED).words


def test_a_measure_without_figures_says_so(see, lead, published):
    assert "No figures were published by this day." in see(lead, DAYS).words
    assert "Average days to charge no figures" in see(lead, OWN).words


def test_as_at_a_day_only_what_was_published_then_is_there(see, lead, published):
    assert "No figures were published by this day." in see(lead, CHARGED, **{"as-at": "2024-07-24"}).words
    assert "4.0% (12 of 300) in Jan to Mar 2024" in see(lead, CHARGED, **{"as-at": "2024-07-25"}).words


def test_what_was_published_before_stands_beside_what_was_revised(see, lead, published, publish):
    publish(shares([*USUAL[:-1], 15]), on=dt.date(2024, 10, 24), name="later.csv")
    row = numbers_of(see(lead, CHARGED, _export="csv"))[0]
    assert [row[name] for name in ("Quarter", "Figure", "Count", "Of")] == ["2024-01-01", "5.000", "15", "300"]
    assert row["Published before"] == "4.000"


def test_the_days_on_which_standards_went_in_place_are_marked(see, unit, published, say, commitment):
    say(commitment, status=4, at=dt.datetime(2023, 9, 5, 10, tzinfo=dt.UTC))
    found = see(unit, CHARGED).words
    assert "were first reported in place in each quarter, 1 in all" in found


def test_dates_already_accepted_are_not_offered_again(see, send, unit_manager, published):
    form = {"base": "0", "quarter": "2021-01-01", "event": "joined", "reason": "It joined then."}
    assert re.search(
        r"Joined the programme in January 2021. Source: .* \(Jan to Mar 2021\) Accept", see(unit_manager, CHARGED).words
    )
    assert "Joined the programme in January 2021" not in send(unit_manager, f"{CHARGED}limits/", form).words


def test_the_picture_is_drawn(client, lead, published):
    client.force_login(lead)
    for query in ("", "?size=narrow"):
        answer = client.get(f"{CHARGED}chart.svg{query}")
        assert answer.content.startswith(b"<svg")


def test_the_country_says_how_many_icons_are_expected_to_be_false(see, unit, country):
    found = see(unit, EVERYWHERE).words
    assert "Of 43 forces, 1 end in an improvement and 0 in a concern." in found
    assert "Screening of moving ranges is on. 20 points each." in found
    assert "15 charts have an icon. Even if nothing had changed anywhere, about 0 of them" in found


def test_each_small_chart_ends_in_its_icon(client, unit, country):
    client.force_login(unit)
    picture = client.get(f"{EVERYWHERE}chart.svg?of=panels").content.decode()
    assert "Durham \u25b2" in picture
    assert "Bedfordshire \u25cf" in picture


def test_forces_are_in_the_order_of_names_and_no_figure_can_be_sorted_by(see, unit, country):
    rows = numbers_of(see(unit, EVERYWHERE, _export="csv"))
    names = [row["Force"] for row in rows]
    assert names == sorted(names)
    assert len(names) == 43
    ordered = see(unit, EVERYWHERE, sort="latest", _export="csv").content.decode("utf-8-sig")
    assert [row["Force"] for row in csv.DictReader(io.StringIO(ordered))] == names
    assert not re.search(r"\brank|league|best|worst", see(unit, EVERYWHERE).words.replace("It is no ranking", ""), re.I)


def test_the_funnel_names_forces_for_the_keyboard_and_in_the_table(see, unit, country):
    page = see(unit, EVERYWHERE)
    assert "lies outside the 99.8% limits" in page.words
    assert f'xlink:href="{OWN.replace("avon-and-somerset", "durham")}charged_pct/"' in page.content.decode()
    assert "Durham 60 of 300 20.0%" in page.words


def test_a_lead_sees_only_their_own_force_by_name(see, lead, country):
    page = see(lead, EVERYWHERE)
    shown = page.content.decode().partition("<main")[2].partition("</main>")[0]
    others = set(Organisation.objects.filter(kind="force").values_list("short_name", flat=True)) - {"Avon and Somerset"}
    assert not [name for name in others if f">{name}<" in shown or f"/{name.lower()}/" in shown]
    assert "Avon and Somerset" in page.words
    assert "Durham" not in shown


def test_counts_are_not_compared_by_size(see, unit, published):
    assert (
        "Only shares are compared by size." in see(unit, "/measures/charged/").words
        or "No figures" in see(unit, "/measures/charged/").words
    )


def test_a_force_with_nothing_to_be_a_share_of_is_listed_and_not_drawn(country, publish):
    publish(shares([0], force="wiltshire", of=1, first=dt.date(2024, 1, 1)), name="small.csv")
    today = as_at(dt.date(2026, 11, 25), today=dt.date(2026, 11, 25))
    forces = list(Organisation.objects.filter(kind="force"))
    page = national_page.national(with_heads(Measure.objects).get(code="charged_pct"), forces, today)
    assert len(page.drawn) + len(page.not_drawn) == 43
    assert len(page.funnel.units) == 16


CAUSAL = re.compile(
    r"\b(caus\w+|because of|due to|led to|as a result|thanks to|impact\w*|effect\w*|driv\w+|explain\w*|attribut\w+)\b",
    re.IGNORECASE,
)


RANKING = re.compile(r"\b(rank(?!ing)\w*|league|best|worst|top|bottom|leading|lagging|outperform\w*)\b", re.IGNORECASE)


@pytest.mark.parametrize(
    "address",
    [
        CHARGED, OWN, EVERYWHERE, "/measures/", "/measures/table-1/", "/measures/charged/", "/measures/releases/",
        f"{CHARGED}limits/", f"{CHARGED}notes/add/",
    ],
)  # fmt: skip
def test_no_causal_and_no_ranking_words(see, unit_manager, country, note, address):
    note()
    found = see(unit_manager, address).words
    assert not CAUSAL.findall(found)
    assert not RANKING.findall(found)
    assert found.count("ranking") == found.count("It is no ranking")


def test_the_demonstration_is_marked_as_one(see, unit, publish):
    publish(shares(USUAL), kind="demonstration")
    for address in (CHARGED, OWN, EVERYWHERE, "/measures/"):
        assert "are made up" in see(unit, address).words


def test_at_most_four_lines():
    with pytest.raises(ValueError, match="at most four"):
        lines_over_time([(str(at), "#000000", []) for at in range(5)], ticks=[], size=None, unit="")


def test_labels_of_another_language_do_not_break_the_picture(see, unit, published):
    from charts import Size
    from measures.figures.specs.process import Mark, process_chart
    from measures.figures.words import names_of
    from measures.process import process
    from measures.queries.charts import Shown

    with translation.override("en-gb"):
        chart = process({dt.date(2020 + at // 4, 1 + at % 4 * 3, 1): at % 5 for at in range(16)}, direction="neutral")
        marks = [Mark(dt.date(2021, 2, 1), "ymunodd 'â'")]
        names = names_of([Shown(Measure(unit="percentage"), {}, chart)])
        said = {"ticks": [], "size": Size.wide(), "unit": "%", "target": str, "beside": lambda piece: {"centre": "'â'"}}
        drawn = svg(process_chart(chart, marks, names, **said))
    assert "ymunodd" in drawn


def test_the_reference_file_is_the_announcement_s(db):
    text = (Path(__file__).parent.parent / "reference" / "published_table_1.csv").read_text()
    assert len(text.splitlines()) == 36
