import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "soteria_tracker.settings")
application = get_wsgi_application()
