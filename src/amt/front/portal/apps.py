"""The portal as a Django app: it owns pages, no tables."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalConfig(AppConfig):
    """Makes the templates, tags and scripts of the portal findable."""

    name = "amt.front.portal"
    label = "portal"
    verbose_name = _("Portal")
