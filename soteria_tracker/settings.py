"""Every setting, from the environment, in this one file. docs/how-it-is-built.md lists them."""

from pathlib import Path

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from reminders.schedule import beat_schedule
from soteria_tracker.environment import LOCAL_HOSTS, read_environment

BASE_DIR = Path(__file__).resolve().parent.parent
env = read_environment(BASE_DIR)

VAR_DIR = env.var_dir
DEBUG = env.debug
SECRET_KEY = env.secret_key
ALLOWED_HOSTS = env.allowed_hosts
CSRF_TRUSTED_ORIGINS = env.trusted_origins
DEMO = env.demo
if DEMO and not set(ALLOWED_HOSTS) <= LOCAL_HOSTS:
    raise ImproperlyConfigured(
        "DEMO is on, so anyone may sign in as anyone. It starts only where ALLOWED_HOSTS is local: "
        f"{', '.join(sorted(LOCAL_HOSTS))}. Turn DEMO off or correct ALLOWED_HOSTS."
    )

# Names on screen: units and services are renamed.
SERVICE_NAME = env.service_name
PROGRAMME_NAME = env.programme_name
UNIT_NAME = env.unit_name
UNIT_EMAIL = env.unit_email  # whom every mail names for questions, and where its answers go
VERSION = env.version

INSTALLED_APPS = [
    "soteria_tracker.apps.SuperusersOnlyConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django_filters",
    "django_tables2",
    "ledger",
    "accounts",
    "govuk",
    "forces",
    "rollout",
    "training",
    "funding",
    "inspections",
    "reminders",
    "measures",
    "dashboard",
    *(["demo"] if env.demo else []),
]

MIDDLEWARE = [
    "soteria_tracker.middleware.HealthMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "soteria_tracker.middleware.HeadersMiddleware",
    "soteria_tracker.middleware.CompressMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.sessions.SessionLimitsMiddleware",
    "accounts.kept_forms.KeptFormsMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "ledger.middleware.AsAtMiddleware",
]

ROOT_URLCONF = "soteria_tracker.urls"
WSGI_APPLICATION = "soteria_tracker.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "dashboard.context_processors.frame",
            ],
            "builtins": ["django.templatetags.i18n", "govuk.templatetags.govuk", "accounts.templatetags.opened_by"],
        },
    }
]

DATABASES = {"default": env.database}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
REDIS_URL = env.redis_url
CACHES = {
    "default": {
        "BACKEND": "ledger.cache.TolerantRedisCache",
        "LOCATION": REDIS_URL,
        "OPTIONS": {
            "serializer": "ledger.cache.PlainSerializer",
            "socket_connect_timeout": 1,
            "socket_timeout": 2,
        },
    }
}

