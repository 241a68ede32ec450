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
        from amt.capabilities.identity.events import AccessQuestionAnswered
        from amt.capabilities.mailbox import handlers
        from amt.kernel import events
        from amt.kernel.audit import actions

        actions.register(
            {
                "mailbox.message_delivered": _("Nachricht ins Postfach gelegt"),
                "mailbox.message_retrieved": _("Nachricht geöffnet"),
            }
        )
        events.subscribe(AccessQuestionAnswered, handlers.on_access_question_answered)
