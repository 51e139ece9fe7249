from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from accounts.permissions import VIEW_DETAIL
from ledger.evidence import file_response
from rollout.access import get_commitment
from rollout.models import Evidence, Update


@require_safe
def evidence(request, slug, code, pk):
    commitment = get_commitment(request, slug, code, VIEW_DETAIL)
    updates = Update.objects.known_at(request.as_at.moment).filter(commitment=commitment)
    return file_response(request, get_object_or_404(Evidence, pk=pk, update__in=updates, file__gt=""))
