"""Django app of the design floor."""

from __future__ import annotations

from django.apps import AppConfig


class DesignConfig(AppConfig):
    """Carries templates, static files and the tag library; it has no tables."""

    name = "amt.design"
    label = "design"
    verbose_name = "Gestaltung"
