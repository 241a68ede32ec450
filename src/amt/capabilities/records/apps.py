"""The room of records."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RecordsConfig(AppConfig):
    name = "amt.capabilities.records"
    label = "records"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("Akten")

    def ready(self) -> None:
        from amt.kernel.audit import actions

        actions.register(
            {
                "records.akte_opened": _("Akte angelegt"),
                "records.document_filed": _("Dokument zur Akte genommen"),
                "records.akte_moved": _("Akte an die zuständige Stelle gegeben"),
                "records.akte_closed": _("Akte geschlossen"),
            }
        )
