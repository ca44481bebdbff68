"""The one settings file. Everything that differs between places comes from the environment.

Secrets are files in `HARBOUR_STATE`, never environment variables; a missing one stops the start.
"""

from pathlib import Path

import environ

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

DEBUG = False
HARBOUR_STATE = Path(env.str("HARBOUR_STATE", str(BASE_DIR / ".local" / "state")))
HARBOUR_KEYRING = Path(env.str("HARBOUR_KEYRING", str(HARBOUR_STATE / "keyring.json")))
HARBOUR_SHARES = Path(env.str("HARBOUR_SHARES", str(HARBOUR_STATE / "shares.sqlite3")))
HARBOUR_SIGNER = Path(env.str("HARBOUR_SIGNER", str(HARBOUR_STATE / "signer.key")))
# Root keys in a Vault or OpenBao server, used where an address is set; see deploy/README.md.
HARBOUR_TRANSIT_ADDRESS = env.str("HARBOUR_TRANSIT_ADDRESS", "")
HARBOUR_TRANSIT_MOUNT = env.str("HARBOUR_TRANSIT_MOUNT", "transit")
HARBOUR_TRANSIT_KEY = env.str("HARBOUR_TRANSIT_KEY", "harbour")
HARBOUR_TRANSIT_TOKEN = Path(env.str("HARBOUR_TRANSIT_TOKEN", str(HARBOUR_STATE / "transit-token")))
HARBOUR_TRANSIT_CA = env.str("HARBOUR_TRANSIT_CA", "")
HARBOUR_DEMO = env.bool("HARBOUR_DEMO", False)
HARBOUR_LOGIN = env.str("HARBOUR_LOGIN", "app")
NEUTRAL_NAME = env.str("NEUTRAL_NAME", "Harbour")
EXIT_PATH = env.str("EXIT_PATH", "/rest")
PUBLIC_ADDRESS = env.str("PUBLIC_ADDRESS", "http://localhost:8000")
FRONTEND_DIST = BASE_DIR / "frontend" / "dist"

# Commands that make the secrets themselves run before there are any.
_SECRET_FILE = HARBOUR_STATE / "django-secret"
SECRET_KEY = _SECRET_FILE.read_text().strip() if _SECRET_FILE.exists() else ""


def _stored_url(name: str) -> str:
    stored = HARBOUR_STATE / name
    return stored.read_text().strip() if stored.exists() else ""


_URLS = {
    "owner": env.str("DATABASE_URL", ""),
    "app": env.str("APP_DATABASE_URL", "") or _stored_url("app-database-url"),
    "publisher": env.str("PUBLISH_DATABASE_URL", "") or _stored_url("publish-database-url"),
}


def _database(url: str) -> dict[str, object]:
    """The connection behind `url`. Commands that make secrets run before there is any."""
    if not url:
        return {"ENGINE": "django.db.backends.dummy"}
    parsed = env.db_url_config(url)
    # An owner named like our schema of functions would otherwise make its tables in there.
    options = {"options": "-c search_path=public", **parsed.get("OPTIONS", {})}
    if env.bool("HARBOUR_POOL", False):
        options["pool"] = {"min_size": 1, "max_size": 8}
    return {**parsed, "ENGINE": "django.db.backends.postgresql", "OPTIONS": options}


DATABASES = {"default": _database(_URLS[HARBOUR_LOGIN])}

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.headless",
    "rest_framework",
    "drf_spectacular",
    "procrastinate.contrib.django",
    "csp",
    "eap.core",
    "eap.audit",
    "eap.access",
    "eap.tally",
    "eap.vault",
    "eap.programme",
    "eap.people",
    "eap.cases",
    "eap.booking",
    "eap.workload",
    "eap.notes",
    "eap.messages",
    "eap.crisis",
    "eap.wellbeing",
    "eap.groups",
    "eap.publication",
    "eap.desk",
    "eap.demo",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "api.assets.Assets",
    "csp.middleware.CSPMiddleware",
    "api.logs.RequestLog",
    "api.server_date.ServerDate",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "api.bodies.ReadableSignIn",
]
ROOT_URLCONF = "api.urls"
WSGI_APPLICATION = "api.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "api" / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    }
]
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en-gb"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
STATIC_URL = "static/"
WHITENOISE_ROOT = FRONTEND_DIST if FRONTEND_DIST.exists() else None
WHITENOISE_INDEX_FILE = False
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_IMMUTABLE_FILE_TEST = r"^/assets/.+\.[0-9a-f]{12}\.(js|css)$"
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000

