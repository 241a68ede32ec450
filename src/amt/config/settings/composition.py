"""The settings that follow from the environment, in the same way for every profile."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from amt.config.env import Environment
from amt.config.settings.amt import amt_settings
from amt.config.settings.database import databases
from amt.config.settings.logging import logging_settings
from amt.config.settings.security import content_security_policy


def from_environment(profile: str, env: Environment) -> dict[str, Any]:
    """Return the settings by name."""
    address = urlsplit(env.base_url)
    encrypted = address.scheme == "https"
    return {
        "AMT": amt_settings(profile, env),
        "SECRET_KEY": env.secret_key,
        "SECRET_KEY_FALLBACKS": list(env.old_secret_keys),
        "ALLOWED_HOSTS": [address.hostname or "", *env.allowed_hosts],
        "CSRF_TRUSTED_ORIGINS": [env.base_url],
        "DATABASES": databases(env),
        "CONTENT_SECURITY_POLICY": content_security_policy(env),
        "LOGGING": logging_settings(env),
        "STATIC_ROOT": str(env.static_dir or env.data_dir / "static"),
        "MEDIA_ROOT": str(env.files_dir),
        "SESSION_COOKIE_SECURE": encrypted,
        "CSRF_COOKIE_SECURE": encrypted,
        "LANGUAGE_COOKIE_SECURE": encrypted,
        "SECURE_SSL_REDIRECT": encrypted,
        "SECURE_REDIRECT_EXEMPT": ["^health/"],
        "SECURE_HSTS_SECONDS": 2 * 365 * 24 * 3600 if encrypted else 0,
        "SECURE_HSTS_INCLUDE_SUBDOMAINS": encrypted,
        "SECURE_HSTS_PRELOAD": encrypted,
        "SECURE_PROXY_SSL_HEADER": (
            ("HTTP_X_FORWARDED_PROTO", "https") if env.behind_proxy else None
        ),
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": env.smtp_host,
        "EMAIL_PORT": env.smtp_port,
        "EMAIL_HOST_USER": env.smtp_user,
        "EMAIL_HOST_PASSWORD": env.smtp_password,
        "EMAIL_USE_TLS": env.smtp_security == "starttls",
        "EMAIL_USE_SSL": env.smtp_security == "tls",
        "EMAIL_TIMEOUT": 10,
        "DEFAULT_FROM_EMAIL": env.mail_from,
        "SERVER_EMAIL": env.mail_from,
    }


MANIFEST_STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
PLAIN_STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
