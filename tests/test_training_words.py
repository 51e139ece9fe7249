"""Each sentence of the training page, from numbers alone."""

import datetime as dt

import pytest

from training.models import Audience, Quota
from training.months import months_between
from training.national import words
from training.national.headcount_coverage import HeadcountCoverage
from training.national.run import DASH, Run
from training.progress import progress, special_cause, totals
from training.shares import adds_up

STARTS, DUE = dt.date(2023, 7, 1), dt.date(2024, 4, 30)
QUOTA = Quota(code="first-2000", name="2,000", number=2000, starts=STARTS, due=DUE, known_from=STARTS)
STEADY = [200, 190, 230, 195, 225, 205, 199, 221, 210, 207]


def of(numbers, day, *, quota=QUOTA, number=None):
    months = months_between(quota.starts, dt.date(2030, 1, 1))
    report = {month: each for month, each in zip(months, numbers, strict=False) if each is not None}
    return progress(quota, day, totals({1: report}), forces=1, number=number)


ALL = " 1 of 1 forces have reported at least one month."


def test_the_answer_comes_first():
    now = of([192, 290, 222, 240, 114, 154, 200], dt.date(2024, 1, 31))
    assert words.sentence(now) == (
        "2,000 by 30 April 2024: 1,412 done by 31 January 2024, 588 remain, 196 a month needed from February 2024 on, "
        "156 a month in the last three reported." + ALL
    )


@pytest.mark.parametrize(
    ("numbers", "day", "reason"),
    [
        (STEADY[:4], dt.date(2023, 10, 31), "it takes 6 full months, and 4 are reported."),
        (STEADY[:1], dt.date(2023, 7, 31), "it takes 6 full months, and 1 is reported."),
        ([*STEADY[:6], None, None, None], dt.date(2024, 3, 31), "more than two full months ago."),
        ([100, 120, 140, 160, 180, 200, 220], dt.date(2024, 1, 31), "a trend or a break"),
        (STEADY[:9], dt.date(2024, 4, 30), "no full month is left before the date."),
        (STEADY, dt.date(2024, 6, 1), "the date has passed."),
        ([400] * 6, dt.date(2023, 12, 31), "the number is reached."),
    ],
)
def test_why_there_is_no_forecast(numbers, day, reason):
    (said,) = words.forecast(of(numbers, day))
    assert said.startswith("There is no forecast")
    assert said.endswith(reason) or reason in said


def test_a_forecast_says_on_what_it_rests_and_without_a_year_no_chance():
    said, chance = words.forecast(of(STEADY[:7], dt.date(2024, 1, 31)))
    assert "by 30 April 2024 if the pace of the last 7 months continues. The 80% interval is " in said
    assert chance == "How likely that makes the quota is not said: it takes 12 months, and there are 7."


LONG = Quota(code="long", name="Long", number=4000, starts=STARTS, due=dt.date(2025, 2, 28), known_from=STARTS)


@pytest.mark.parametrize(
    ("number", "start"),
    [
        (10_000, "There is a remote chance (under 1%) that 10,000 will be reached"),
        (4170, "There is a realistic possibility ("),
        (3200, "It is almost certain (over 99%) that 3,200 will be reached"),
    ],
)
def test_the_chance_in_the_words_of_the_yardstick(number, start):
    (_said, chance) = words.forecast(of([*STEADY, 198, 218], dt.date(2024, 6, 30), quota=LONG, number=number))
    assert chance.startswith(start)
    assert chance.endswith("by 28 February 2025, if the pace of the last 12 months continues.")


def test_more_months_ahead_than_behind_have_no_chance():
    far = Quota(code="far", name="Far", number=9000, starts=STARTS, due=dt.date(2026, 12, 31), known_from=STARTS)
    (_said, chance) = words.forecast(of([*STEADY, 198, 218], dt.date(2024, 6, 30), quota=far))
    assert chance.endswith("more months lie ahead than are behind.")


@pytest.mark.parametrize(
    ("numbers", "said"),
    [
        (STEADY, "2,000 by 30 April 2024: met in April 2024. 2,082 done by then, 82 more than asked."),
        ([150] * 10, "2,000 by 30 April 2024: missed. 1,500 done by then, 500 short (25.0%)."),
    ],
)
def test_after_the_date_it_is_met_or_missed(numbers, said):
    assert words.sentence(of(numbers, dt.date(2024, 7, 31))) == said + ALL


def test_missed_and_reached_later():
    now = of([150] * 10, dt.date(2024, 9, 30))
    assert words.late(now, dt.date(2024, 8, 1)) == "It was reached in August 2024, 4 months late."
    assert words.late(now, dt.date(2024, 5, 1)) == "It was reached in May 2024, 1 month late."
    assert words.late(now, None) == "It has not been reached since."


def test_met_before_the_date():
    assert words.sentence(of([400] * 6, dt.date(2023, 12, 31))) == (
        "2,000 by 30 April 2024: met in November 2023. 2,400 done by 31 December 2023." + ALL
    )


def test_a_month_that_is_coming_in_is_covered_by_the_forecast():
    forces = {force: dict.fromkeys(months_between(STARTS, dt.date(2023, 12, 1)), 4) for force in range(43)}
    forces[0][dt.date(2024, 1, 1)] = 30
    now = progress(QUOTA, dt.date(2024, 1, 31), totals(forces), forces=43)
    assert words.coming_in(now).startswith("Still coming in: January 2024 (1 of 43 forces).")
    assert (now.outlook.ahead, now.outlook.early, now.outlook.months) == (4, 30, 6)
    assert now.outlook.at_the_end.central == 172 * 10  # not 30 of January a second time
    assert (now.needed_from, now.outlook.needed) == (dt.date(2024, 1, 1), (2000 - 172 * 6) / 4)


