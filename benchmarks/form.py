"""Reads a page's form as a browser does, so that what is posted is what a person would have posted."""

from html.parser import HTMLParser


class _Fields(HTMLParser):
    """The fields of the form in <main>, with what is filled in already."""

    def __init__(self):
        super().__init__()
        self.in_main, self.in_note, self.fields = False, "", {}

    def handle_starttag(self, tag, attributes):
        field = dict(attributes)
        self.in_main = self.in_main or tag == "main"
        if not self.in_main or not field.get("name"):
            return
        if tag == "textarea":
            self.in_note = field["name"]
            self.fields[self.in_note] = ""
        elif tag == "input" and (field.get("type") not in {"radio", "checkbox", "file"} or "checked" in field):
            self.fields[field["name"]] = field.get("value") or ""

    def handle_data(self, data):
        if self.in_note:
            self.fields[self.in_note] += data

    def handle_endtag(self, tag):
        if tag == "textarea":
            self.in_note = ""
        elif tag == "main":
            self.in_main = False


def filled_in(page: str) -> dict[str, str]:
    reader = _Fields()
    reader.feed(page)
    return reader.fields
