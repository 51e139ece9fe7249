"""Templates read like code. That they are formatted, bin/test asks djlint."""

import re
import tomllib
from pathlib import Path

import pytest

HERE = Path(__file__).parents[1]
TEMPLATES = sorted((HERE / "templates").rglob("*.html"))
LONGEST = tomllib.loads((HERE / "pyproject.toml").read_text())["tool"]["djlint"]["max_line_length"]
TAG = re.compile(r"""<[a-z](?:{[{%].*?[%}]}|[^>])*>""", re.DOTALL)


def test_there_are_templates():
    assert len(TEMPLATES) > 250
    assert LONGEST == 120


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(HERE)))
def test_no_line_is_too_long_and_no_attribute_has_a_chain_of_ifs(template):
    text = template.read_text()
    assert [line for line in text.splitlines() if len(line.encode()) > LONGEST] == []
    attributes = [value for tag in TAG.findall(text) for value in re.findall(r'="([^"]*)"', tag)]
    assert [value for value in attributes if value.count("{% if") > 1 or "{% elif" in value] == []
