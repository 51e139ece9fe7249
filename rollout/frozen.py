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
from govuk.exports import csv_of, safe_cell
from rollout.models import Commitment, Correction, FrozenFile, Statement, Update
from rollout.queries.items import ReportingState, ReturnItem
from rollout.queries.positions import whole_updates
from rollout.queries.returns import ReturnAt, statements, whole_return
from rollout.scales import Confidence, Status, Verdict
from rollout.task_list import beside_former, whole_statement

# Inside the page, so that it looks the same wherever it is kept; `style_source` lets exactly this through.
STYLE = Path(__file__).with_name("frozen.css")


def freeze(at: ReturnAt, items: list[ReturnItem]) -> list[FrozenFile]:
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
    return csv_of(data)


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
        *_said_headings(),
        _("The Unit's view"),
        _("Status, says the Unit"),
        _("The Unit's comment"),
        *_corrected_headings(),
    ]


def _said_headings() -> list[str]:
    return [
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
    ]


def _corrected_headings() -> list[str]:
    return [
        _("Corrected in revision"),
        _("Why it is corrected"),
        _("Status before"),
        _("Confidence before"),
        _("Reason before"),
        _("Target date before"),
        _("Reason for the moved target date before"),
        _("Note before"),
    ]


def _row(item: ReturnItem, updates: dict[int, Update]) -> list:
    standard, view = item.commitment.standard, item.view
    said = _said(item.position and updates[item.position.pk], item.correction)
    thinks = [_("none")] * 3
    if view:
        status = Status(view.status).label if view.status else _("none of its own")
        thinks = [Verdict(view.verdict).label, status, view.comment or _("none")]
    why = item.omission or (_("no reason given") if item.said == ReportingState.MISSING else _("not missing"))
    first = [standard.code, standard.title, standard.theme.name, item.said.label, why]
    former = whole_statement(item.former, updates) if item.is_corrected else None
    return [*first, *said, *thinks, *_corrected(item.correction, former)]


def _said(update: Update | None, correction: Correction | None) -> list:
    """What the return says of a standard, under `_said_headings`. Evidence is never corrected."""
    statement = correction or update
    if statement is None:
        return [_("not reported")] * len(_said_headings())
    evidence = update.evidence.all() if update else []
    return [
        *_words(statement),
        "; ".join(f"{each.title} ({each.link or each.sha256})" for each in evidence) or _("none"),
        statement.recorded_at,
        str(statement.recorded_by),
        _("yes") if statement.on_behalf else _("no"),
    ]


def _words(statement: Statement) -> list:
    return [
        Status(statement.status).label,
        Confidence(statement.confidence).label,
        statement.reason or _("none"),
        statement.target_date or _("not set"),
        statement.target_reason or _("none"),
        statement.note or _("none"),
    ]


def _corrected(correction: Correction | None, former: Statement | None) -> list:
    """What was put right and why, under `_corrected_headings`; `former` is what was signed before, in the revision
    that corrects it."""
    if correction is None:
        return [_("not corrected")] * len(_corrected_headings())
    before = _words(former) if former else [_("not reported")] * len(_words(correction))
    return [correction.of_return.revision, correction.why, *before]


def _html(at: ReturnAt, items, updates) -> bytes:
    context = {
        "at": at,
        "rows": [(item, item.position and updates[item.position.pk]) for item in items],
        "corrected": beside_former([item for item in items if item.is_corrected], updates),
        "before": whole_return(at.found.corrects) if at.is_correction else None,
        "style": SafeString(f"<style>\n{STYLE.read_text()}</style>"),  # our own file, no one's input
        "unit_name": settings.UNIT_NAME,
        "service_name": settings.SERVICE_NAME,
        "programme_name": settings.PROGRAMME_NAME,
    }
    return render_to_string("rollout/frozen.html", context).encode()


def misstated(file: FrozenFile) -> list[str]:
    """What a frozen CSV says otherwise than the ledger: the statements as at the moment that was signed, with
    corrections in their place. Written anew from the ledger and compared by heading, so that a file of before a column
    was there is held to what it has; names and words that may change since are left out."""
    found = file.of_return
    with translation.override(settings.LANGUAGE_CODE):
        headings = _said_headings()[:6] + _corrected_headings()
        data = Dataset().load(bytes(file.content).decode("utf-8-sig"), format="csv")
        written = {row[_("Code")]: row for row in data.dict}
        known = Commitment.objects.filter(organisation=found.organisation_id).select_related("standard")
        said, before = statements(found, known), statements(found.corrects, known) if found.corrects else {}
        updates = whole_updates(each for each in (*said.values(), *before.values()) if isinstance(each, Update))
        nothing = {_("none"), _("not set"), _("not reported"), _("not corrected")}  # files of before had empty cells
        faults = []
        for commitment in known:
            row = written.pop(commitment.standard.code, None)
            statement = whole_statement(said.get(commitment.pk), updates)
            correction = statement if isinstance(statement, Correction) else None
            own = correction and correction.of_return_id == found.pk
            former = whole_statement(before.get(commitment.pk), updates) if own else None
            words = (_words(statement) if statement else [_("not reported")] * 6) + _corrected(correction, former)
            if row is None:
                faults += [commitment.standard.code] if own else []
            elif any(
                row[name] != str(safe_cell(word)) and (row[name] or word not in nothing)
                for name, word in zip(headings, words, strict=True)
                if name in row
            ):
                faults.append(commitment.standard.code)
        return [*faults, *written]


def _moment(event) -> str:
    at = localtime(event.recorded_at)
    said = {"day": date_format(at, "j F Y"), "time": clock(at), "who": event.recorded_by}
    return _("%(day)s at %(time)s by %(who)s") % said
