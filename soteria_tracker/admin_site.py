from django.conf import settings
from django.contrib.admin import AdminSite
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _


class SuperusersOnly(AdminSite):
    """Signing in is everybody's sign-in page, with its second factor and its limits."""

    site_header = site_title = settings.SERVICE_NAME
    index_title = _("People and reference data")

    def has_permission(self, request):
        user = request.user
        return user.is_active and user.is_staff and user.is_superuser

    @method_decorator(login_not_required)
    def login(self, request, extra_context=None):
        if request.user.is_authenticated:
            raise PermissionDenied
        return redirect_to_login(request.GET.get(REDIRECT_FIELD_NAME) or reverse("admin:index"))
