"""The room of the public bodies."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AuthoritiesConfig(AppConfig):
    name = "amt.capabilities.authorities"
    label = "authorities"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("Behörden")

    def ready(self) -> None:
        from amt.kernel.audit import actions

        actions.register(
            {
                "authorities.organisation_loaded": _("Behördendaten geladen"),
                "authorities.streets_loaded": _("Straßenverzeichnis geladen"),
            }
        )
