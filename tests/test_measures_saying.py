"""What is said of figures is so: ranges that can be, small numbers, steps, zeros, chance, the rule behind a word."""

import csv
import datetime as dt
import io
import re
from decimal import Decimal

import pytest

from forces.models import Organisation
from measures.importing.found import Figure
from measures.models import Measure
from measures.quarters import following
from measures.reference import load_measures
from tests.layout import laid_out
from tests.plugins.measures import FIRST, USUAL, shares

OWN = "/organisations/avon-and-somerset/measures/"
CHARGED, DAYS, COUNT = f"{OWN}charged_pct/", f"{OWN}days_to_charge/", f"{OWN}charged/"
EVERYWHERE = "/measures/charged_pct/"


def rows_of(answer):
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


def days(values, force="avon-and-somerset", measure="days_to_charge"):
    return {
        (force, measure, following(FIRST, at)): Figure(None if value is None else Decimal(value))
        for at, value in enumerate(values)
    }


@pytest.fixture
def picture(client, lead):
    """picture(address): what is written on it."""

    def draw(address, person=lead):
        client.force_login(person)
        return client.get(address).content.decode()

    return draw


@pytest.fixture
def country(publish):
    """country(differ=2): every force with its own number of outcomes; twice as likely in every other."""

    def record(differ=1, **more):
        figures = {}
        for at, slug in enumerate(Organisation.objects.filter(kind="force").values_list("slug", flat=True)):
            times = differ if at % 2 else 1
            figures |= shares([each * times for each in USUAL], force=slug, of=200 + 9 * at)
        return publish(figures | more.get("and_", {}))

    return record


# Outliers


def test_both_pairs_of_limits_are_drawn_and_named(country, picture):
    country()
    for size in ("", "&size=narrow"):
        found = picture(f"{EVERYWHERE}chart.svg?of=funnel{size}")
        for words in ("95% limits of chance", "99.8% limits of chance", "All forces together"):
            assert words in found
        assert "widened" not in found


def test_widened_limits_are_drawn_beside_them(country, picture):
    country(differ=3)
    found = picture(f"{EVERYWHERE}chart.svg?of=funnel")
    for words in ("95% limits of chance", "99.8% limits of chance", "95% limits, widened", "99.8% limits, widened"):
        assert words in found


def test_forces_that_differ_little_are_not_said_to_be_alike(see, unit, country):
    country()
    found = see(unit, EVERYWHERE).words
    assert "That is no evidence that the forces are alike." in found
    assert not re.search(r"no more than chance|not? differ|only chance", found)
    assert "0 of 43 forces lie outside the 99.8% limits" in found


def test_one_s_own_force_is_marked_on_the_picture(see, lead, unit, country, picture):
    country()
    assert "Marked with a ring: Avon and Somerset, 12 of 200, within the 99.8% limits." in see(lead, EVERYWHERE).words
    for size in ("", "&size=narrow"):
        assert ">Avon and Somerset</text>" in picture(f"{EVERYWHERE}chart.svg?of=funnel{size}")
        assert ">Avon and Somerset</text>" not in picture(f"{EVERYWHERE}chart.svg?of=funnel{size}", unit)
    assert "Marked with a ring" not in see(unit, EVERYWHERE).words


def test_the_file_of_a_funnel_has_every_limit_in_a_column(see, unit, country):
    country()
    rows = {each["Force"]: each for each in rows_of(see(unit, EVERYWHERE, list="funnel", _export="csv"))}
    row, limits = rows["Durham"], [f"{side} {level}% limit" for side in ("Lower", "Upper") for level in ("95", "99.8")]
    for name in ("Count", "Of", "Share, per cent", "All forces together, per cent", *limits):
        assert re.fullmatch(r"[\d.]+", row[name]), name
    assert row["Upper 99.8% limit, widened"] == "not widened"
    assert (row["The 95% limits"], row["The 99.8% limits"]) == ("Within", "Within")


# No variation, no limits, too few


