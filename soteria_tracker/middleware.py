"""What every answer carries to the browser."""

from django.middleware.gzip import GZipMiddleware

from soteria_tracker.health import healthz

# What no page here uses, no script that came to stand in one may ask for. Passkeys are left as they are: our own.
UNUSED = "accelerometer camera display-capture geolocation gyroscope microphone midi payment usb"
PERMISSIONS = ", ".join(f"{name}=()" for name in UNUSED.split())
SHOW_A_SECRET = {"reminder_settings"}  # and everything of allauth's: codes, keys, links of mails


class HealthMiddleware:
    """Before everything that reads a session: with a cookie too, a silent database is a 503 that says which part."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return healthz(request) if request.path == "/healthz" else self.get_response(request)


class HeadersMiddleware:
    """Nothing stays on a shared computer or in a proxy, unless the view knows better (charts, the calendar feed: asked
    for again each time, and answered with 304)."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "private, no-store")
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        return response


class CompressMiddleware(GZipMiddleware):
    """Pages only, and none that shows a lasting secret: the length of a compressed page tells whether what a visitor
    put into it stands there already (BREACH). The form token is masked anew in each page."""

    def process_response(self, request, response):
        match = request.resolver_match
        is_page = response.headers.get("Content-Type", "").startswith("text/html")
        shows_a_secret = request.path.startswith("/accounts/") or (match and match.url_name in SHOW_A_SECRET)
        return super().process_response(request, response) if is_page and not shows_a_secret else response
