"""How a file out of the store is handed out: as it was recorded, or not at all."""

import logging

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header

from rollout.models.evidence import FileBroken, PieceOfEvidence

logger = logging.getLogger(__name__)


def file_response(request, piece: PieceOfEvidence) -> HttpResponse:
    """Always to be saved and never shown in the page's own name: what is in a file is somebody else's."""
    try:
        response = HttpResponse(piece.content(), content_type=piece.content_type)
    except FileBroken as broken:
        logger.error("the file of %s %s %s", piece._meta.verbose_name, piece.pk, broken)
        return broken_file(request, piece.file_name)
    response["Content-Disposition"] = content_disposition_header(True, piece.file_name)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def broken_file(request, name: str) -> HttpResponse:
    """Our fault, not that of whoever asked."""
    return render(request, "rollout/broken_file.html", {"name": name}, status=500)
