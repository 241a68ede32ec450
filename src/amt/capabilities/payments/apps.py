"""Payments as a Django app."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PaymentsConfig(AppConfig):
    """Registers what the room says and hears."""

    name = "amt.capabilities.payments"
    label = "payments"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("Zahlungen")

    def ready(self) -> None:
        """Make the audit actions known."""
        from amt.capabilities.payments.audit_actions import ACTIONS
        from amt.kernel.audit import actions

        actions.register(ACTIONS)
