"""How a Django form field becomes GOV.UK markup: ids, classes and what describes it, without changing the widget."""

from django import forms
from django.utils.safestring import SafeString

CLASSES = (
    (forms.Select, "govuk-select"),
    (forms.Textarea, "govuk-textarea"),
    (forms.FileInput, "govuk-file-upload"),
    (forms.CheckboxInput, "govuk-checkboxes__input"),
    (forms.widgets.Input, "govuk-input"),
)


class DateWidget(forms.MultiWidget):
    """A date in three boxes; each is sent under the field's name with _day, _month or _year."""

    use_fieldset = True

    def __init__(self, attrs=None):
        super().__init__({part: forms.TextInput() for part in ("day", "month", "year")}, attrs)

    def decompress(self, value):
        return [value.day, value.month, value.year] if value else ["", "", ""]


def kind_of(field) -> str:
    """Which of the templates a bound field takes."""
    widget = field.field.widget
    if isinstance(widget, DateWidget):
        return "date"
    if isinstance(widget, forms.CheckboxSelectMultiple):
        return "checkboxes"
    if isinstance(widget, forms.RadioSelect):
        return "radios"
    return "checkbox" if isinstance(widget, forms.CheckboxInput) else "box"


def kind(field) -> dict:
    """What the field's template needs to know of it."""
    name = kind_of(field)
    return {
        "name": name,
        "grouped": name in ("date", "checkboxes", "radios"),
        "template": f"govuk/_{name}.html",
        "described": described_by(field),
        "counted": longest(field),
    }


def described_by(field, *more) -> str:
    ids = [f"{field.auto_id}_hint"] if field.help_text else []
    ids += [f"{field.auto_id}_error"] if field.errors else []
    return " ".join([*ids, *more])


def focus_id(field) -> str:
    """The id that an error about this field links to: the first box or choice that can be put right."""
    kind = kind_of(field)
    if kind == "date":
        return f"{field.auto_id}_{sorted(wrong_parts(field), key=('day', 'month', 'year').index)[0]}"
    return f"{field.auto_id}_0" if kind in ("checkboxes", "radios") else field.auto_id


def wrong_parts(field) -> set:
    """Which boxes of a date are at fault; all three unless the error names one."""
    codes = {error.code for error in field.form.errors.as_data().get(field.name, [])}
    codes = {"year" if code == "far" else code for code in codes}
    named = codes & {"day", "month", "year"}
    return named or {"day", "month", "year"}


def longest(field) -> int | None:
    """The length a text area may have: counted beside it, never cut off by the browser."""
    if isinstance(field.field.widget, forms.Textarea):
        return getattr(field.field, "max_length", None)
    return None


def widget_of(field) -> SafeString:
    """The input, select, text area or single checkbox of a bound field."""
    widget = field.field.widget
    base = next((css for type_, css in CLASSES if isinstance(widget, type_)), "govuk-input")
    css = [base, *(name for name in widget.attrs.get("class", "").split() if name != base)]
    if longest(field):
        css.append("govuk-js-character-count")
    if field.errors and base != "govuk-checkboxes__input":
        css.append(f"{base}--error")
    described = described_by(field, *([f"{field.auto_id}-info"] if longest(field) else []))
    attrs = {
        "class": " ".join(css),
        "aria-describedby": described or False,
        "aria-invalid": False,
        "maxlength": False,
        "minlength": False,
        "required": False,
        "placeholder": False,
    }
    if isinstance(widget, forms.Textarea):
        attrs["cols"] = False
    return field.as_widget(attrs=attrs)


def choices_of(field) -> list[dict]:
    """The choices of radios or checkboxes."""
    chosen = {str(choice[0]): choice for choice in field.field.choices}
    return [
        {
            "id": item.data["attrs"].get("id"),
            "name": item.data["name"],
            "value": item.data["value"],
            "label": item.choice_label,
            "checked": item.data["selected"],
            "hint": getattr(chosen.get(str(item.data["value"])), "hint", ""),
        }
        for item in field.subwidgets
    ]


def parts_of(field) -> list[dict]:
    """The three boxes of a date: id, name, value, and whether it is at fault."""
    value = field.value()
    if not isinstance(value, list | tuple):
        value = field.field.widget.decompress(value)
    faulty = wrong_parts(field) if field.errors else set()
    return [
        {
            "part": part,
            "id": f"{field.auto_id}_{part}",
            "name": f"{field.html_name}_{part}",
            "value": "" if number is None else number,
            "wrong": part in faulty,
            "width": 4 if part == "year" else 2,
        }
        for part, number in zip(("day", "month", "year"), value, strict=True)
    ]
