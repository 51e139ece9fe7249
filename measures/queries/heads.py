from django.db.models import IntegerField, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from measures.models import Measure, Note, Rebase, Release, Target


def with_heads(measures: QuerySet[Measure]) -> QuerySet[Measure]:
    """Each with the last release and its own last rebase, note and target. What is read under them (`head_of`) can be
    kept."""
    of_measure = {"measure": OuterRef("pk")}
    return measures.annotate(
        last_release=_last(Release.objects.all()),
        last_rebase=_last(Rebase.objects.filter(**of_measure)),
        last_note=_last(Note.objects.filter(**of_measure)),
        last_target=_last(Target.objects.filter(**of_measure)),
    )


def head_of(measure: Measure) -> str:
    return f"{measure.last_release}-{measure.last_rebase}-{measure.last_note}-{measure.last_target}"


def _last(rows: QuerySet) -> Coalesce:
    last = Subquery(rows.order_by("-pk").values("pk")[:1], output_field=IntegerField())
    return Coalesce(last, Value(0))
