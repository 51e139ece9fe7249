"""No vector is passed by."""

import json

import pytest

from tests import vectors


@pytest.mark.parametrize("kind", ["exact_tail", None])
def test_a_vector_of_a_kind_that_no_test_knows_fails(monkeypatch, tmp_path, kind):
    monkeypatch.setattr(vectors, "__file__", str(tmp_path / "__init__.py"))
    known, other = {"id": "a", "kind": "wilson"}, {"id": "b", "kind": kind}
    (tmp_path / "some.json").write_text(json.dumps({"meta": {"about": "x"}, "public": [known], "kept": [other]}))
    with pytest.raises(ValueError, match="nothing tries"):
        vectors.read("some", "wilson")
    assert vectors.read("some", "wilson", kind) == [known, other]


def test_a_file_without_vectors_fails(monkeypatch, tmp_path):
    monkeypatch.setattr(vectors, "__file__", str(tmp_path / "__init__.py"))
    (tmp_path / "some.json").write_text(json.dumps({"about": "x", "public": []}))
    with pytest.raises(ValueError, match="nothing tries"):
        vectors.read("some", "wilson")
