"""What is said of a file: a text for translators with what belongs into it, put into words for whoever reads it, in
their language (measures/report.py). Pure: imported as `_`, so that makemessages finds the texts."""

import datetime as dt

Packed = str | int | dict | list


class Message(str):
    """In English; `template` and `values` say it in any language."""

    template: str
    values: dict


def say(template: str, **values) -> Message:
    shown = {name: f"{value:%-d %B %Y}" if isinstance(value, dt.date) else value for name, value in values.items()}
    text = Message(template % shown if shown else template)
    text.template, text.values = template, values
    return text


def packed(value: object) -> Packed:
    """As JSON; what came out of a file stays as it is."""
    if isinstance(value, Message):
        return [value.template, {name: packed(each) for name, each in value.values.items()}]
    if isinstance(value, dt.date):
        return {"day": value.isoformat()}
    return value if isinstance(value, int) else str(value)
