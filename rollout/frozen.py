"""What is accepted is written once, as CSV and as a page to print, and never drawn again."""

import base64
import hashlib
import re
from pathlib import Path

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from tablib import Dataset

from govuk.clock import clock
from govuk.exports import safe_cell
from rollout.items import Item
from rollout.models import FrozenFile, Update
from rollout.queries.returns import ReturnAt
from rollout.queries.updates import whole_updates
from rollout.scales import Confidence, Status, Verdict

# Inside the page, so that it looks the same wherever it is kept; `style_source` lets exactly this through.
STYLE = Path(__file__).with_name("frozen.css")


def freeze(at: ReturnAt, items: list[Item]) -> list[FrozenFile]:
    """Inside the transaction that accepts. In the service's own language, whoever accepts."""
    updates = whole_updates(item.position for item in items)
    with translation.override(settings.LANGUAGE_CODE):
        written = {FrozenFile.Kind.CSV: _csv(at, items, updates), FrozenFile.Kind.HTML: _html(at, items, updates)}
    return FrozenFile.objects.bulk_create(
        FrozenFile(
            of_return=at.found,
            kind=kind,
            content=content,
            size=len(content),
            sha256=hashlib.sha256(content).hexdigest(),
            recorded_at=at.last.recorded_at,
        )
        for kind, content in written.items()
    )


def is_whole(file: FrozenFile) -> bool:
    content = bytes(file.content)
    return len(content) == file.size and hashlib.sha256(content).hexdigest() == file.sha256


def style_source(content: bytes) -> str:
    """For the content security policy of a frozen page: the hash of the style it carries."""
    style = re.search(rb"<style>(.*?)</style>", content, re.DOTALL)
    digest = hashlib.sha256(style.group(1) if style else b"").digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def _csv(at: ReturnAt, items, updates) -> bytes:
    found = at.found
    whole = [found.organisation.name, str(found.period), found.revision, _moment(at.signed), _moment(at.accepted)]
    rows = [[*whole, *_row(item, updates)] for item in items]
    data = Dataset(*([safe_cell(cell) for cell in row] for row in rows), headers=_headings())
    return data.export("csv").encode()


def _headings() -> list[str]:
    return [
        _("Organisation"),
        _("Period"),
        _("Revision"),
        _("Signed off"),
        _("Accepted"),
        _("Code"),
        _("Standard"),
        _("Theme"),
        _("In this return"),
        _("Why missing"),
        _("Status"),
        _("Confidence"),
        _("Reason when not green"),
        _("Target date"),
        _("Reason for the moved target date"),
        _("Note"),
        _("Evidence"),
        _("Recorded"),
        _("Recorded by"),
        _("On the organisation's behalf"),
        _("The Unit's view"),
        _("Status, says the Unit"),
        _("The Unit's comment"),
    ]


def _row(item: Item, updates: dict[int, Update]) -> list:
    standard, view = item.commitment.standard, item.view
    update = updates.get(item.position.pk) if item.position else None
    said = [""] * 10
    if update:
        said = [
            Status(update.status).label,
            Confidence(update.confidence).label,
            update.reason,
            update.target_date,
            update.target_reason,
            update.note,
            "; ".join(f"{each.title} ({each.link or each.sha256})" for each in update.evidence.all()),
            localtime(update.recorded_at).replace(tzinfo=None, microsecond=0),
            str(update.recorded_by),
            _("yes") if update.on_behalf else "",
        ]
    thinks = ["", "", ""]
    if view:
        thinks = [Verdict(view.verdict).label, Status(view.status).label if view.status else "", view.comment]
    return [standard.code, standard.title, standard.theme.name, item.said.label, item.omission, *said, *thinks]


def _html(at: ReturnAt, items, updates) -> bytes:
    context = {
        "at": at,
        "rows": [(item, updates.get(item.position.pk) if item.position else None) for item in items],
        "style": SafeString(f"<style>\n{STYLE.read_text()}</style>"),  # our own file, no one's input
        "unit_name": settings.UNIT_NAME,
        "service_name": settings.SERVICE_NAME,
        "programme_name": settings.PROGRAMME_NAME,
    }
    return render_to_string("rollout/frozen.html", context).encode()


def _moment(event) -> str:
    at = localtime(event.recorded_at)
    said = {"day": date_format(at, "j F Y"), "time": clock(at), "who": event.recorded_by}
    return _("%(day)s at %(time)s by %(who)s") % said
