import datetime as dt

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from govuk.forms import DateField, GovukForm
from measures.actions import published_in
from rollout.forms.sensitive_text import token_field

EARLIEST = dt.date(2002, 4, 1)  # police recorded crime by financial year begins here


class AddReleaseForm(GovukForm):
    token = token_field()
    file = forms.FileField(
        label=gettext_lazy("The file"),
        help_text=gettext_lazy(
            "Home Office: crime by police force area (.ods) or crime outcomes (.xlsx); the criminal justice delivery "
            "dashboard (.csv); or a plain table with the columns organisation, measure, quarter, value, numerator and "
            "denominator."
        ),
        allow_empty_file=True,
        max_length=200,
        error_messages={"max_length": gettext_lazy("Give the file a name of 200 letters or fewer")},
    )
    published_on = DateField(
        label=gettext_lazy("Published on"),
        help_text=gettext_lazy(
            "Pages as at an earlier day leave it out. You can leave this empty when the file's name ends in the day, "
            "as the Home Office's do."
        ),
        required=False,
    )

    def __init__(self, *args, today: dt.date, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > settings.RELEASE_MAX_BYTES:
            most = settings.RELEASE_MAX_BYTES // 1_000_000
            raise ValidationError(_("The file must be %(most)d MB or smaller") % {"most": most})
        return file

    def clean(self):
        cleaned = super().clean()
        if "published_on" in self.errors or "file" not in cleaned:
            return cleaned
        day = cleaned.get("published_on") or published_in(cleaned["file"].name)
        if day is None:
            self.add_error("published_on", _("Enter the day it was published: the file's name does not say it"))
        elif not EARLIEST <= day <= self.today:
            self.add_error("published_on", _("The day it was published must be in the past, or today"))
        cleaned["published_on"] = day
        return cleaned
