"""The frame as a Django app: it owns templates and a tag library, no tables."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FrameConfig(AppConfig):
    """Makes the shared templates and tags findable."""

    name = "amt.front.frame"
    label = "frame"
    verbose_name = _("Rahmen der Seiten")
