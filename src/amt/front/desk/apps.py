"""The desk as a Django app: it owns templates, no tables."""

from __future__ import annotations

from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "amt.front.desk"
    label = "desk"
    verbose_name = "Arbeitsplatz"
