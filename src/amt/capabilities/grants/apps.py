"""Grants as a Django app: registers audit actions, handlers and the receiver of failed jobs."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GrantsConfig(AppConfig):
    """Registers what the room says and hears."""

    name = "amt.capabilities.grants"
    label = "grants"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("Bewilligungen")

    def ready(self) -> None:
        """Register what the room says and hears."""
        from amt.capabilities.cases.events import CaseDecided, CasesRedecided, DeedDone
        from amt.capabilities.grants import events as own
        from amt.capabilities.grants import handlers
        from amt.capabilities.grants.audit_actions import ACTIONS
        from amt.kernel import events, jobs
        from amt.kernel.audit import actions

        actions.register(ACTIONS)
        events.subscribe(CaseDecided, handlers.on_case_decided)
        events.subscribe(DeedDone, handlers.on_deed_done)
        events.subscribe(CasesRedecided, handlers.on_cases_redecided)
        events.subscribe(own.RunStarted, handlers.on_run_started)
        events.subscribe(own.RunReleased, handlers.on_run_released)
        jobs.on_giving_up(handlers.on_job_gave_up)
