"""Bundles as a Django app: registers audit actions, handlers and the receiver of failed jobs."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BundlesConfig(AppConfig):
    """Registers what bundles say and hear."""

    name = "amt.capabilities.bundles"
    label = "bundles"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("Lebensereignisse")

    def ready(self) -> None:
        """Make the room's deeds known to the audit trail."""
        from amt.capabilities.bundles.audit_actions import ACTIONS
        from amt.kernel.audit import actions

        actions.register(ACTIONS)
