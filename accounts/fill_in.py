"""Puts what was typed back into the form of a page: one way for every form of the service, whatever made its HTML.
Pure, and for HTML as our own templates write it."""

import re
from html import escape, unescape

TAG = re.compile(r"""<(/?)(form|input|textarea|select|option|button)\b((?:[^>"']|"[^"]*"|'[^']*')*)>""")
ATTRIBUTE = re.compile(r"""([\w:-]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?""")
CHOSEN = {"checkbox": "checked", "radio": "checked"}
LEFT_AS_THEY_ARE = {"submit", "button", "image", "reset", "file", "password"}


def fill_in(html: str, address: str, typed: dict[str, list[str]]) -> tuple[str, set[str]]:
    """The page with its form filled in, and the names for which it has no field. Of several forms that are sent to this
    address, the one with most of the names."""
    forms = [found for found in _forms(html) if _is_sent_to(found, address)]
    if not forms:
        return html, set(typed)
    start, end = max(forms, key=lambda found: len(_names(html[slice(*found["at"])]) & set(typed)))["at"]
    body = html[start:end]
    return html[:start] + _filled(body, typed) + html[end:], set(typed) - _names(body)


def _forms(html):
    found = {}
    for tag in TAG.finditer(html):
        if tag[2] == "form" and not tag[1]:
            found = _attributes(tag)
            start = tag.end()
        elif tag[2] == "form" and found:
            yield found | {"at": (start, tag.start())}


def _is_sent_to(form, address):
    action = form.get("action", "")
    return form.get("method", "").lower() == "post" and action in ("", address)


def _attributes(tag) -> dict[str, str]:
    found = ATTRIBUTE.findall(tag[3])
    return {name.lower(): unescape(double or single or bare) for name, double, single, bare in found}


def _names(body: str) -> set[str]:
    return {_attributes(tag).get("name", "") for tag in TAG.finditer(body)}


def _filled(body: str, typed: dict[str, list[str]]) -> str:
    waiting = {name: list(values) for name, values in typed.items()}
    parts, done, chosen = [], 0, None
    for tag in TAG.finditer(body):
        if tag.start() < done:  # within a textarea
            continue
        closing, kind, said = tag[1], tag[2], _attributes(tag)
        name = said.get("name", "")
        written, end = tag[0], tag.end()
        if kind == "select":
            chosen = None if closing else typed.get(name)
        elif kind == "option" and not closing and chosen is not None:
            written = _with(tag, "selected", said.get("value") in chosen)
        elif kind == "textarea" and not closing:
            end = body.index("</textarea>", tag.end())
            if waiting.get(name):
                written = f"{tag[0]}\n{escape(waiting[name].pop(0))}"
            else:
                written = body[tag.start() : end]
        elif kind == "input" and (how := CHOSEN.get(said.get("type", ""))):
            written = _with(tag, how, said.get("value", "on") in typed.get(name, []))
        elif kind == "input" and said.get("type", "text") not in LEFT_AS_THEY_ARE and waiting.get(name):
            written = _with(tag, "value", True, waiting[name].pop(0))
        parts += [body[done : tag.start()], written]
        done = end
    return "".join([*parts, body[done:]])


def _with(tag, attribute: str, there: bool, value: str | None = None) -> str:
    """The tag with an attribute, or without it."""
    said = ATTRIBUTE.sub(lambda found: "" if found[1].lower() == attribute else found[0], tag[3]).rstrip()
    if there:
        said += f" {attribute}" if value is None else f' {attribute}="{escape(value)}"'
    return f"<{tag[2]}{said}>"
