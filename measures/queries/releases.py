from django.db.models import Count, QuerySet

from ledger.as_at import AsAt
from measures.models import Release


def releases(as_at: AsAt) -> QuerySet[Release]:
    """Those published by the day and, on a past day, brought in by anybody since: what was published then is what
    counts, not when the Unit came to it. The last published first."""
    found = Release.objects.filter(published_on__lte=as_at.day).select_related("recorded_by")
    return found.annotate(figures=Count("observations")).order_by("-published_on", "-pk")


def is_demonstration(as_at: AsAt) -> bool:
    """Whether invented figures are among what was published by the day."""
    return Release.objects.filter(kind=Release.Kind.DEMONSTRATION, published_on__lte=as_at.day).exists()
