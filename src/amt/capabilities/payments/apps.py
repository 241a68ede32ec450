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
        """Make the audit actions, the check and the handlers known."""
        from django.core import checks

        from amt.capabilities.payments import handlers
        from amt.capabilities.payments.audit_actions import ACTIONS
        from amt.capabilities.payments.checks import check_accounts
        from amt.capabilities.payments.events import RunApproved, RunStarted
        from amt.kernel import events, jobs
        from amt.kernel.audit import actions

        actions.register(ACTIONS)
        checks.register(check_accounts)
        events.subscribe(RunStarted, handlers.on_run_started)
        events.subscribe(RunApproved, handlers.on_run_approved)
        jobs.on_giving_up(handlers.on_job_gave_up)
