from django.db.models import QuerySet

from ledger.as_at import AsAt
from measures.models import Spelling


def spellings(as_at: AsAt) -> QuerySet[Spelling]:
    """The whole ledger as it was known then, the last first."""
    return (
        Spelling.objects.known_at(as_at.moment).select_related("organisation", "measure", "recorded_by").order_by("-pk")
    )


def standing() -> dict[tuple[str, str], Spelling]:
    """By (what it is of, plain spelling) the row that counts now. One query."""
    rows = Spelling.objects.select_related("organisation", "measure", "recorded_by").order_by("pk")
    return {key: row for key, row in {(row.what, row.plain): row for row in rows}.items() if row.stands}


def mapped() -> dict[tuple[str, str], str | None]:
    """The same as codes: a force's slug, None for a body that is not one of the 43, or a measure's code."""
    return {
        key: row.measure.code if row.measure else row.organisation.slug if row.organisation else None
        for key, row in standing().items()
    }
