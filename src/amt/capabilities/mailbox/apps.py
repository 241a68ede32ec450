"""The room of the mailbox."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MailboxConfig(AppConfig):
    name = "amt.capabilities.mailbox"
    label = "mailbox"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("Postfach")

    def ready(self) -> None:
        from amt.kernel.audit import actions

        actions.register(
            {
                "mailbox.message_delivered": _("Nachricht ins Postfach gelegt"),
                "mailbox.message_retrieved": _("Nachricht geöffnet"),
            }
        )
