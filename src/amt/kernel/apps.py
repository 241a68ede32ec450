"""The kernel as a Django app: it owns the audit trail and the pseudonyms."""

from __future__ import annotations

from django.apps import AppConfig


class KernelConfig(AppConfig):
    name = "amt.kernel"
    label = "kernel"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Kern"
