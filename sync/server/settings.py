"""Django settings of the province's server, told by the environment.

Each variable is described in docs/guides/operator.md. Without any of them the
server runs on SQLite in the user's data folder, for this computer only.
"""

import os
from pathlib import Path
from typing import Any

import platformdirs

from sync.server import database_url, secret_key
from sync.server.console import theme
from sync.server.known_faults import BadSetting


def _names(variable: str) -> list[str]:
    return [name.strip() for name in os.environ.get(variable, "").split(",") if name.strip()]


def _megabytes(variable: str, otherwise: int) -> int:
    """A setting in MB, as bytes."""
    told = os.environ.get(variable, "").strip()
    if told and not (told.isascii() and told.isdigit() and int(told) > 0):
        raise BadSetting(variable, told)
    return int(told or otherwise) * 2**20


HERE = Path(__file__).parent

DATA = Path(os.environ.get("SONCA_SERVER_DATA") or platformdirs.user_data_dir("sonca-server"))
"""Where the server keeps its own files: the secret key, and the SQLite database."""

PACKS = Path(os.environ.get("SONCA_PACKS") or HERE.parents[1] / "build" / "packs")
"""The compiled lessons and forms (``make content``)."""

SECRET_KEY_IS_OURS = "SECRET_KEY" not in os.environ
SECRET_KEY = os.environ.get("SECRET_KEY") or secret_key.kept(DATA) or secret_key.draw()

DEBUG = os.environ.get("SONCA_DEBUG") == "1"

KEYS = Path(os.environ.get("SONCA_KEYS") or DATA / "keys")
"""The province's own keys. Several servers share one folder."""

FILES = Path(os.environ.get("SONCA_FILES") or DATA / "files")
"""Photos and files of reports. Several servers share one folder."""

FILE_LARGEST = _megabytes("SONCA_FILE_LARGEST_MB", 50)
"""The largest file that is taken, in bytes."""

FILE_SPARE = _megabytes("SONCA_FILE_SPARE_MB", 500)
"""What must stay free on the disk, in bytes, for an upload to begin."""

# ---- who may call ----------------------------------------------------------------------------

ALLOWED_HOSTS = _names("ALLOWED_HOSTS") or ["localhost", "127.0.0.1", "[::1]"]

TRUSTED_PROXIES = _names("SONCA_TRUSTED_PROXIES")
"""Addresses of reverse proxies whose ``X-Forwarded-For`` is believed."""

PUBLIC_ADDRESS = os.environ.get("SONCA_ADDRESS", "").rstrip("/")
"""What communes type to reach this server, where it differs from what staff type."""

HTTPS = os.environ.get("SONCA_HTTPS") == "1"
"""Whether the outside reaches the server by HTTPS only."""

if HTTPS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    CSRF_TRUSTED_ORIGINS = [
        f"https://{'*' if host.startswith('.') else ''}{host}"
        for host in ALLOWED_HOSTS
        if host != "*"
    ]
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_NAME = "sonca_session"
CSRF_COOKIE_NAME = "sonca_csrf"
CSRF_COOKIE_HTTPONLY = True
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"

# ---- what it is made of ----------------------------------------------------------------------

INSTALLED_APPS = [
    # The console's templates come before those that it replaces.
    "sync.server.console.apps.ConsoleConfig",
    "unfold.apps.BasicAppConfig",
    "sync.server.console.apps.ConsoleAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "sync.server",
    "sync.server.accounts",
    "sync.server.devices",
    "sync.server.content",
    "sync.server.intake",
    "sync.server.files",
    "sync.server.exchange",
    "sync.server.packs",
    "sync.server.changes",
    "sync.server.review",
    "sync.server.certificates",
    "sync.server.notices",
]

MIDDLEWARE = [
    "sync.server.direct.to_devices",
    "sync.server.security.headers",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "sync.server.urls"
WSGI_APPLICATION = "sync.server.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]

DATABASES: dict[str, dict[str, Any]] = {
    "default": database_url.database(os.environ["DATABASE_URL"])
    if os.environ.get("DATABASE_URL")
    else database_url.sqlite(DATA / "province.sqlite3")
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

DATA_UPLOAD_MAX_NUMBER_FILES = 200
"""How many bundles of a stick the console takes at once."""

# ---- people ----------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.Staff"
LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "console:today"
LOGOUT_REDIRECT_URL = "admin:login"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in (
        ("UserAttributeSimilarityValidator", {}),
        ("MinimumLengthValidator", {"min_length": 12}),
        ("CommonPasswordValidator", {}),
        ("NumericPasswordValidator", {}),
    )
]

# ---- language and time -----------------------------------------------------------------------

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
FORMAT_MODULE_PATH = "sync.server.formats"
LOCALE_PATHS = [HERE / "locale"]
LANGUAGE_COOKIE_NAME = "sonca_language"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"

# ---- files that the pages need ---------------------------------------------------------------

STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 3600

# ---- what it says ----------------------------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "INFO"},
    "loggers": {
        "django.request": {"level": "ERROR"},
        "django.security.DisallowedHost": {"level": "ERROR"},
    },
}

UNFOLD = theme.UNFOLD
