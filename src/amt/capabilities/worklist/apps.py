"""The worklist as a Django app: it registers its audit actions."""

from __future__ import annotations

from django.apps import AppConfig


class WorklistConfig(AppConfig):
    name = "amt.capabilities.worklist"
    label = "worklist"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Arbeitsvorrat"

    def ready(self) -> None:
        """Make the audit actions known."""
        from amt.capabilities.worklist.audit_actions import ACTIONS
        from amt.kernel.audit import actions

        actions.register(ACTIONS)
