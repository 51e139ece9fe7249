"""HTML as a browser lays it out."""

import re


def laid_out(html: str) -> str:
    """Without the white space that only formats the template: in runs, in tags and at the ends of an element."""
    html = re.sub(r"\s+", " ", html)
    html = re.sub(r" +(?=>)", "", re.sub(r"(<[a-z][^>]*>) ", r"\1", html))
    return re.sub(r" (?=</)", "", html)
