"""Settings, all from the environment (README has the table); development needs none of them."""

from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

PRODUCTION = env("GURUKOOL_ENV", default="development") == "production"
DEBUG = env.bool("DEBUG", default=not PRODUCTION)
DATA_DIR = Path(env("GURUKOOL_DATA", default=str(BASE_DIR / ".data")))

if PRODUCTION:
    missing = [name for name in ("SECRET_KEY", "DATABASE_URL", "REDIS_URL", "EMAIL_URL", "SITE_URL") if not env(name, default="")]
    if missing:
        raise ImproperlyConfigured(f"Production needs {', '.join(missing)}: set them in the environment.")
    if DEBUG:
        raise ImproperlyConfigured("Production refuses DEBUG: unset it.")

SECRET_KEY = env("SECRET_KEY", default="development-only-never-in-production-0123456789-abcdefghij")
PORT = env.int("PORT", default=8000)
SITE_URL = env("SITE_URL", default=f"http://localhost:{PORT}").rstrip("/")
SITE_HOST = environ.urlparse(SITE_URL).hostname
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[SITE_HOST] if PRODUCTION else ["localhost", "127.0.0.1", "[::1]", "testserver"])
CSRF_TRUSTED_ORIGINS = [SITE_URL]

INSTALLED_APPS = [
    "gurukool",
    "mentoring",
    "etiquette",
    "allauth",
    "allauth.account",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_htmx",
    "csp",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "gurukool.middleware.outage_page",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "gurukool.middleware.own_zone",
    "gurukool.middleware.kept_private",
    "gurukool.middleware.refusal_page",
]

ROOT_URLCONF = "gurukool.urls"
WSGI_APPLICATION = "gurukool.wsgi.application"
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
            ],
            "builtins": ["django.templatetags.static", "crispy_forms.templatetags.crispy_forms_filters", "mentoring.templatetags.clocks"],
        },
    }
]

# --- Database: Postgres is the truth; login sessions and the cache live there too, so Redis may vanish ---
if not env("DATABASE_URL", default=""):
    from gurukool.embedded import postgres_url

    env.ENVIRON["DATABASE_URL"] = postgres_url(DATA_DIR)
DATABASES = {"default": env.db_url("DATABASE_URL")}
DATABASES["default"].update(CONN_MAX_AGE=600, CONN_HEALTH_CHECKS=True)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}}

