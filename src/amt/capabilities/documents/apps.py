"""The room of documents."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DocumentsConfig(AppConfig):
    name = "amt.capabilities.documents"
    label = "documents"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("Dokumente")

    def ready(self) -> None:
        from amt.capabilities.documents import handlers
        from amt.capabilities.documents.events import DocumentReceived
        from amt.kernel import events
        from amt.kernel.audit import actions

        events.subscribe(DocumentReceived, handlers.on_document_received)
        actions.register(
            {
                "documents.document_stored": _("Dokument gespeichert"),
                "documents.document_attached": _("Dokument zugeordnet"),
                "documents.document_replaced": _("Neue Fassung eines Dokuments"),
                "documents.document_detached": _("Dokument entfernt"),
                "documents.document_set_aside": _("Dokument entfernt, kann noch zurück"),
                "documents.document_brought_back": _("Dokument zurückgeholt"),
                "documents.original_opened": _("Original mit allen Vermerken geöffnet"),
                "documents.virus_found": _("Datei mit Schadsoftware gelöscht"),
            }
        )
