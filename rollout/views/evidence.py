import logging

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from accounts.permissions import VIEW_DETAIL
from rollout.access import get_commitment
from rollout.models import Evidence
from rollout.queries import updates_before

logger = logging.getLogger(__name__)


@require_safe
def evidence(request, slug, code, pk):
    """A file, always to be saved and never shown in the page's own name: what is in it is somebody else's."""
    commitment = get_commitment(request, slug, code, VIEW_DETAIL)
    updates = updates_before(request.as_at.moment).filter(commitment=commitment)
    found = get_object_or_404(Evidence, pk=pk, update__in=updates, file__gt="")
    try:
        with found.file.open("rb") as file:
            response = HttpResponse(file.read(), content_type=found.content_type)  # small: EVIDENCE_MAX_BYTES
    except FileNotFoundError:
        logger.error("the file of evidence %s is missing from storage", found.pk)
        raise Http404 from None
    response["Content-Disposition"] = content_disposition_header(True, found.file_name)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
