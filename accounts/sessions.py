"""How long somebody stays signed in: an idle limit, which using the service extends, and one for the whole session.
Both are kept in the session itself, which each page reads anyway; it is written at most once a minute."""

from django.conf import settings
from django.contrib.auth import SESSION_KEY, user_logged_in
from django.contrib.auth.models import AnonymousUser
from django.dispatch import receiver
from django.utils import timezone

BEGAN, USED = "began", "used"
WRITTEN_EVERY = 60


def now() -> int:
    return int(timezone.now().timestamp())


@receiver(user_logged_in, dispatch_uid="accounts.sessions.begin")
def begin(request, **_said):
    request.session[BEGAN] = request.session[USED] = now()


def seconds_left(session) -> dict[str, int]:
    """Until the session ends unless it is used, and until it ends whatever happens."""
    idle = session[USED] + settings.SESSION_IDLE_MINUTES * 60 - now()
    whole = session[BEGAN] + settings.SESSION_COOKIE_AGE - now()
    return {"idle": max(idle, 0), "whole": max(whole, 0)}


class SessionLimitsMiddleware:
    """Ends a session that is past one of its limits, and else gives the request its `session_left`."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        session, request.session_left = request.session, None
        if SESSION_KEY in session:
            if BEGAN not in session:  # begun before there were limits
                session[BEGAN] = session[USED] = now()
            if all(seconds_left(session).values()):
                if now() - session[USED] >= WRITTEN_EVERY:
                    session[USED] = now()
                request.session_left = seconds_left(session)
            else:
                session.flush()
                request.user = AnonymousUser()
        return self.get_response(request)
