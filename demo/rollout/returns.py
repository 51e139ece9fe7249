"""The reporting cycle of every organisation, told from what it said."""

import datetime as dt
from collections.abc import Iterable

from demo.rollout.character import Organisation, character
from demo.rollout.course import Standard
from demo.rollout.cycle import BEFORE, Cycle
from demo.rollout.fates import fates, steps
from demo.rollout.periods import extended, planned
from demo.rollout.story import Said


def tell_returns(
    organisations: Iterable[Organisation],
    standards: dict[str, list[Standard]],
    told: dict[tuple[str, str], list[Said]],
    moment: dt.datetime,
) -> dict[str, Cycle]:
    """By organisation, what was done before a moment. `standards` are by kind of organisation."""
    found, known = {}, sorted(organisations, key=lambda each: each.slug)
    slugs = tuple(each.slug for each in known)
    spans = [each.span for each in planned(moment)]
    longer = {(each.organisation, each.starts): each.due for each in extended(spans, moment)}
    for each in known:
        owed = standards[each.kind]
        arrivals = [standard.known_from for standard in owed if standard.known_from]
        path = [
            (span, step)
            for span in spans
            for step in steps(each.slug, fates(span.starts, slugs)[each.slug], character(each), span, arrivals)
            if step.when < moment + BEFORE
        ]
        dues = {span.starts: longer.get((each.slug, span.starts), span.due) for span in spans}
        cycle = Cycle(each.slug, owed, {standard.code: told[each.slug, standard.code] for standard in owed}, dues)
        found[each.slug] = cycle.walk(path).until(moment)
    return found