def test_the_headline_and_the_forecast_name_the_same_months():
    """212 a month needed and 255 in the last three stood above a forecast of 2,058 that was about one month more."""
    forces = {force: dict.fromkeys(months_between(STARTS, dt.date(2024, 2, 1)), 5) for force in range(43)}
    forces[0] = dict(zip(months_between(STARTS, dt.date(2024, 2, 1)), [1, 9, 2, 8, 3, 7, 4, 6], strict=True))
    forces[0][dt.date(2024, 3, 1)] = 30
    now = progress(QUOTA, dt.date(2024, 3, 31), totals(forces), forces=43)
    said, _chance = words.forecast(now)
    assert "140 a month needed from March 2024 on" in words.sentence(now)
    assert said.endswith("It is for March to April 2024, as the pace needed is: 215 a month so far, 140 needed.")
    assert words.paces(now) == (
        "1 month is left, and 1 is still coming in. The pace of the last 3 reported months is 216 a month. "
        "There is no pace of the last 12 months: 8 are reported."
    )


def test_the_paces_are_said_whether_or_not_there_is_a_forecast():
    far = Quota(code="far", name="Far", number=9000, starts=STARTS, due=dt.date(2025, 12, 31), known_from=STARTS)
    assert words.paces(of([*STEADY, 198, 218], dt.date(2024, 6, 30), quota=far)) == (
        "18 months are left. The pace of the last 3 reported months is 208 a month. "
        "The pace of the last 12 reported months is 208 a month."
    )
    assert words.paces(of([100, 120], dt.date(2023, 8, 31))).startswith("8 months are left. There is no pace")
    assert words.paces(of(STEADY, dt.date(2024, 7, 31))) == ""


@pytest.mark.parametrize(
    ("total", "said"),
    [
        (2000, "The shares add up to 2,000."),
        (1994, "The shares add up to 1,994 of 2,000: 6 are not shared out."),
        (2010, "The shares add up to 2,010, 10 more than the quota of 2,000."),
    ],
)
def test_how_far_shares_add_up(total, said):
    assert adds_up(2000, total) == said


def test_a_share_of_headcounts_says_of_whom():
    day = dt.date(2024, 3, 31)
    said = {"stated": 2, "reported": 5, "forces": 43, "elsewhere": 7, "unreported": 1, "first": day, "last": day}
    assert words.trained(HeadcountCoverage(Audience.RECRUIT, trained=41, headcount=150, **said)) == (
        "41 of 150 (27.3%), over the 2 of 43 forces that have reported and stated a headcount (as on 31 March 2024). "
        "7 more are trained in 3 forces that have stated none. "
        "1 force has stated a headcount and not reported how many are trained."
    )
    nobody = said | {"stated": 0, "unreported": 0, "first": None, "last": None}
    assert words.trained(HeadcountCoverage(Audience.RECRUIT, trained=0, headcount=0, **nobody)) == (
        "No force that has reported has stated a headcount, so there is no share. "
        "7 more are trained in 5 forces that have stated none."
    )


def test_reports_that_are_missing():
    assert words.reports(10, [], 43, 0) == "Every force has reported every month."
    said = words.reports(10, [10, 3], 43, 1)
    assert said.startswith("13 of 430 monthly figures are not reported, by 2 of 43 forces")
    assert said.endswith("1 force has never reported.")


def test_a_special_cause_needs_thirteen_months():
    assert not special_cause([10, 11] * 5 + [90])
    assert special_cause([10, 11] * 7 + [90])


def test_months_that_are_the_same_but_for_a_step_are_a_break():
    assert special_cause([10] * 12 + [20] * 2)
    assert not special_cause([10] * 14)


def test_the_chart_says_the_same_as_its_table():
    run = Run(QUOTA, of([192, None, 222], dt.date(2023, 9, 30)))
    assert run.headline == "1 of 2 reported months reached the even pace of 200 a month"
    assert "fewest in July 2023 (192), most in September 2023 (222)" in run.alternative
    assert "needed from October 2023 on" in run.alternative
    assert "Not reported: August 2023." in run.alternative
    assert run.statistic.endswith("A dash stands where nobody has reported")
    spec = run.spec()
    assert [row["number"] for row in spec["layer"][0]["data"]["values"]] == [192, 222]
    assert [row["number"] for row in spec["layer"][1]["data"]["values"]] == [200, 227]
    assert [(row["from"], row["text"]) for row in spec["layer"][2]["data"]["values"]] == [("2023-08-15", DASH)]


def test_a_month_of_nil_and_one_without_a_report_do_not_look_alike():
    marks = Run(QUOTA, of([192, None, 0], dt.date(2023, 9, 30))).spec()["layer"][2]["data"]["values"]
    assert [row["text"] for row in marks] == [DASH, "0"]


def test_a_month_that_is_coming_in_is_not_held_against_the_pace():
    forces = {force: dict.fromkeys(months_between(STARTS, dt.date(2024, 3, 1)), 5) for force in range(43)}
    forces[0][dt.date(2024, 4, 1)] = 30
    run = Run(QUOTA, progress(QUOTA, dt.date(2024, 5, 10), totals(forces), forces=43))
    assert run.headline == "9 of 9 reported months reached the even pace of 200 a month, 1 is still coming in"
    assert "fewest in July 2023 (215)" in run.alternative
    assert "A paler column for April 2024, still coming in: 30 so far." in run.alternative


def test_a_run_without_any_month():
    run = Run(QUOTA, of([], dt.date(2023, 7, 15)))
    assert (run.headline, run.alternative[:11]) == ("No month is reported yet", "No columns.")
    assert run.spec()["layer"][0]["data"]["values"] == []
