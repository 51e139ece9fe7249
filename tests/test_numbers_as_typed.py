"""A blank within a number, of whatever kind, is accepted wherever a person or a file gives a number."""

from decimal import Decimal

import pytest
from django import forms
from django.apps import apps
from django.utils.module_loading import import_string

from funding.forms.fields import AmountField
from funding.money import read
from measures.importing.cells import decimal, whole
from training.forms.fields import WholeNumberField
from training.forms.pasted_column import read_column

BLANKS = pytest.mark.parametrize(
    "blank", [" ", "\u00a0", "\u2007", "\u2009", "\u202f", "\u2060", "\ufeff"], ids=lambda blank: f"{ord(blank):04x}"
)
OURS = {config.name for config in apps.get_app_configs()} - {"django", "allauth"}


def number_fields(of=forms.BaseForm):
    """Those in which somebody types a whole number or one with decimals, of every form."""
    for form in of.__subclasses__():
        if form.__module__.partition(".")[0] in OURS:
            for name, field in getattr(form, "base_fields", {}).items():
                if isinstance(field, forms.IntegerField) and not field.widget.is_hidden:
                    yield f"{form.__name__}.{name}", field
        yield from number_fields(form)


@BLANKS
def test_in_every_box_for_a_number(blank):
    import_string("soteria_tracker.urls.urlpatterns")  # every view, and with it every form
    found = dict(number_fields())
    assert {"FundYearForm.due_after", "MilestoneForm.days", "TargetForm.value"} <= set(found)
    assert {name: field.to_python(f"1{blank}2") for name, field in found.items()} == dict.fromkeys(found, 12)


@BLANKS
def test_in_figures_pasted_columns_and_files(blank):
    text = f"{blank}2{blank}345"
    assert WholeNumberField().clean(text) == 2345
    assert [WholeNumberField().clean(line) for line in read_column(f"{text}\r\n7")] == [2345, 7]
    assert read(f"£{text}.50") == AmountField().clean(f"{text}.50") == Decimal("2345.50")
    assert (whole(text), decimal(f"{text}.5 %")) == (2345, Decimal("2345.5"))