# --- People ---
AUTH_USER_MODEL = "mentoring.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "gurukool.accounts.Adapter"
ACCOUNT_SIGNUP_FORM_CLASS = "gurukool.accounts.SignupForm"
ACCOUNT_FORMS = {
    "login": "gurukool.account_forms.LoginForm",
    "signup": "gurukool.account_forms.SignupForm",
    "add_email": "gurukool.account_forms.AddEmailForm",
    "change_password": "gurukool.account_forms.ChangePasswordForm",
    "set_password": "gurukool.account_forms.SetPasswordForm",
    "reset_password": "gurukool.account_forms.ResetPasswordForm",
    "reset_password_from_key": "gurukool.account_forms.ResetPasswordKeyForm",
    "request_login_code": "gurukool.account_forms.RequestLoginCodeForm",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_DISPLAY = "gurukool.accounts.display_name"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True

# --- Mail: everything goes through the outbox (etiquette.outbox), which sends with this backend ---
vars().update(env.email_url("EMAIL_URL", default=f"smtp://127.0.0.1:{env.int('MAILBOX_PORT', default=PORT + 25)}"))
MAILBOX_DIR = DATA_DIR / "mailbox" if DEBUG and not env("EMAIL_URL", default="") else None  # the pages of the loopback SMTP server
EMAIL_TIMEOUT = env.int("EMAIL_TIMEOUT", default=10)  # seconds; shorter than the lease, so a hung server cannot lose us the claim
OUTBOX_LEASE = env.int("OUTBOX_LEASE", default=60)  # seconds a worker may hold a mail before another takes it
DEFAULT_FROM_EMAIL = env("FROM_EMAIL", default="Gurukool <hello@gurukool.example>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
REPLY_DOMAIN = env("REPLY_DOMAIN", default="" if PRODUCTION else "reply.localhost")  # whose mail gurukool.inbound takes; empty: none

# --- Celery: muscle only; a lost message costs a minute, never a mail ---
CELERY_BROKER_URL = env("REDIS_URL", default="")
if not CELERY_BROKER_URL:
    from gurukool.embedded import valkey_url

    CELERY_BROKER_URL = valkey_url(DATA_DIR)
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_PUBLISH_RETRY = False
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# No acknowledgements: tasks only say “look now”, and a worker that wants to give some back to a broker that was killed dies of it.
CELERY_BROKER_TRANSPORT_OPTIONS = {"socket_timeout": 5, "socket_connect_timeout": 0.2, "max_retries": 0, "ack_emulation": False}
CELERY_TIMEZONE = "UTC"
CELERY_BEAT_SCHEDULE_FILENAME = str(DATA_DIR / "beat-schedule")
CELERY_BEAT_SCHEDULE = {
    "deliver": {"task": "etiquette.tasks.deliver", "schedule": 15.0, "options": {"expires": 15}},
    "remind": {"task": "etiquette.tasks.remind", "schedule": 60.0, "options": {"expires": 60}},
    "outcomes": {"task": "etiquette.tasks.ask_what_came_of_it", "schedule": 3600.0, "options": {"expires": 3600}},
    "gratitude": {"task": "mentoring.tasks.thank_mentors", "schedule": 3600.0, "options": {"expires": 3600}},
    "silence": {"task": "mentoring.tasks.nudge_silent", "schedule": 3600.0, "options": {"expires": 3600}},
    "weeks": {"task": "mentoring.tasks.brief_mentors", "schedule": 900.0, "options": {"expires": 900}},
    "pulses": {"task": "mentoring.tasks.take_pulses", "schedule": 3600.0, "options": {"expires": 3600}},
    "settle": {"task": "mentoring.tasks.settle", "schedule": 300.0, "options": {"expires": 300}},
    "matching": {"task": "mentoring.tasks.run_matching", "schedule": 15.0, "options": {"expires": 15}},
    "milestones": {"task": "mentoring.tasks.reach_milestones", "schedule": 3600.0, "options": {"expires": 3600}},
    "lapse": {"task": "mentoring.tasks.lapse", "schedule": 300.0, "options": {"expires": 300}},
    "calendars": {"task": "mentoring.tasks.read_calendars", "schedule": 300.0, "options": {"expires": 300}},
    "free time": {"task": "mentoring.tasks.keep_free_time", "schedule": 300.0, "options": {"expires": 300}},
    "horizons": {"task": "mentoring.tasks.extend_free_time", "schedule": 86400.0, "options": {"expires": 3600}},
}

# --- Meetings ---
MEETING_ROOMS_URL = env("MEETING_ROOMS_URL", default="https://meet.jit.si/")
CALENDAR_ALLOW_PRIVATE = env.list("CALENDAR_ALLOW_PRIVATE", default=[])  # host:port of busy calendars inside our own network

# --- Language, time, static ---
LANGUAGE_CODE = "en-gb"
USE_I18N = False
USE_TZ = True
TIME_ZONE = "UTC"
STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = not PRODUCTION
if PRODUCTION:
    STORAGES = {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    }

# --- Files people hand in: no address of their own, so that only a view that asks who may see them gives them out ---
MEDIA_ROOT = DATA_DIR / "uploads"
FILE_UPLOAD_PERMISSIONS, FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o600, 0o700
FILE_UPLOAD_HANDLERS = ["gurukool.lib.uploads.Bounded"]
DATA_UPLOAD_MAX_NUMBER_FILES = 10
CRISPY_ALLOWED_TEMPLATE_PACKS = CRISPY_TEMPLATE_PACK = "bootstrap5"

# --- Trust ---
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 30
if SITE_URL.startswith("https://"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
    SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
