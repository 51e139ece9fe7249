"""Asks for every page in turn, round after round and at every size of ledger, so that noise falls on all alike."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from benchmarks import bounds
from benchmarks.bounds import (
    COLD,
    GRIDS,
    MEASURE,
    MULTIPLES,
    OWN_MEASURE,
    POST,
    TRAINING,
    WARM,
    Measured,
    Run,
)  # fmt: skip
from benchmarks.client import Answer, Client
from benchmarks.form import filled_in

UNIT = "unit"
PAST = "2024-09-30"
CHEAP = ("/accessibility/", "/privacy/")
GRID_ADDRESSES = dict(zip(GRIDS, ("/national/", f"/national/?as-at={PAST}", f"/national/?compare={PAST}"), strict=True))
WARM_UP = 3


class WrongAnswer(Exception):
    """A page did not answer as it should, so its time means nothing."""


@dataclass
class Site:
    """The service with one size of ledger. `forget` empties its Redis."""

    updates: int
    client: Client
    sessions: dict[str, str]
    commitments: Sequence[tuple[str, str]]
    forget: Callable[[], object]
    found: dict[str, list[Answer]] = field(default_factory=lambda: defaultdict(list))
    posted: int = 0

    def get(self, path: str, person: str = UNIT) -> Answer:
        answer = self.client.get(path, self.sessions[person])
        if answer.status != 200:
            raise WrongAnswer(f"{path} answered {answer.status} {answer.location}, not 200")
        return answer

    def post_an_update(self) -> Answer:
        """To the next commitment, with its form as its lead finds it."""
        slug, code = self.commitments[self.posted]
        self.posted += 1
        path = f"/organisations/{slug}/commitments/{code}/record/"
        fields = filled_in(self.get(path, slug).body.decode())
        said = {"status": "3", "confidence": "1", "note": "The rota is agreed and the first team has begun."}
        answer = self.client.post(path, self.sessions[slug], fields | said)
        if answer.status != 302:
            raise WrongAnswer(f"a POST to {path} answered {answer.status}, not 302")
        return answer


def measure(sites: Sequence[Site], rounds: int, say: Callable[[str], object] = print) -> Run:
    for number in range(-WARM_UP, rounds):
        for site in sites:
            for page, answer in one_round(site, number):
                if number >= 0:
                    site.found[page].append(answer)
        if number >= 0 and (number + 1) % 10 == 0:
            say(f"  {number + 1} of {rounds} rounds")
    return {site.updates: _summed_up(site.found) for site in sites}


def one_round(site: Site, number: int) -> Iterator[tuple[str, Answer]]:
    slug, code = site.commitments[number % len(site.commitments)]
    organisation = f"/organisations/{slug}/"
    pages = GRID_ADDRESSES | {"An organisation's page": organisation, "A standard's page": f"/standards/{code}/"}
    pages |= {TRAINING: "/training/", "Funding": "/funding/"}
    pages[MEASURE] = "/measures/charged_pct/"
    pages[MULTIPLES] = "/measures/charged_pct/chart.svg?of=panels"
    for page, path in pages.items():
        yield bounds.CHEAPEST, site.get(CHEAP[number % 2])
        site.forget()
        yield page + COLD, site.get(path)
        yield page + WARM, site.get(path)
    yield OWN_MEASURE, site.get("/organisations/durham/measures/charged_pct/")
    yield "What you owe", site.get(f"{organisation}commitments/", slug)
    yield "The late board", site.get("/returns/")
    yield "The review queue", site.get("/returns/queue/")
    yield "Inspections", site.get("/inspections/")
    yield POST, site.post_an_update()


def _summed_up(found: dict[str, list[Answer]]) -> dict[str, Measured]:
    return {
        page: Measured(max(answer.queries for answer in answers), [answer.seconds for answer in answers])
        for page, answers in found.items()
    }
