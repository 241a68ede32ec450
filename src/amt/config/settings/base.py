"""What every profile shares: apps, middleware, templates, languages, accounts."""

from __future__ import annotations

from pathlib import Path

from amt.config.settings.accounts import *
from amt.config.settings.languages import *
from amt.config.settings.logging import configure_structlog
from amt.config.settings.security import *

configure_structlog()

CONFIG_FOLDER = Path(__file__).resolve().parent.parent

INSTALLED_APPS = [
    # First, so that their templates come before those of allauth and Django.
    "amt.design",
    "amt.front.agent",
    "amt.front.desk",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "csp",
    "procrastinate.contrib.django",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "amt.kernel",
    "amt.capabilities.authorities",
    "amt.capabilities.identity",
    "amt.capabilities.catalogue",
    "amt.capabilities.documents",
    "amt.capabilities.worklist",
    "amt.capabilities.records",
    "amt.capabilities.dispatch",
    "amt.capabilities.exchange",
    "amt.capabilities.mailbox",
    "amt.capabilities.payments",
    "amt.capabilities.registers",
    "amt.capabilities.acts",
    "amt.capabilities.cases",
    "amt.capabilities.grants",
    "amt.capabilities.applications",
    "amt.capabilities.bundles",
    "amt.front.frame",
    "amt.front.portal",
    "amt.config",
]

MIDDLEWARE = [
    "amt.config.pages.requests.RequestIdMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "amt.config.pages.policy.OnePolicyMiddleware",
    # Before sessions: a page that is the same for everybody needs none.
    "amt.front.frame.page_cache.PageCacheMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    # Behind the language and before whatever makes pages.
    "amt.front.frame.untranslated.UntranslatedMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "amt.front.frame.middleware.ActorMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    # Last, so that it sees a refusal before anything else does.
    "amt.front.frame.middleware.RefusalMiddleware",
]

ROOT_URLCONF = "amt.config.urls"
WSGI_APPLICATION = "amt.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
APPEND_SLASH = True
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "amt.front.frame.context.page",
            ],
        },
    }
]

CACHES = {
    # Counters of rate limits must be the same in every process, so they lie in the database.
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "config_cache",
    },
    "process": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "process"},
}

STATIC_URL = "/static/"
WHITENOISE_MAX_AGE = 3600

# Jobs of every app are found in its module `jobs`.
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"

SERIALIZATION_MODULES: dict[str, str] = {}
SILENCED_SYSTEM_CHECKS: list[str] = []
