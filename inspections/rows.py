"""Rows of the lists."""

from django.urls import reverse
from django.utils.translation import gettext as _

from inspections.counts import Counts
from inspections.models import Finding, Terms
from inspections.moves import WORDS
from inspections.queries import OwedComments
from inspections.scales import ORDER
from inspections.standing import Standing
from inspections.words import verdicts
from ledger.as_at import AsAt


def not_known() -> str:
    return _("The text is not known here yet.")


def finding_url(finding: Finding) -> str:
    return reverse("finding", args=[finding.inspection.code, finding.label])


def response_url(standing: Standing) -> str:
    """Of an organisation's response, or a national body's."""
    addressee, finding = standing.addressee, standing.finding
    of = [finding.inspection.code, finding.label]
    if addressee.organisation_id:
        return reverse("finding_response", args=[addressee.organisation.slug, *of])
    return reverse("body_response", args=[*of, addressee.body])


def count_row(counts: Counts, moved: str) -> dict:
    return vars(counts) | {"moved": moved or None}


def finding_row(finding: Finding, terms: Terms | None, counts: Counts, as_at: AsAt) -> dict:
    # Nobody has left open what was issued to nobody.
    numbers = vars(counts) if counts.addressed else dict.fromkeys(vars(counts))
    return numbers | {
        "finding": finding.label,
        "order": finding.order,
        "under": _("under %(label)s") % {"label": finding.parent.label} if finding.parent else "",
        "url": as_at.link(finding_url(finding)),
        "kind": finding.get_kind_display(),
        "text": terms.text if terms else not_known(),
        "is_known": terms is not None,
        "due": terms and terms.due,
    }


def response_row(standing: Standing, as_at: AsAt, *, name: str, linked: bool = True) -> dict:
    return {
        "name": name,
        "url": as_at.link(response_url(standing)) if linked else "",
        "text": standing.terms.text if standing.terms else not_known(),
        "due": standing.due,
        "expected": standing.expected,
        "stage": standing.stage.value,
        "stage_order": ORDER[standing.stage],
        "says": WORDS[standing.stage],
        "overdue": standing.is_overdue(as_at.day),
        "verdict": verdicts(standing) or (_("nothing yet") if standing.is_open else _("no verdict")),
        "updated": standing.response and standing.response.recorded_at,
    }


def comments_row(owed: OwedComments, as_at: AsAt, *, url: str, name: str) -> dict:
    late = {True: _("late"), False: _("in time")}
    said = owed.said
    return {
        "organisation": name,
        "url": as_at.link(url),
        "due": owed.due,
        "published": said and said.published,
        "where": said and said.where,
        "late": late[owed.is_late] if said else (_("overdue") if owed.is_overdue(as_at.day) else None),
    }
