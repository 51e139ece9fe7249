from collections.abc import Mapping, Sequence

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from forces.models import Organisation
from govuk.forms import GovukForm
from rollout.forms.sensitive_text import NOT_WHOLE as NOT_WHOLE_TEXT
from training.forms.numbers import BoxField
from training.forms.quotas import base_field
from training.models import Share

PREFIX, OFFICERS = "share-", "officers-"
NOT_WHOLE = dict.fromkeys(("required", "invalid_choice"), NOT_WHOLE_TEXT)


class SharesForm(GovukForm):
    """A box for each force. Empty is no share. Shares need not add up to the quota: the page says how far they do."""

    base = base_field()
    basis = forms.ChoiceField(choices=Share.Basis, widget=forms.HiddenInput, error_messages=NOT_WHOLE)

    def __init__(self, *args, forces: Sequence[Organisation], **kwargs):
        super().__init__(*args, **kwargs)
        self.forces = {f"{PREFIX}{force.slug}": force for force in forces}
        for name, force in self.forces.items():
            self.fields[name] = BoxField(label=force.short_name, required=False)

    @classmethod
    def of(cls, forces, numbers: Mapping[int, int], *, basis: str, base: int):
        """`numbers` by force's id."""
        initial = {f"{PREFIX}{force.slug}": numbers.get(force.pk) for force in forces}
        return cls(forces=forces, initial=initial | {"basis": basis, "base": base})

    def clean(self):
        cleaned = super().clean()
        for slug in sorted(name.removeprefix(PREFIX) for name in self.data if name.startswith(PREFIX)):
            if PREFIX + slug not in self.forces:
                words = _("“%(name)s” is not a police force. Only forces have a share of a quota")
                self.add_error(None, words % {"name": slug[:60]})
        return cleaned

    @property
    def carried(self) -> list[tuple[str, str]]:
        """What was typed, for the page that checks it."""
        return [(name, self.data.get(name, "")) for name in ("base", "basis", *self.forces)]

    @property
    def boxes(self):
        return [self[name] for name in self.forces]

    @property
    def numbers(self) -> dict[Organisation, int]:
        """As typed, 0 for an empty box; what cannot be read is left out."""
        return {force: self.cleaned_data[name] or 0 for name, force in self.forces.items() if name in self.cleaned_data}

    @property
    def total(self) -> int:
        """Of what is in the boxes."""
        if self.is_bound:
            self.is_valid()
            return sum(self.numbers.values())
        return sum(self.initial.get(name) or 0 for name in self.forces)


class OfficersForm(GovukForm):
    """The officers of forces that have stated none, given by hand: all of them or no share is worked out."""

    def __init__(self, *args, forces: Sequence[Organisation], **kwargs):
        super().__init__(*args, **kwargs)
        self.forces = {f"{OFFICERS}{force.slug}": force for force in forces}
        missing = {"required": gettext_lazy("enter how many officers it has")}
        for name, force in self.forces.items():
            self.fields[name] = BoxField(label=force.short_name, error_messages=missing)

    @property
    def boxes(self):
        return [self[name] for name in self.forces]

    @property
    def numbers(self) -> dict[Organisation, int]:
        return {force: self.cleaned_data[name] for name, force in self.forces.items()} if self.is_valid() else {}
