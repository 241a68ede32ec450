"""The room of messages between authorities."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ExchangeConfig(AppConfig):
    name = "amt.capabilities.exchange"
    label = "exchange"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("Nachrichten zwischen Behörden")

    def ready(self) -> None:
        from django.core import checks

        from amt.capabilities.exchange import handlers
        from amt.capabilities.exchange.checks import check_partners
        from amt.capabilities.exchange.events import MessageQueued
        from amt.kernel import events, jobs
        from amt.kernel.audit import actions

        actions.register(
            {
                "exchange.message_queued": _("Nachricht an eine andere Stelle vorbereitet"),
                "exchange.message_delivered": _("Nachricht an eine andere Stelle übermittelt"),
                "exchange.message_failed": _("Nachricht an eine andere Stelle gescheitert"),
                "exchange.message_received": _("Nachricht einer anderen Stelle eingegangen"),
                "exchange.data_handed_on": _("Angaben an eine andere Stelle weitergegeben"),
            }
        )
        checks.register(check_partners)
        events.subscribe(MessageQueued, handlers.on_message_queued)
        jobs.on_giving_up(handlers.on_job_gave_up)
