"""The worklist as a Django app: it registers its audit actions and what it hears."""

from __future__ import annotations

from django.apps import AppConfig


class WorklistConfig(AppConfig):
    name = "amt.capabilities.worklist"
    label = "worklist"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Arbeitsvorrat"

    def ready(self) -> None:
        """Make the audit actions known, and hear what people ask of units."""
        from amt.capabilities.identity.events import AccessQuestionAnswered, AccessQuestionAsked
        from amt.capabilities.worklist import handlers
        from amt.capabilities.worklist.audit_actions import ACTIONS
        from amt.kernel import events
        from amt.kernel.audit import actions

        actions.register(ACTIONS)
        events.subscribe(AccessQuestionAsked, handlers.on_access_question_asked)
        events.subscribe(AccessQuestionAnswered, handlers.on_access_question_answered)
