"""The agents' room as a Django app: templates, no tables."""

from __future__ import annotations

from django.apps import AppConfig


class AgentConfig(AppConfig):
    name = "amt.front.agent"
    label = "agent"
    verbose_name = "Telefon und Bürgerservice"
