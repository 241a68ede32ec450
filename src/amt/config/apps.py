"""The composition root as a Django app: commands and checks."""

from __future__ import annotations

from django.apps import AppConfig
from django.core import checks


class ConfigConfig(AppConfig):
    """Has no tables of its own."""

    name = "amt.config"
    label = "config"
    verbose_name = "Zusammenbau"

    def ready(self) -> None:
        from amt.config.checks import check_fit_for_production
        from amt.config.procedures import connect_procedures

        checks.register(check_fit_for_production)
        connect_procedures()
