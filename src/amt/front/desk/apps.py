"""The desk as a Django app: templates and one audit action, no tables."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeskConfig(AppConfig):
    name = "amt.front.desk"
    label = "desk"
    verbose_name = "Arbeitsplatz"

    def ready(self) -> None:
        """Make the audit action known."""
        from amt.kernel.audit import actions

        actions.register(
            {"desk.second_factor_reset": _("Der zweite Faktor einer Person wurde zurückgesetzt")}
        )
