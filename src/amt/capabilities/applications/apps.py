"""The applications room as a Django app."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ApplicationsConfig(AppConfig):
    """Registers what the room says and hears."""

    name = "amt.capabilities.applications"
    label = "applications"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("Anträge")

    def ready(self) -> None:
        """Make the room's deeds known and listen to its own events."""
        from amt.capabilities.applications import (
            handlers,
            infected_files,
            paper_handlers,
            register_reports,
        )
        from amt.capabilities.applications.audit_actions import ACTIONS
        from amt.capabilities.applications.events import (
            ApplicationSubmitted,
            ConfirmationDeclined,
            DraftConfirmed,
            ScanTaken,
        )
        from amt.capabilities.cases.events import CaseDecided, DeedDone
        from amt.capabilities.documents.events import DocumentInfected
        from amt.capabilities.identity.events import CallEnded
        from amt.capabilities.registers.events import RegisterAnswered, ReportSettled
        from amt.kernel import events, jobs
        from amt.kernel.audit import actions

        events.subscribe(ApplicationSubmitted, handlers.on_application_submitted)
        jobs.on_giving_up(handlers.on_job_gave_up)
        jobs.on_giving_up(paper_handlers.on_job_gave_up)
        events.subscribe(DraftConfirmed, handlers.on_draft_confirmed)
        events.subscribe(ConfirmationDeclined, handlers.on_confirmation_declined)
        events.subscribe(ScanTaken, paper_handlers.on_scan_taken)
        events.subscribe(DeedDone, handlers.on_deed_done)
        events.subscribe(CaseDecided, handlers.on_case_decided)
        events.subscribe(CallEnded, handlers.on_call_ended)
        events.subscribe(RegisterAnswered, handlers.on_register_answered)
        events.subscribe(ReportSettled, register_reports.on_report_settled)
        events.subscribe(DocumentInfected, infected_files.on_document_infected)
        actions.register(dict(ACTIONS))
