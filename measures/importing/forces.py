"""Names of forces as published files write them, and the bodies that are not one of the 43."""

import re
from collections.abc import Iterable, Mapping

from measures.importing.found import FORCE, METRIC, spelled
from measures.importing.headers import plain as plain_heading
from measures.messages import say as _

NOTE = re.compile(
    r"\[[^\]]*\]|\((?:note|see|r|p|revised|provisional)\b[^)]*\)|\((?:[a-z]|[\d\s,;&]+)\)"
    r"|[*\u2020\u2021\u00b9\u00b2\u00b3\u2070\u2074-\u2079]"
)
# Figures of footnotes, glued on or after a blank: "Cumbria2,3". An ONS code, E23000002, has more of them.
FIGURES = re.compile(r"(?<=[a-z.)])\s*\d{1,2}(?:(?:\s*[,;&/]\s*|\s+(?:and\s+)?)\d{1,2})*(?!\d)(?=$|\W)")
ENDINGS = re.compile(r"\b(?:police service|police force area|police force|police area|police|constabulary|service)$")
ALIASES = {
    "london city": "city-of-london",
    "met": "metropolitan",
    "mps": "metropolitan",
    "metropolitan": "metropolitan",
    "gmp": "greater-manchester",
    "avon somerset": "avon-and-somerset",
    "devon cornwall": "devon-and-cornwall",
    "hampshire isle of wight": "hampshire",
}
OTHERS = {
    "england and wales", "england", "wales", "total", "all forces", "national", "england and wales total",
    "total england and wales", "all england and wales", "england total", "wales total",
    "north east", "north west", "yorkshire and humber", "east midlands", "east", "east of england", "eastern",
    "south east", "south west", "london", "great britain", "united kingdom",
    "isle of man", "jersey", "guernsey", "scotland", "northern ireland", "psni", "btp", "nca",
}  # fmt: skip
OTHER_BODIES = re.compile(
    r"\b(?:british transport|action fraud|report fraud|cifas|uk finance|financial fraud|fraud intelligence|nfib|"
    r"ministry of defence|civil nuclear|national crime agency)\b"
)


def plain(name: object) -> str:
    """ "London, City of [Note 6] " as "city of london", "Cumbria2,3" as "cumbria"."""
    text = FIGURES.sub("", NOTE.sub(" ", " ".join(str(name).lower().split())).strip())
    last, comma, first = text.partition(",")
    if comma and "," not in first:
        text = f"{first} {last}"
    text = re.sub(r"[^\w\s]|_", " ", text.replace("&", " and "))
    text = " ".join(word for word in text.split() if word != "the").removeprefix("heddlu ")
    return ENDINGS.sub("", text).strip() if text not in {"police", "constabulary"} else text


def spelling(what: str, name: object) -> str:
    """By which the Unit's mapping of a force's or a metric's name is found again; empty when nothing is left of it."""
    return (plain if what == FORCE else plain_heading)(spelled(name))[:200]


class Names:
    """What a file calls a force or a metric, and what that is to us: as we know it, and as the Unit has mapped it."""

    def __init__(self, forces: Iterable[Mapping[str, str]], mapped: Mapping[tuple[str, str], str | None] = {}):
        """forces: `slug`, `name`, `short_name` and `code` of each. mapped: by ("force" or "metric", plain spelling)
        a force's slug, None for a body that is not one of the 43, or a measure's code."""
        self._slugs = dict(ALIASES)
        forces = list(forces)
        for force in forces:
            for name in (force["slug"], force["name"], force["short_name"], force["code"]):
                self._slugs[plain(name)] = force["slug"]
        self._short = {force["slug"]: force["short_name"] for force in forces}
        self.known = sorted(self._short.values())
        self.mapped, self.used = mapped, {}  # `used`: spellings met that the Unit has mapped, and to what
        self._seen: dict[object, str | None] = {}

    def slug(self, name: object) -> str | None:
        """None when it is no force we know."""
        if name not in self._seen:
            known = None if name is None else self._slugs.get(plain(name)) or self._mapped(FORCE, name)
            self._seen[name] = known
        return self._seen[name]

    def short(self, slug: str) -> str:
        return self._short[slug]

    def is_other(self, name: object) -> bool:
        """A body or a sum that is not one of the 43 territorial forces."""
        key = plain(name)
        mapped = self.mapped.get((FORCE, spelling(FORCE, name)), "")
        return key in OTHERS or bool(OTHER_BODIES.search(key)) or mapped is None

    def measure(self, metric: object) -> str | None:
        """The measure that the Unit has mapped a metric to."""
        return self._mapped(METRIC, metric)

    def _mapped(self, what, name) -> str | None:
        ours = self.mapped.get((what, spelling(what, name)))
        if ours:
            self.used[what, spelled(name)] = ours
        return ours


def not_a_force(name: object) -> str:
    return _("%(name)s: not one of the 43 forces", name=" ".join(str(name).split()))
