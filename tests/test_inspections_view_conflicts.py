"""The third view: where an inspectorate's findings and the statuses of a standard do not go together."""

from typing import NamedTuple

import pytest

from dashboard.three_views import _BRIEF, _WORDS
from inspections.scales import Stage
from inspections.view_conflicts import Found, Gap, found_on, gaps


class Answer(NamedTuple):
    stage: Stage
    verified: bool | None = None


OPEN, DONE = Answer(Stage.PROGRESS), Answer(Stage.COMPLETE)
MET, REFUSED = Answer(Stage.COMPLETE, True), Answer(Stage.COMPLETE, False)
NOT_OURS = Answer(Stage.NOT_OURS)


@pytest.mark.parametrize(
    ("answers", "found"),
    [
        ([], None),
        ([NOT_OURS], None),
        ([Answer(Stage.NOT_OURS, False)], Found.REFUSED),
        ([OPEN], Found.OPEN),
        ([Answer(Stage.AWAITING)], Found.OPEN),
        ([DONE], Found.SAID),
        ([MET], Found.MET),
        ([MET, DONE], Found.SAID),
        ([MET, OPEN], Found.OPEN),
        ([OPEN, REFUSED], Found.REFUSED),
        ([MET, NOT_OURS], Found.MET),
    ],
)
def test_the_findings_on_a_standard_are_as_far_as_the_one_that_is_behind(answers, found):
    assert found_on(answers) == found


@pytest.mark.parametrize(
    ("found", "said", "unit", "expected"),
    [
        (None, 5, 1, []),
        (Found.OPEN, 3, None, []),
        (Found.OPEN, 4, None, [Gap.SAID_OPEN]),
        (Found.REFUSED, 5, 3, [Gap.SAID_REFUSED]),
        (Found.REFUSED, 2, None, []),
        (Found.SAID, 3, None, [Gap.ANSWERED_EARLY]),
        (Found.SAID, 4, 2, [Gap.UNIT_EARLY]),
        (Found.MET, 5, None, []),
        (Found.MET, 1, 4, [Gap.ANSWERED_EARLY]),
        (Found.OPEN, 2, 4, [Gap.UNIT_OPEN]),
        (Found.REFUSED, None, 4, [Gap.UNIT_REFUSED]),
        (Found.OPEN, None, None, []),
        (Found.REFUSED, None, None, []),
        (Found.SAID, None, None, [Gap.UNSAID_SAID]),
        (Found.MET, None, None, [Gap.UNSAID_MET]),
    ],
)
def test_a_gap_is_named_for_each_view_that_does_not_go_with_the_findings(found, said, unit, expected):
    assert gaps(found, said, unit) == expected


def test_a_settled_finding_never_goes_with_what_is_not_in_place_or_never_reported():
    for found in (Found.SAID, Found.MET):
        assert [bool(gaps(found, said, None)) for said in (None, 1, 2, 3, 4, 5)] == [True] * 4 + [False] * 2


def test_every_gap_has_its_sentence_and_its_short_form():
    assert set(_WORDS) == set(_BRIEF) == set(Gap)
