"""Inputs and outputs of implementations we did not write. Each file says of which."""

import json
from pathlib import Path

import pytest


def read(name: str, *kinds: str | None) -> list[dict]:
    """Every vector of a file, in whichever list it stands. One of a kind that its test does not know is no vector that
    agrees: the test must not pass it by."""
    found = json.loads((Path(__file__).parent / f"{name}.json").read_text())
    vectors = [vector for part in found.values() if isinstance(part, list) for vector in part]
    unknown = {vector.get("kind") for vector in vectors} - set(kinds)
    if unknown or not vectors:
        raise ValueError(f"{name}.json holds vectors of a kind that nothing tries: {unknown}")
    return vectors


def of(vectors: list[dict], kind: str | None):
    found = [vector for vector in vectors if vector.get("kind") == kind]
    return pytest.mark.parametrize("vector", found, ids=[vector["id"] for vector in found])