def test_a_step_is_named_and_is_no_variation_of_its_own(see, lead, publish):
    publish(shares([30] * 8 + [60] * 8))
    found = see(lead, CHARGED).words
    assert "but for a step, from 10.0% to 20.0% in Apr to Jun 2021." in found
    assert "20.0% (60 of 300) in Jan to Mar 2023: a step, no limits." in found
    assert "No variation" not in found


def test_steps_too_small_for_a_decimal_are_written_out(see, lead, publish):
    publish(days(["400.1"] * 8 + ["400.2"] * 8))
    assert "from 400.1 days to 400.2 days" in see(lead, DAYS).words


def test_each_reason_for_no_limits_has_its_own_words(see, unit, publish):
    gaps = [value for each in USUAL for value in (each, None)]
    series = {"durham": [30] * 16, "dorset": [30] * 8 + [60] * 8, "kent": USUAL[:12], "essex": gaps}
    words = {
        "durham": ("No variation", "No variation: the figures are all 10.0%"),
        "dorset": ("A step, no limits", "No limits: the figures are the same from quarter to quarter but for a step"),
        "kent": ("Too few points", "Too few points for limits: it takes 13, and there are 12 here."),
        "essex": ("Gaps, no limits", "No limits: no two quarters in a row have figures"),
    }
    publish({key: each for slug, counts in series.items() for key, each in shares(counts, force=slug).items()})
    national = {row["Force"].lower(): row for row in rows_of(see(unit, EVERYWHERE, _export="csv"))}
    for slug, (short, sentence) in words.items():
        page = see(unit, f"/organisations/{slug}/measures/charged_pct/").words
        assert [each for _short, each in words.values() if each in page] == [sentence]
        assert national[slug]["Variation"] == short
        assert {national[slug][name] for name in ("Lower limit", "Upper near line", "Upper limit")} == {"no limits"}


def test_a_zero_on_a_logarithm_is_listed(see, lead, publish):
    publish(days([300, 310, 290, 305, 295, 300, 310, 290, 305, 295, 300, 310, 290, 0]))
    found = see(lead, DAYS).words
    assert "290 days (of how many cases is not published) in Apr to Jun 2022: usual variation." in found
    assert "because a figure of 0 has no logarithm: Jul to Sep 2022." in found
    assert "13 points." in found
    assert "The geometric mean is 300 days." in found
    assert "the middle is the geometric mean" in found
    assert "Jul to Sep 2022 0 days" in found
    assert "0, in no rule" in found
    (row,) = [each for each in rows_of(see(lead, OWN, _export="csv")) if each["Measure"] == "Average days to charge"]
    assert (row["Quarter"], row["Last figure"]) == ("Apr to Jun 2022", "290.000")


def test_only_zeros_are_not_called_no_figures(see, lead, publish):
    publish(days([0] * 14))
    found = see(lead, DAYS).words
    assert "Every figure is 0: there is no chart." in found
    assert "No figures were published" not in found


def test_a_run_chart_says_only_that_it_is_one(see, lead, publish):
    publish(shares(USUAL[:12]))
    found = see(lead, CHARGED).words
    assert "A run chart." in found
    assert "Screening" not in found
    assert "Usual variation" not in found.partition("The chart in words")[2].partition("Download as CSV")[0]
    assert {row["Reads as"] for row in rows_of(see(lead, CHARGED, _export="csv"))} == {"not assessed"}


# Ranges that can be, and small numbers

CITY = [1, 0, 2, 1, 4, 0, 3, 1, 5, 0, 6, 1, 2, 6, 0, 1]


def test_ranges_are_possible_ones_at_both_ends(see, lead, publish, picture):
    publish(shares(CITY, of=6))
    pages = [see(lead, address).words for address in (CHARGED, OWN, EVERYWHERE)]
    files = [see(lead, CHARGED, _export="csv").content.decode(), see(lead, EVERYWHERE, _export="csv").content.decode()]
    shown = [float(number) for page in pages for number in re.findall(r"(-?[\d.]+)%", page.replace("\u2212", "-"))]
    assert "0.0% to 100.0%" in pages[0]
    assert "Quarters between 0.0% and 100.0% are usual for it." in pages[0]
    assert 0 <= min(shown) <= max(shown) <= 100
    for file in files:
        assert not re.search(r",(-[\d.]+|1[1-9]\d\.\d+),", file)
    assert "Upper limit 100.0%" in picture(f"{CHARGED}chart.svg")


