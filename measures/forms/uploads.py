"""What somebody answers on the page of a file that was read: which spelling is what, and why a total is right."""

import hashlib

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from forces.models import Organisation, OrganisationKind
from govuk.forms import GovukForm, LongTextField
from measures.importing import justice, plain
from measures.importing.found import FORCE
from measures.models import Measure, Release
from rollout.forms.sensitive_text import SensitiveTextForm

NONE = "none"  # a body that is not one of the 43 forces


class MapForm(GovukForm):
    """A choice for each spelling of a file that we do not know. `ours()` is what was chosen."""

    def __init__(self, *args, report: dict, **kwargs):
        super().__init__(*args, **kwargs)
        forces = list(Organisation.objects.filter(kind=OrganisationKind.FORCE).order_by("short_name"))
        codes = plain.CODES if report["kind"] == Release.Kind.PLAIN else justice.METRICS
        measures = list(Measure.objects.filter(code__in=codes))
        self._ours = {FORCE: {each.slug: each for each in forces}} | {"metric": {each.code: each for each in measures}}
        self._ours[FORCE][NONE] = None
        self.asked = {}
        for what, name, *_rest in report["unknown"]:
            choices = [(code, each or _("Not one of the 43 forces")) for code, each in self._ours[what].items()]
            key = f"ours-{hashlib.sha256(f'{what} {name}'.encode()).hexdigest()[:12]}"
            said = _("Select one of the answers listed for “%(name)s”") % {"name": name.replace("%", "%%")}
            self.fields[key] = forms.ChoiceField(
                label=f"“{name}”",
                choices=[("", _("Do not map it")), *choices],
                required=False,
                error_messages={"invalid_choice": said},
            )
            self.asked[key] = (what, name)

    def ours(self) -> dict:
        chosen = {self.asked[key]: code for key, code in self.cleaned_data.items() if code}
        return {(what, name): self._ours[what][code] for (what, name), code in chosen.items()}


class ConfirmForm(SensitiveTextForm):
    """Of a release whose total falls short."""

    why = LongTextField(
        label=gettext_lazy("Why is it right all the same?"),
        help_text=gettext_lazy("Kept with the release, with your name. Everybody who sees the release sees both."),
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Say why it is right")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["token"]  # a file is agreed to once

    def written(self):
        return [self.cleaned_data.get("why", "")]
