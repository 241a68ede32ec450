"""Grants as a Django app."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GrantsConfig(AppConfig):
    """Registers what the room says and hears."""

    name = "amt.capabilities.grants"
    label = "grants"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("Leistungen")
