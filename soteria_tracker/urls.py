from django.contrib import admin
from django.urls import include, path

from accounts.views import own_addresses
from soteria_tracker import errors
from soteria_tracker.health import healthz

handler500 = errors.server_error

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("admin/", admin.site.urls),
    path("accounts/email/", own_addresses),
    path("accounts/", include("allauth.urls")),
    path("", include("accounts.urls")),
    path("", include("govuk.urls")),
    path("", include("rollout.urls")),
    path("", include("training.urls")),
    path("", include("funding.urls")),
    path("", include("inspections.urls")),
    path("", include("reminders.urls")),
    path("", include("measures.urls")),
    path("", include("dashboard.urls")),
]
