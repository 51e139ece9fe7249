"""What is said of notes on figures, on pages, in files and beside pictures."""

from collections.abc import Sequence

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from measures.models import Note
from measures.quarters import last_day
from measures.queries.ledgers import Annotation


def note_text(note: Annotation) -> str:
    """What it is about: Figures incomplete or not comparable, Apr 2019 to Mar 2020, left out."""
    label = note.what_label[:1].upper() + note.what_label[1:]
    said = {"what": label, "since": date_format(note.first, "M Y")}
    if note.last is None:
        return _("%(what)s, from %(since)s on") % said
    said["until"] = date_format(last_day(note.last), "M Y")
    if note.what == Note.What.INCOMPLETE:
        return _("%(what)s, %(since)s to %(until)s, left out") % said
    return _("%(what)s, from %(since)s on; figures up to %(until)s are left out") % said


def note_texts(notes: Sequence[Annotation]) -> str:
    """In full: what each is about, what it says and where that is written."""

    def ended(text):
        return text if text.endswith((".", "!", "?")) else f"{text}."

    return " ".join(f"{note_text(note)}: {ended(note.text)} {_('Source:')} {ended(note.source)}" for note in notes)


def noted_words(counted: Sequence[tuple[object, int]], *, are_drawn: bool = True) -> str:
    """Of the country: how many figures of how many forces notes leave out, and whether they are drawn all the same."""
    if not counted:
        return ""
    figures, forces = sum(number for _force, number in counted), len(counted)
    said = {
        "figures": ngettext("%(number)d figure", "%(number)d figures", figures) % {"number": figures},
        "forces": ngettext("%(number)d force", "%(number)d forces", forces) % {"number": forces},
    }
    if not are_drawn:
        return _("Notes leave out %(figures)s of %(forces)s: they are not in these lines.") % said
    text = _("Notes leave out %(figures)s of %(forces)s: they are drawn hollow, and are in no limit, rule or total.")
    return text % said
