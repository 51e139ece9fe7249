from django.contrib.admin.apps import AdminConfig


class SuperusersOnlyConfig(AdminConfig):
    default_site = "soteria_tracker.admin_site.SuperusersOnly"
