"""Registers as a Django app."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RegistersConfig(AppConfig):
    """Registers what the room says and hears."""

    name = "amt.capabilities.registers"
    label = "registers"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("Register")

    def ready(self) -> None:
        """Make the audit actions, the checks and the handlers known."""
        from django.core import checks

        from amt.capabilities.registers import handlers
        from amt.capabilities.registers.audit_actions import ACTIONS
        from amt.capabilities.registers.checks import check_lookups, check_sources
        from amt.capabilities.registers.events import InquiryQueued, ReportQueued
        from amt.kernel import events, jobs
        from amt.kernel.audit import actions

        actions.register(ACTIONS)
        checks.register(check_sources)
        checks.register(check_lookups)
        events.subscribe(InquiryQueued, handlers.on_inquiry_queued)
        events.subscribe(ReportQueued, handlers.on_report_queued)
        jobs.on_giving_up(handlers.on_job_gave_up)
