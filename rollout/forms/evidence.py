from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from govuk.forms import DateField, GovukForm
from ledger.evidence import NewEvidence
from rollout.evidence_types import ENDINGS, NotAllowed, file_type

PIECES = 3  # of evidence in one form
MEGABYTES = settings.EVIDENCE_MAX_BYTES // 1_000_000
WRONG_FILE = {
    "empty": _("The file is empty. Choose another."),
    "type": _(
        "The file must be a PDF, a picture (PNG or JPEG), a document (DOCX or ODT), a spreadsheet (XLSX or ODS), an "
        "Outlook message (MSG), CSV or plain text. Its content is none of these, whatever its name says."
    ),
    "macros": _("The file holds macros. Save it without them and choose it again."),
    "broken": _("The file cannot be opened. It may be damaged or locked with a password."),
    "locked": _(
        "The file is locked with a password or restricted, so we cannot check what is in it. Save it without that and "
        "choose it again."
    ),
    "script": _(
        "The PDF holds a script, a form that sends data or something else that starts by itself. Print it to a new PDF "
        "and choose that."
    ),
    "attached": _(
        "The PDF has other files inside. Print it to a new PDF and choose that, and give the other files as evidence "
        "of their own."
    ),
    "objects": _(
        "The file has an object of another program inside (OLE). Put a picture or plain words in its place and choose "
        "the file again."
    ),
    "links": _(
        "The file is linked to other files or fetches from elsewhere. Break those links (in Excel: Data, Edit Links, "
        "Break Link) or save it as a PDF, and choose it again."
    ),
    "command": _(
        "The file has a cell that would start another program when a spreadsheet opens it. Take that cell out and "
        "choose the file again."
    ),
    "bomb": _(
        "The file unpacks to far more than its size, so it was not read. Save it without empty pages and rows and "
        "choose it again."
    ),
    "attachment": _(
        "The message has an attachment that cannot be evidence: “%(name)s”. Save the message without it and choose it "
        "again."
    ),
}
BAD_LINK = _("Enter a whole web address that starts with https:// or http://")


class LinkField(forms.URLField):
    default_validators = [URLValidator(schemes=["http", "https"], message=BAD_LINK)]

    def __init__(self, **kwargs):
        super().__init__(max_length=500, assume_scheme="https", **kwargs)
        self.error_messages["invalid"] = BAD_LINK

    def to_python(self, value):
        return super().to_python(str(value).strip()) if value else ""


class EvidenceForm(GovukForm):
    """One piece of evidence: a link or a file. Left empty, there is none."""

    title = forms.CharField(label=_("Title of the evidence"), max_length=120, required=False)
    link = LinkField(label=_("Link"), required=False)
    file = forms.FileField(label=_("Or a file"), required=False, allow_empty_file=True)
    speaks_for = DateField(
        label=_("Date it speaks for"),
        required=False,
        help_text=_("The day on which what it says was true. For example, 31 3 2024."),
    )
    expires = DateField(
        label=_("Date it expires"),
        required=False,
        help_text=_("Optional. The day after which it should no longer be relied on."),
    )

    def __init__(self, *args, today, expires: bool = True, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today
        if not expires:
            del self.fields["expires"]
        self.content_type = ""
        self.fields["file"].widget.attrs["accept"] = ",".join(ending for group in ENDINGS.values() for ending in group)
        said = _("PDF, PNG, JPEG, DOCX, ODT, XLSX, ODS, MSG, CSV or TXT, at most %(size)d MB.")
        self.fields["file"].help_text = said % {"size": MEGABYTES}

    @property
    def is_filled(self) -> bool:
        return self.is_bound and self.has_changed()

    @property
    def chosen_file(self) -> str:
        """The name of a file that was sent and that the browser will not keep."""
        file = self.files.get(self.add_prefix("file")) if self.is_bound else None
        return file.name if file else ""

    def clean_file(self):
        file = self.cleaned_data["file"]
        if not file:
            return None
        if file.size > settings.EVIDENCE_MAX_BYTES:
            raise ValidationError(_("The file must be smaller than %(size)d MB.") % {"size": MEGABYTES})
        try:
            found = file_type(file, file.name)
        except NotAllowed as refused:
            raise ValidationError(WRONG_FILE[refused.why], params={"name": refused.name}) from refused
        file.name, self.content_type = found.name, found.content_type
        return file

    def clean(self):
        cleaned = super().clean()
        if not self.is_filled:
            return cleaned
        if not cleaned.get("title") and "title" not in self.errors:
            self.add_error("title", _("Enter a title for the evidence"))
        if not {"link", "file"} & set(self.errors):
            if not cleaned.get("link") and not cleaned.get("file"):
                self.add_error("link", _("Enter a link or choose a file"))
            elif cleaned.get("link") and cleaned.get("file"):
                said = _("Give a link or a file, not both. Use another piece of evidence for the second")
                self.add_error("link", said)
        speaks_for, expires = cleaned.get("speaks_for"), cleaned.get("expires")
        if speaks_for is None:
            if "speaks_for" not in self.errors:
                self.add_error("speaks_for", _("Enter the date the evidence speaks for"))
        elif speaks_for > self.today:
            self.add_error("speaks_for", _("The date it speaks for must be today or in the past"))
        elif expires and expires < speaks_for:
            self.add_error("expires", _("The date it expires must be the date it speaks for or later"))
        return cleaned

    def evidence(self) -> NewEvidence:
        said = self.cleaned_data
        return NewEvidence(
            title=said["title"],
            speaks_for=said["speaks_for"],
            expires=said.get("expires"),
            link=said["link"],
            file=said["file"],
            content_type=self.content_type,
        )


class WithEvidence:
    """A form with up to three pieces of evidence, each a form of its own. `expires`: whether they may run out."""

    def __init__(self, data=None, files=None, *, today, expires: bool = True, **kwargs):
        super().__init__(data, files, **kwargs)
        of = {"today": today, "expires": expires}
        self.pieces = [EvidenceForm(data, files, prefix=f"evidence-{n}", **of) for n in range(1, PIECES + 1)]

    def is_valid(self):
        return all([super().is_valid(), *(piece.is_valid() for piece in self.pieces)])

    @property
    def has_errors(self) -> bool:
        return self.is_bound and (bool(self.errors) or any(piece.errors for piece in self.pieces))

    @property
    def titles(self) -> list[str]:
        return [piece.cleaned_data.get("title", "") for piece in self.pieces if piece.is_valid()]

    def new_evidence(self) -> list[NewEvidence]:
        return [piece.evidence() for piece in self.pieces if piece.is_filled]
