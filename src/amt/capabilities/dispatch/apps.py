"""The room of dispatch."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DispatchConfig(AppConfig):
    name = "amt.capabilities.dispatch"
    label = "dispatch"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("Versand")

    def ready(self) -> None:
        from amt.capabilities.dispatch import handlers
        from amt.capabilities.dispatch.events import EmailQueued
        from amt.kernel import events, jobs
        from amt.kernel.audit import actions

        actions.register(
            {
                "dispatch.email_queued": _("E-Mail vorbereitet"),
                "dispatch.email_sent": _("E-Mail gesendet"),
                "dispatch.email_bounced": _("E-Mail nicht zustellbar"),
                "dispatch.email_failed": _("E-Mail gescheitert"),
                "dispatch.letter_queued": _("Brief zum Druck gegeben"),
                "dispatch.letter_posted": _("Brief zur Post gegeben"),
            }
        )
        events.subscribe(EmailQueued, handlers.on_email_queued)
        jobs.on_giving_up(handlers.on_job_gave_up)
