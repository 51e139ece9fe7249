from django import forms

from rollout.forms.careful import base_field, token_field


class ConfirmForm(forms.Form):
    """The one click that says nothing has changed."""

    base = base_field()
    token = token_field()
