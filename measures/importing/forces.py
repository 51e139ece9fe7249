"""Names of forces as published files write them, and the bodies that are not one of the 43."""

import re
from collections.abc import Iterable, Mapping

from measures.said import say as _

NOTE = re.compile(
    r"\[[^\]]*\]|\((?:note|see|r|p|revised|provisional)[^)]*\)|[*\u2020\u2021\u00b9\u00b2\u00b3]|(?<=[a-z]{2})\d{1,2}$"
)
ENDINGS = re.compile(r"\b(?:police service|police force area|police force|police area|police|constabulary|service)$")
ALIASES = {
    "london city of": "city-of-london",
    "city of london": "city-of-london",
    "london city": "city-of-london",
    "met": "metropolitan",
    "mps": "metropolitan",
    "metropolitan": "metropolitan",
    "gmp": "greater-manchester",
    "manchester greater": "greater-manchester",
    "avon somerset": "avon-and-somerset",
    "devon cornwall": "devon-and-cornwall",
    "dyfed powys": "dyfed-powys",
    "heddlu gwent": "gwent",
    "yorkshire north": "north-yorkshire",
    "yorkshire south": "south-yorkshire",
    "yorkshire west": "west-yorkshire",
}
OTHERS = {
    "action fraud", "report fraud", "national fraud intelligence bureau", "cifas", "uk finance", "fraud uk finance",
    "fraud cifas", "fraud action fraud", "british transport", "btp", "ministry of defence", "civil nuclear",
    "national crime agency", "nca", "england and wales", "england", "wales", "total", "all forces", "national",
    "north east", "north west", "yorkshire and the humber", "east midlands", "east", "east of england", "eastern",
    "south east", "south west", "london", "england and wales total", "great britain", "united kingdom",
    "isle of man", "jersey", "guernsey", "scotland", "northern ireland", "psni",
}  # fmt: skip


def plain(name: object) -> str:
    """ "London, City of [Note 6] " as "london city of"."""
    text = NOTE.sub(" ", str(name).lower().replace("&", " and "))
    text = " ".join(re.sub(r"[^\w\s]|_", " ", text).split())
    return ENDINGS.sub("", text).strip() if text not in {"police", "constabulary"} else text


class Names:
    """Slugs by every way of writing a force's name that we know."""

    def __init__(self, forces: Iterable[Mapping[str, str]]):
        """forces: `slug`, `name`, `short_name` and `code` of each."""
        self._slugs = dict(ALIASES)
        for force in forces:
            for name in (force["slug"], force["name"], force["short_name"], force["code"]):
                self._slugs[plain(name)] = force["slug"]
        self._seen: dict[object, str | None] = {}

    def slug(self, name: object) -> str | None:
        """None when it is no force we know."""
        if name not in self._seen:
            self._seen[name] = self._slugs.get(plain(name)) if name is not None else None
        return self._seen[name]

    @staticmethod
    def is_other(name: object) -> bool:
        """A body or a sum that is not one of the 43 territorial forces."""
        return plain(name) in OTHERS


def not_a_force(name: object) -> str:
    return _("%(name)s: not one of the 43 forces", name=" ".join(str(name).split()))
