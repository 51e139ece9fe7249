"""Files that lie beside those we read, in nearly the same shape, and must not pass for them."""

import re

from measures.importing.cells import text_of
from measures.importing.found import BadRelease
from measures.messages import say as _

ALTERNATE = _(
    "This is the file of alternate offences. It repeats outcomes 1A, 2A and 3A, which the main outcomes file counts "
    "already, so it is not brought in."
)
FIREARMS = _(
    "This is a file of offences that involve firearms, a part of what the main file counts. Taken for the whole it "
    "would make every figure smaller, so it is not brought in."
)
KNIVES = _(
    "This is a file of offences that involve knives or sharp instruments, a part of what the main file counts. Taken "
    "for the whole it would make every figure smaller, so it is not brought in."
)
SUBCODES = _(
    "This is a file of offence subcodes: it has several rows for each offence code, and only for some offences. Bring "
    "in the main file, which counts each offence code once."
)
PARTNERSHIPS = _(
    "This is a file by Community Safety Partnership: it has several rows for each force. Bring in the file by police "
    "force area."
)
NEIGHBOURS = (
    (re.compile(r"\balternat"), ALTERNATE),
    (re.compile(r"\bsub ?codes?\b"), SUBCODES),
    (re.compile(r"\bcsps?\b|\bcommunity safety\b"), PARTNERSHIPS),
    (re.compile(r"\bfire ?arms?\b|\bguns?\b"), FIREARMS),
    (re.compile(r"\bkni(?:fe|ves)\b|\bsharp instruments?\b|\bblade[ds]?\b"), KNIVES),
)
ASIDE = re.compile(r"\b(?:notes?|contents?|pivot|guide|definitions?)\b")  # such sheets may name what is elsewhere
REPEATED = {"1A", "2A", "3A"}  # each a part of 1, 2 and 3


def look(*texts: object) -> None:
    """At a file's or a sheet's name, a title, headings. Raises BadRelease, which says what it is."""
    for text in texts:
        words = re.sub(r"[^a-z0-9]+", " ", text_of(text).lower())
        for pattern, said in NEIGHBOURS:
            if pattern.search(words):
                raise BadRelease(said)


def look_at_title(sheet: str, title: str) -> None:
    if not ASIDE.search(re.sub(r"[^a-z0-9]+", " ", sheet.lower())):
        look(title)


def look_at_kinds(kinds: set[str]) -> None:
    """Every type of outcome in a file, of any offence: the alternate offences have none of 1, 2 and 3 themselves."""
    if kinds & REPEATED and not kinds & {"1", "2", "3"}:
        raise BadRelease(ALTERNATE)
