"""Reads the environment once and reports every fault together, in words."""

import re
from pathlib import Path
from types import SimpleNamespace

import dj_email_url
from django.core.exceptions import ImproperlyConfigured
from environs import Env, EnvValidationError, validate

SENDERS = ("smtp", "notify", "outbox")
LOCAL_HOSTS = frozenset({"localhost", "127.0.0.1", "[::1]", "testserver"})
REDIS = validate.Regexp("rediss?://", error="Must start with redis:// or rediss://.")
WEB = validate.Regexp(r"https?://|\Z", error="Must start with http:// or https://.")
MAIL = validate.Regexp(
    f"({'|'.join(dj_email_url.SCHEMES)}):",
    re.IGNORECASE,
    error=f"Must start with one of: {', '.join(dj_email_url.SCHEMES)}.",
)


def read_environment(base_dir: Path) -> SimpleNamespace:
    env = Env(eager=False)
    https = env.bool("HTTPS", True)
    var_dir = Path(env.str("VAR_DIR", str(base_dir / "var")))
    found = SimpleNamespace(
        debug=env.bool("DEBUG", False),
        demo=env.bool("DEMO", False),
        https=https,
        trusted_proxies=env.int("TRUSTED_PROXIES", 1 if https else 0, validate=validate.Range(min=0, max=5)),
        secret_key=env.str("SECRET_KEY", validate=validate.Length(min=40)),
        allowed_hosts=env.list("ALLOWED_HOSTS", validate=validate.Length(min=1)),
        trusted_origins=env.list("TRUSTED_ORIGINS", []),
        database=env.dj_db_url("DATABASE_URL", f"sqlite:///{var_dir / 'soteria.sqlite3'}"),
        lock_seconds=env.int("DATABASE_LOCK_SECONDS", 8, validate=validate.Range(min=0)),
        statement_seconds=env.int("DATABASE_STATEMENT_SECONDS", 30, validate=validate.Range(min=0)),
        # At least a minute before the warning, which comes five minutes before the end.
        session_idle_minutes=env.int("SESSION_IDLE_MINUTES", 60, validate=validate.Range(min=6)),
        session_hours=env.int("SESSION_HOURS", 12, validate=validate.Range(min=1)),
        redis_url=env.str("REDIS_URL", validate=REDIS),
        email=dj_email_url.parse(env.str("EMAIL_URL", "smtp://localhost:25", validate=MAIL) or "dummy:"),
        sender=env.str("SENDER", "Soteria Tracker <no-reply@localhost>"),
        reminders_sender=env.str("REMINDERS_SENDER", "", validate=validate.OneOf(["", *SENDERS])),
        notify={name: env.str(f"NOTIFY_{name}", "") for name in ("API_KEY", "TEMPLATE_ID", "URL")},
        site_url=env.str("SITE_URL", "", validate=WEB).rstrip("/"),
        service_name=env.str("SERVICE_NAME", "Soteria Tracker"),
        programme_name=env.str("PROGRAMME_NAME", "Operation Soteria"),
        unit_name=env.str("UNIT_NAME", "Joint Unit"),
        unit_email=env.str("UNIT_EMAIL", "", validate=lambda value: value and validate.Email()(value)),
        version=env.str("VERSION", "development"),
        log_level=env.str("LOG_LEVEL", "INFO", validate=validate.OneOf(["DEBUG", "INFO", "WARNING", "ERROR"])),
        var_dir=var_dir,
    )
    try:
        env.seal()
    except EnvValidationError as error:
        raise ImproperlyConfigured(_in_words(error.error_messages)) from error
    _tune(found)
    missing = [f"NOTIFY_{name}" for name in ("API_KEY", "TEMPLATE_ID") if not found.notify[name]]
    if found.reminders_sender == "notify" and missing:
        raise ImproperlyConfigured(_in_words({name: ["Must be set to send by GOV.UK Notify."] for name in missing}))
    if found.https and not found.trusted_proxies:
        said = "HTTPS is on, so at least one proxy stands before this service. Say how many: 1 or more."
        raise ImproperlyConfigured(_in_words({"TRUSTED_PROXIES": [said]}))
    return found


def _in_words(faults: dict) -> str:
    lines = [f"  {name}: {' '.join(map(str, said))}" for name, said in sorted(faults.items())]
    return "The environment is incomplete or odd:\n" + "\n".join(lines)


def _tune(found: SimpleNamespace) -> None:
    """SQLite: readers beside a writer, and a writer that waits. PostgreSQL: keep connections. Neither waits for ever:
    a page that says so helps more than a thread that everybody else waits for. 0 means no limit."""
    database = found.database
    if "sqlite" in database["ENGINE"]:
        database["OPTIONS"] = {
            "timeout": found.lock_seconds or 3600,
            "transaction_mode": "IMMEDIATE",
            # The last, or INSERT OR REPLACE deletes a ledger's row unseen by the trigger that refuses DELETE.
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA recursive_triggers=ON;",
        }
    elif "postgresql" not in database["ENGINE"]:
        raise ImproperlyConfigured(_in_words({"DATABASE_URL": ["Must start with postgres:// or sqlite://."]}))
    else:
        database["CONN_MAX_AGE"] = 600
        database["CONN_HEALTH_CHECKS"] = True
        options = database.setdefault("OPTIONS", {})
        options.setdefault("connect_timeout", 5)
        limits = f"-c lock_timeout={found.lock_seconds}s -c statement_timeout={found.statement_seconds}s"
        options["options"] = f"{options.get('options', '')} {limits}".strip()
