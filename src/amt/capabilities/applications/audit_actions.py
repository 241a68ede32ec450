"""What the audit trail writes of applications, in German for its readers."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

ACTIONS = {
    "applications.draft_started": gettext_lazy("Antrag begonnen"),
    "applications.draft_resumed": gettext_lazy("Entwurf mit Code geöffnet"),
    "applications.draft_adopted": gettext_lazy("Entwurf ins Konto übernommen"),
    "applications.draft_taken_up": gettext_lazy("Entwurf im Gespräch weitergeführt"),
    "applications.draft_left": gettext_lazy("Entwurf aus dem Gespräch übergeben"),
    "applications.draft_discarded": gettext_lazy("Entwurf gelöscht"),
    "applications.deletion_announced": gettext_lazy("Löschung eines Entwurfs angekündigt"),
    "applications.drafts_expired": gettext_lazy("Abgelaufene Entwürfe gelöscht"),
    "applications.file_added": gettext_lazy("Datei zum Entwurf hinzugefügt"),
    "applications.file_removed": gettext_lazy("Datei aus dem Entwurf entfernt"),
    "applications.application_submitted": gettext_lazy("Antrag gesendet"),
    "applications.confirmation_asked": gettext_lazy("Bestätigung eines Antrags erbeten"),
    "applications.confirmation_reminded": gettext_lazy("An die Bestätigung erinnert"),
    "applications.draft_confirmed": gettext_lazy("Antrag bestätigt"),
    "applications.confirmation_declined": gettext_lazy("Bestätigung eines Antrags abgelehnt"),
    "applications.confirmation_asked_again": gettext_lazy("Noch einmal um Bestätigung gebeten"),
    "applications.application_adopted": gettext_lazy("Gesendeten Antrag ins Konto übernommen"),
    "applications.informal_taken": gettext_lazy("Antrag ohne Formular aufgenommen"),
    "applications.renewal_started": gettext_lazy("Verlängerung begonnen"),
    "applications.offer_made": gettext_lazy("Vorbereiteter Antrag angeboten"),
    "applications.offer_taken": gettext_lazy("Vorbereiteter Antrag angenommen"),
    "applications.offers_expired": gettext_lazy("Abgelaufene Angebote gelöscht"),
    "applications.outreach_begun": gettext_lazy("Suche in Registerdaten begonnen"),
    "applications.outreach_ended": gettext_lazy("Suche in Registerdaten beendet"),
    "applications.outreach_forgotten": gettext_lazy("Vermerke über Einladungen gelöscht"),
    "applications.form_printed": gettext_lazy("Formular zum Ausfüllen gedruckt"),
    "applications.scan_taken": gettext_lazy("Scan von Formularen aufgenommen"),
    "applications.sheet_assigned": gettext_lazy("Blatt einem Antrag zugeordnet"),
    "applications.sheet_settled": gettext_lazy("Blatt ohne Antrag erledigt"),
    "applications.paper_entered": gettext_lazy("Antrag auf Papier erfasst"),
    "applications.paper_settled": gettext_lazy("Papier zu einem Fall erledigt"),
    "applications.paper_discarded": gettext_lazy("Doppelt gescanntes Papier verworfen"),
    "applications.paper_brought_back": gettext_lazy("Verworfenes Papier zurückgeholt"),
    "applications.sheet_reopened": gettext_lazy("Erledigtes Blatt wieder geöffnet"),
    "applications.code_opened": gettext_lazy("Stand mit Aktenzeichen und Code geöffnet"),
    "applications.code_refused": gettext_lazy("Falscher Code beim Öffnen des Stands"),
}
