from django.http import Http404

from measures.models import Measure
from measures.queries import with_heads


def find_measure(code: str) -> tuple[Measure, list[Measure]]:
    """The measure with where its ledgers end, and all measures for the navigation. One query."""
    everything = list(with_heads(Measure.objects.all()))
    found = next((measure for measure in everything if measure.code == code), None)
    if found is None:
        raise Http404
    return found, everything