def test_counts_and_days_are_never_below_none(see, lead, publish):
    publish(days([0, 9, 1, 8, 0, 9, 1, 8, 0, 9, 1, 8, 0, 9], measure="charged"))
    assert re.search(r"Quarters between 0 and \d+ are usual", see(lead, COUNT).words)


def test_small_numbers_are_said_before_a_concern(see, lead, unit, publish, picture):
    publish(shares([*[8, 9] * 8, 1], of=10, measure="charged_pct"))
    assert "10.0% (1 of 10) in Apr to Jun 2023: small numbers; concern, low." in see(lead, CHARGED).words
    for address in (CHARGED, OWN, EVERYWHERE):
        page = see(lead, address).words
        assert re.search(r"Small numbers\. \S Concern, low", page), address
    assert "1 of these rests on small numbers" in see(unit, EVERYWHERE).words
    assert "Avon and Somerset (small numbers) \u25bc" in picture(f"{EVERYWHERE}chart.svg?of=panels")
    assert {row["Variation"] for row in rows_of(see(lead, EVERYWHERE, _export="csv"))} == {
        "Small numbers. Concern, low"
    }


def test_large_numbers_are_not_called_small(see, lead, published):
    for address in (CHARGED, OWN, EVERYWHERE):
        assert "mall numbers" not in see(lead, address).words


# What a reader needs to check us


def test_the_rule_that_flagged_each_point_is_on_the_page_and_in_the_file(see, lead, publish):
    publish(shares([*[11, 14] * 4, 11, 8, 11, 9, 8, 12, 10, 40, *[11, 16, 12, 17, 9, 15]]))
    by_quarter = {row["Quarter"]: row for row in rows_of(see(lead, CHARGED, _export="csv"))}
    assert by_quarter["2023-01-01"]["Rule"] == "Above the upper limit"
    assert by_quarter["2021-04-01"]["Rule"] == "Shift: 7 or more points in a row below the mean"
    assert by_quarter["2024-07-01"]["Rule"] == "no rule"
    page = see(lead, CHARGED).words
    assert "Jan to Mar 2023 13.3% 40 of 300 Improvement Above the upper limit" in page
    assert "8 stand out from usual variation." in page
    assert "Above the upper limit: 1." in page


@pytest.mark.parametrize("address", [CHARGED, EVERYWHERE, OWN])
def test_numbers_are_in_columns_of_their_own(see, lead, published, address):
    row = next(row for row in rows_of(see(lead, address, _export="csv")) if "12" in row.values())
    names = ("Count", "Of", "Middle line", "Lower limit", "Lower near line", "Upper near line", "Upper limit")
    numbers = [float(row[name]) for name in names]
    assert numbers[:2] == [12, 300]
    assert numbers[3] < numbers[4] < numbers[2] < numbers[5] < numbers[6]
    assert float(row.get("Figure") or row["Last figure"]) == 4
    assert row["Middle line is the"] == "mean"
    assert row["Rule"] == "no rule"
    assert not [cell for cell in row.values() if re.fullmatch(r"[\d.]+%? (of|to) .*", cell)]


def test_lines_are_labelled_with_their_values_and_in_a_key(publish, picture):
    publish(shares(USUAL))
    wide, narrow = picture(f"{CHARGED}chart.svg"), picture(f"{CHARGED}chart.svg?size=narrow")
    for words in ("Mean 3.6%", "Upper limit 5.6%", "Lower limit 1.5%", "Figures by quarter", ">Limits<"):
        assert words in wide, words
    for words in ("Mean 3.6%", "Limits 1.5% to 5.6%", "Figures by quarter", "Usual variation"):
        assert words in narrow, words


LINK = (
    r'href="(/organisations/[^"]+)" aria-label="([^"]+)">'
    r'<rect x="(\d+)" y="(\d+)"\s+width="(\d+)" height="(\d+)"'
)


