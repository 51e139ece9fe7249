from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.views.decorators.http import require_safe

from dashboard.glossary import glossary


@require_safe
@login_not_required
def words(request):
    return render(request, "pages/words.html", {"rows": glossary()})