AUTH_USER_MODEL = "access.Staff"
AUTHENTICATION_BACKENDS = ["api.staff_door.StaffBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_MODEL_EMAIL_FIELD = None  # no address stands in clear; see api/staff_door.py
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "api.staff_door.StaffAdapter"
# `key` is an account from one address (see the adapter), or an account whose password was right and
# whose second factor is not; `ip` is for a whole office behind one address.
ACCOUNT_RATE_LIMITS = {
    "login": "300/m/ip",
    "login_failed": "300/5m/ip,5/5m/key",
    "reset_password": "100/m/ip",
    "reset_password_from_key": "100/m/ip",
}
# How many proxies before us write X-Forwarded-For. Nobody's word is taken for it otherwise.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXIES", 0)
HEADLESS_ONLY = True
HEADLESS_CLIENTS = ("browser",)
HEADLESS_SERVE_SPECIFICATION = False
HEADLESS_FRONTEND_URLS = {
    "account_reset_password": "/staff",
    "account_reset_password_from_key": "/staff/welcome#{key}",
    "account_confirm_email": "/staff#{key}",
    "account_signup": "/staff",
}
MFA_ADAPTER = "api.staff_door.StaffFactors"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache_shared",
    }
}
SESSION_ENGINE = "eap.access.sign_ins"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_SAMESITE = "Strict"
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_FAILURE_VIEW = "api.errors.csrf_failure"
CSRF_COOKIE_AGE = None  # ends with the browser, and with Leave
SECURE_COOKIES = env.bool("SECURE_COOKIES", False)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_COOKIES
SESSION_COOKIE_NAME = "__Host-staff" if SECURE_COOKIES else "staff"
HALF_COOKIE_NAME = "__Host-half" if SECURE_COOKIES else "half"
CLIENT_COOKIE_NAME = "__Host-visit" if SECURE_COOKIES else "visit"
# Behind the proxy that ends TLS only its word says that a request came by https; without
# SECURE_COOKIES nothing stands before us, and nobody's word is taken.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE_COOKIES else None
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "no-referrer"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["api.actor.ActorAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": [],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["api.bodies.Json"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "api.errors.as_problem",
    "UNAUTHENTICATED_USER": None,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Harbour",
    "DESCRIPTION": "The one door of Harbour.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.1",
    "SERVE_INCLUDE_SCHEMA": False,
    "COMPONENT_SPLIT_REQUEST": True,
    "ENUM_ADD_EXPLICIT_BLANK_NULL_CHOICE": True,
    # Choices that stand under several field names need one name of their own.
    "ENUM_NAME_OVERRIDES": {
        "GroupInKindEnum": "eap.groups.words.Kind",
        "SafetyEnum": "eap.desk.words.Safety",
        "FigureStateEnum": ("value", "hidden", "none"),
        "VerdictEnum": ("up", "down", "cannot_tell"),
        "AroundVerdictEnum": ("up", "down", "cannot_tell", "too_early"),
    },
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "api.schema.add_problems",
    ],
}
LOGGING_CONFIG = "api.logs.configure"
LOGGING = {"by": "allow-list"}  # Django calls LOGGING_CONFIG only when this is not empty
vars().update(env.email_url("EMAIL_URL", default="consolemail://"))
EMAIL_TIMEOUT = 10  # seconds: a mail server that says nothing must not hold a call for help up
DEFAULT_FROM_EMAIL = env.str("MAIL_FROM", "harbour@localhost")
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"
PAGER = env.str("PAGER", "eap.crisis.pager.MailPager")
SILENCED_SYSTEM_CHECKS: list[str] = []