def test_small_charts_share_their_axes_and_each_leads_to_its_force(see, unit, publish, client):
    few = shares([200, 210, 190], force="durham", first=dt.date(2023, 7, 1))
    publish(shares(USUAL) | few)
    client.force_login(unit)
    page = laid_out(client.get(EVERYWHERE).content.decode())
    for size in ("wide", "narrow"):
        svg = page.partition(f'<svg class="app-panels app-panels--{size}"')[2].partition("</svg>")[0]
        width, height = map(int, re.search(r'viewBox="0 0 (\d+) (\d+)"', svg).groups())
        links = re.findall(LINK, svg)
        assert [(link[0], link[1]) for link in links] == [
            (CHARGED, "Avon and Somerset"), ("/organisations/durham/measures/charged_pct/", "Durham"),
        ]  # fmt: skip
        picture = client.get(f"{EVERYWHERE}chart.svg?of=panels&size={size}").content.decode()
        assert f'viewBox="0 0 {width} {height}"' in picture
        for _url, _name, x, y, w, h in links:
            assert int(x) + int(w) <= width
            assert int(y) + int(h) <= height
        # The highest figure is Durham's 70%; both have its scale.
        assert picture.count(">60%<") == 2
        assert picture.count(">2024<") == picture.count(">2020<") == 2


@pytest.mark.parametrize(
    "address",
    [
        f"{CHARGED}chart.svg?", f"{EVERYWHERE}chart.svg?of=panels", f"{EVERYWHERE}chart.svg?of=funnel",
        f"{EVERYWHERE}chart.svg?of=cohorts", "/training/chart.svg?quota=first-2000", "/funding/chart.svg?",
        "/organisations/avon-and-somerset/position.svg?", "/organisations/avon-and-somerset/position.svg?by=theme",
    ],
)  # fmt: skip
def test_each_picture_can_be_taken_away_as_svg_and_png(client, unit, published, fund_year, address):
    client.force_login(unit)
    for kind, start in (("svg", b"<svg"), ("png", b"\x89PNG")):
        answer = client.get(f"{address}&file={kind}")
        assert answer.content.startswith(start)
        assert re.fullmatch(rf'attachment; filename="[\w-]+\.{kind}"', answer["Content-Disposition"])
    assert "role-title" in client.get(f"{address}&file=svg").content.decode()  # it says itself what it shows
    assert "attachment" not in client.get(f"{address}&file=exe").get("Content-Disposition", "")


def test_the_pages_offer_the_pictures(see, unit, published):
    for address in (CHARGED, EVERYWHERE):
        page = see(unit, address).content.decode()
        assert page.count("file=svg") == page.count("file=png") == page.count('class="app-chart"')


def test_the_count_of_victims_who_withdraw_is_neutral_and_its_share_is_not(db):
    load_measures()
    found = dict(Measure.objects.values_list("code", "direction"))
    assert (found["victim_withdrawal"], found["victim_withdrawal_pct"]) == ("neutral", "decrease")


def test_a_target_that_was_set_before_a_measure_became_neutral_says_nothing(see, lead, unit_manager, publish):
    from measures.actions import set_target

    publish(days(USUAL, measure="victim_withdrawal"))
    measure = Measure.objects.get(code="victim_withdrawal")
    said = {"starts_on": dt.date(2019, 1, 1), "value": Decimal(11), "reason": "A letter."}
    Measure.objects.filter(pk=measure.pk).update(direction="decrease")
    set_target(measure=Measure.objects.get(pk=measure.pk), organisation=None, by=unit_manager, **said)
    Measure.objects.filter(pk=measure.pk).update(direction="neutral")
    found = see(lead, f"{OWN}victim_withdrawal/").words
    assert "Neither way is better, so there is no target" in found
    assert "The target is" not in found
    assert see(lead, OWN).status_code == see(lead, "/measures/victim_withdrawal/").status_code == 200


def test_table_1_says_how_many_would_stand_out_by_chance(see, lead):
    found = see(lead, "/measures/table-1/").words
    assert "These are 20 comparisons" in found
    assert "up to about 1 would stand out by chance" in found
    stated = int(re.search(r"nothing had changed anywhere\. (\d+) do\.", found)[1])
    assert stated == found.count("A difference is visible:")
