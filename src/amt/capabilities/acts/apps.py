"""The room of acts."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ActsConfig(AppConfig):
    name = "amt.capabilities.acts"
    label = "acts"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("Bescheide")

    def ready(self) -> None:
        from django.core import checks

        from amt.capabilities.acts import handlers
        from amt.capabilities.acts.audit_actions import ACTIONS
        from amt.capabilities.acts.checks import check_seal
        from amt.capabilities.acts.events import ActDeclared, ActsDeclared, NoticeWritten
        from amt.capabilities.dispatch.events import EmailBounced, EmailSent, LetterPosted
        from amt.capabilities.mailbox.events import MessageRetrieved
        from amt.kernel import events, jobs
        from amt.kernel.audit import actions

        checks.register(check_seal)
        actions.register(dict(ACTIONS))
        events.subscribe(ActDeclared, handlers.on_act_declared)
        events.subscribe(ActsDeclared, handlers.on_acts_declared)
        events.subscribe(NoticeWritten, handlers.on_notice_written)
        events.subscribe(EmailSent, handlers.on_email_sent)
        events.subscribe(EmailBounced, handlers.on_email_bounced)
        events.subscribe(LetterPosted, handlers.on_letter_posted)
        events.subscribe(MessageRetrieved, handlers.on_message_retrieved)
        jobs.on_giving_up(handlers.on_job_gave_up)
