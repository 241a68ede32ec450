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
        from amt.capabilities.applications.events import (
            ApplicationSubmitted,
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
        events.subscribe(DraftConfirmed, handlers.on_draft_confirmed)
        events.subscribe(ScanTaken, paper_handlers.on_scan_taken)
        events.subscribe(DeedDone, handlers.on_deed_done)
        events.subscribe(CaseDecided, handlers.on_case_decided)
        events.subscribe(CallEnded, handlers.on_call_ended)
        events.subscribe(RegisterAnswered, handlers.on_register_answered)
        events.subscribe(ReportSettled, register_reports.on_report_settled)
        events.subscribe(DocumentInfected, infected_files.on_document_infected)
        actions.register(
            {
                "applications.draft_started": _("Antrag begonnen"),
                "applications.draft_resumed": _("Entwurf mit Code geöffnet"),
                "applications.draft_adopted": _("Entwurf ins Konto übernommen"),
                "applications.draft_taken_up": _("Entwurf im Gespräch weitergeführt"),
                "applications.draft_left": _("Entwurf aus dem Gespräch übergeben"),
                "applications.draft_discarded": _("Entwurf gelöscht"),
                "applications.deletion_announced": _("Löschung eines Entwurfs angekündigt"),
                "applications.drafts_expired": _("Abgelaufene Entwürfe gelöscht"),
                "applications.file_added": _("Datei zum Entwurf hinzugefügt"),
                "applications.file_removed": _("Datei aus dem Entwurf entfernt"),
                "applications.application_submitted": _("Antrag gesendet"),
                "applications.confirmation_asked": _("Bestätigung eines Antrags erbeten"),
                "applications.confirmation_reminded": _("An die Bestätigung erinnert"),
                "applications.draft_confirmed": _("Antrag bestätigt"),
                "applications.informal_taken": _("Antrag ohne Formular aufgenommen"),
                "applications.renewal_started": _("Verlängerung begonnen"),
                "applications.offer_made": _("Vorbereiteter Antrag angeboten"),
                "applications.offer_taken": _("Vorbereiteter Antrag angenommen"),
                "applications.offers_expired": _("Abgelaufene Angebote gelöscht"),
                "applications.outreach_begun": _("Suche in Registerdaten begonnen"),
                "applications.outreach_ended": _("Suche in Registerdaten beendet"),
                "applications.outreach_forgotten": _("Vermerke über Einladungen gelöscht"),
                "applications.form_printed": _("Formular zum Ausfüllen gedruckt"),
                "applications.scan_taken": _("Scan von Formularen aufgenommen"),
                "applications.sheet_assigned": _("Blatt einem Antrag zugeordnet"),
                "applications.sheet_settled": _("Blatt ohne Antrag erledigt"),
                "applications.paper_entered": _("Antrag auf Papier erfasst"),
                "applications.paper_settled": _("Papier zu einem Fall erledigt"),
                "applications.code_opened": _("Stand mit Aktenzeichen und Code geöffnet"),
                "applications.code_refused": _("Falscher Code beim Öffnen des Stands"),
            }
        )
