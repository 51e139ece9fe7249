from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", admin.site.urls),
    path("accounts/", include("allauth.urls")),
    path("", include("accounts.urls")),
    path("", include("govuk.urls")),
    path("", include("rollout.urls")),
    path("", include("dashboard.urls")),
]