CELERY_BROKER_URL = REDIS_URL
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1  # a worker that dies takes one task with it, not four
CELERY_BEAT_SCHEDULE = beat_schedule()
CELERY_TIMEZONE = "Europe/London"
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {"socket_connect_timeout": 5, "socket_keepalive": True}
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "beat-schedule")

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = reverse_lazy("account_login")
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # or anybody could have us write to anybody
ACCOUNT_EMAIL_VERIFICATION = "none"  # people are added by the Unit, never by themselves
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGOUT_REDIRECT_URL = reverse_lazy("account_login")
ACCOUNT_SESSION_REMEMBER = False
# For one address (a whole force may share one) and for one account. The address is the one that the outermost of our
# proxies saw: what a visitor writes into X-Forwarded-For stands before it and is not believed.
ACCOUNT_RATE_LIMITS = {"login": "300/m/ip", "login_failed": "100/m/ip,5/5m/key", "reset_password": "60/m/ip,5/m/key"}
ALLAUTH_TRUSTED_PROXY_COUNT = env.trusted_proxies
MFA_ADAPTER = "accounts.adapter.SecondFactorAdapter"
MFA_ALLOW_UNVERIFIED_EMAIL = True  # nobody verifies an address here: the Unit added it
MFA_FORMS = {
    "activate_totp": "accounts.forms.SetUpApp",
    "add_webauthn": "accounts.forms.AddKey",
    "authenticate": "accounts.forms.SecondStep",
    "edit_webauthn": "accounts.forms.RenameKey",
    "reauthenticate": "accounts.forms.SecondStepAgain",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = SERVICE_NAME
MFA_TOTP_TOLERANCE = 1  # a code is good for half a minute more: phones' clocks differ, and people type slowly

EMAIL_BACKEND = env.email["EMAIL_BACKEND"]
EMAIL_HOST = env.email["EMAIL_HOST"]
EMAIL_PORT = env.email["EMAIL_PORT"]
EMAIL_HOST_USER = env.email["EMAIL_HOST_USER"]
EMAIL_HOST_PASSWORD = env.email["EMAIL_HOST_PASSWORD"]
EMAIL_FILE_PATH = env.email.get("EMAIL_FILE_PATH")
EMAIL_USE_TLS = env.email.get("EMAIL_USE_TLS", False)
EMAIL_USE_SSL = env.email.get("EMAIL_USE_SSL", False)
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.sender

# Reminders. A demonstration's people do not exist, so nothing leaves it.
REMINDERS_SENDER = "outbox" if DEMO else env.reminders_sender or "smtp"
NOTIFY_API_KEY, NOTIFY_TEMPLATE_ID = env.notify["API_KEY"], env.notify["TEMPLATE_ID"]
NOTIFY_URL = env.notify["URL"] or "https://api.notifications.service.gov.uk"
SITE_URL = env.site_url or f"{'https' if env.https else 'http'}://{ALLOWED_HOSTS[0]}"  # of links in mails
REMINDERS_FROM_HOUR = 7  # of London: no mail at night
REMINDERS_FIRST_WAIT = 60  # seconds until a mail is tried again; each time twice as long, an hour at most
REMINDERS_CLAIM_SECONDS = 30 * 60  # after which a worker that took a message is held to be dead
REMINDERS_QUEUE_SECONDS = 10 * 60  # after which a message that no worker took is given to them again

LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_TZ = True
TIME_ZONE = "Europe/London"
DATE_FORMAT = "j F Y"

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static", *([VAR_DIR / "frontend"] if (VAR_DIR / "frontend").exists() else [])]
MEDIA_ROOT = VAR_DIR / "evidence"  # never served from a URL: views hand files out after the access check
STORAGES = {
    "default": {"BACKEND": "accounts.whole_files.WholeFileStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
EVIDENCE_MAX_BYTES = 10_000_000
RELEASE_MAX_BYTES = 80_000_000  # the largest outcomes workbook is half of that

SESSION_IDLE_MINUTES = env.session_idle_minutes
SESSION_COOKIE_AGE = env.session_hours * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = env.https
CSRF_FAILURE_VIEW = "soteria_tracker.errors.csrf_failure"
PASSWORD_RESET_TIMEOUT = 60 * 60  # of the link in a mail, and of the one that add_person prints
SECURE_SSL_REDIRECT = env.https
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = 31_536_000 if env.https else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.https else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
    }
}

DJANGO_TABLES2_TEMPLATE = "govuk/table.html"
DJANGO_TABLES2_PAGINATE_BY = 60

# HSTS for subdomains and the browsers' preload list bind a whole domain: for its owner to say.
# SQLite does without the columns that the index of latest positions carries along on PostgreSQL.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021", "models.W040"]
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {
            "()": "soteria_tracker.logs.OneLine",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
        }
    },
    "filters": {"no_secrets": {"()": "soteria_tracker.logs.NoSecrets"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain", "filters": ["no_secrets"]}},
    "root": {"handlers": ["console"], "level": env.log_level},
    # Django has a handler of its own for these, which would write each line twice.
    "loggers": {
        "django": {"handlers": [], "propagate": True},
        "waitress.queue": {"level": "ERROR"},  # it warns whenever a request waits for a thread
    },
}
