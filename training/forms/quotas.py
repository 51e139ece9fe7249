"""Quotas, shares and courses: the Unit manager's forms."""

from collections.abc import Mapping, Sequence

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from forces.models import Organisation
from govuk.forms import DateField, GovukForm, LongTextField, source_field
from rollout.forms.sensitive_text import NOT_WHOLE, SensitiveTextForm, base_field
from training.forms.fields import BoxField, WholeNumberField
from training.models import Audience, Quota, Share

CODE = 30  # characters of a quota's or course's code, which is made of its name
PREFIX, OFFICERS = "share-", "officers-"


class QuotaForm(SensitiveTextForm):
    base = base_field()
    name = forms.CharField(
        label=gettext_lazy("Name"), max_length=120, error_messages={"required": gettext_lazy("Enter a name")}
    )
    number = WholeNumberField(
        label=gettext_lazy("How many completions does it ask for?"),
        error_messages={"required": gettext_lazy("Enter how many completions it asks for")},
    )
    starts = DateField(
        label=gettext_lazy("Counts from"),
        help_text=gettext_lazy("Completions are known by month: the month of this date is the first that counts."),
    )
    due = DateField(label=gettext_lazy("Due by"))
    source = source_field()
    reason = LongTextField(
        label=gettext_lazy("Why does it change?"),
        help_text=gettext_lazy("Everybody who sees the quota sees this. The former terms stay in the ledger."),
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Say why the quota changes")},
    )

    def __init__(self, *args, quota: Quota | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["token"]  # `base` says what it was written on
        self.quota = quota
        if quota is None:
            del self.fields["reason"]

    @classmethod
    def of(cls, quota: Quota | None):
        if quota is None:
            return cls(initial={"base": 0})
        names = ("name", "number", "starts", "due", "source")
        return cls(quota=quota, initial={"base": quota.pk} | {name: getattr(quota, name) for name in names})

    def written(self):
        return [self.cleaned_data.get("reason", "")]

    def clean_number(self):
        if (number := self.cleaned_data["number"]) < 1:
            raise forms.ValidationError(_("A quota asks for at least 1"))
        return number

    def clean(self):
        cleaned = super().clean()
        starts, due = cleaned.get("starts"), cleaned.get("due")
        if starts and due and due < starts:
            self.add_error("due", _("The date it is due must come after the date it counts from"))
        if "name" in cleaned and not self.code:
            self.add_error("name", _("The name must hold letters or numbers"))
        return cleaned

    @property
    def code(self) -> str:
        return self.quota.code if self.quota else slugify(self.cleaned_data.get("name", ""))[:CODE].strip("-")


class CourseForm(GovukForm):
    name = forms.CharField(
        label=gettext_lazy("Name"), max_length=120, error_messages={"required": gettext_lazy("Enter a name")}
    )
    audience = forms.ChoiceField(
        label=gettext_lazy("Whom is it for?"),
        choices=Audience,
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), gettext_lazy("Select whom it is for")),
    )
    counts = forms.BooleanField(
        label=gettext_lazy("Counts towards quotas"),
        help_text=gettext_lazy("This can never be changed: figures of earlier days would change with it."),
        required=False,
    )
    began = DateField(
        label=gettext_lazy("First month"),
        help_text=gettext_lazy("Any day of it. Leave it empty when no source says when it began."),
        required=False,
    )
    source = source_field()

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("counts") and cleaned.get("audience", Audience.SPECIALIST) != Audience.SPECIALIST:
            self.add_error("counts", _("Only a course for specialist investigators can count towards a quota"))
        if "name" in cleaned and not self.code:
            self.add_error("name", _("The name must hold letters or numbers"))
        return cleaned

    @property
    def code(self) -> str:
        return slugify(self.cleaned_data.get("name", ""))[:CODE].strip("-")


class SharesForm(GovukForm):
    """A box for each force. Empty is no share. Shares need not add up to the quota: the page says how far they do."""

    base = base_field()
    basis = forms.ChoiceField(
        choices=Share.Basis,
        widget=forms.HiddenInput,
        error_messages=dict.fromkeys(("required", "invalid_choice"), NOT_WHOLE),
    )

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
