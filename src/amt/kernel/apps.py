"""The kernel as a Django app: it owns the audit trail and the pseudonyms."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class KernelConfig(AppConfig):
    name = "amt.kernel"
    label = "kernel"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("Kern")

    def ready(self) -> None:
        import amt.kernel.audit.jobs  # noqa: F401 - declares the periodic sealing
        from amt.kernel import arrays

        arrays.register()
