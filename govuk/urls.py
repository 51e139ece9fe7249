from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_safe


@require_safe
@login_not_required
def public_page(request, template):
    return render(request, template)


urlpatterns = [
    path("accessibility/", public_page, {"template": "pages/accessibility.html"}, name="accessibility"),
    path("privacy/", public_page, {"template": "pages/privacy.html"}, name="privacy"),
]
