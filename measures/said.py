"""What is said of a file: a text for translators with what belongs into it, put into words for whoever reads it, in
their language (measures/report_words.py). Pure: imported as `_`, so that makemessages finds the texts."""

Packed = str | list


class Said(str):
    """In English; `template` and `values` say it in any language."""

    template: str
    values: dict


def say(template: str, **values) -> Said:
    text = Said(template % values if values else template)
    text.template, text.values = template, values
    return text


def packed(text: object) -> Packed:
    """As JSON; what came out of a file stays as it is."""
    if isinstance(text, Said):
        values = text.values.items()
        return [text.template, {name: value if isinstance(value, int) else packed(value) for name, value in values}]
    return str(text)
