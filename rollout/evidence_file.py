import logging

from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header

from rollout.models.evidence import PieceOfEvidence

logger = logging.getLogger(__name__)


def file_response(piece: PieceOfEvidence) -> HttpResponse:
    """Always to be saved and never shown in the page's own name: what is in a file is somebody else's."""
    try:
        with piece.file.open("rb") as file:
            response = HttpResponse(file.read(), content_type=piece.content_type)  # small: EVIDENCE_MAX_BYTES
    except FileNotFoundError:
        logger.error("the file of %s %s is missing from storage", piece._meta.verbose_name, piece.pk)
        raise Http404 from None
    response["Content-Disposition"] = content_disposition_header(True, piece.file_name)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
