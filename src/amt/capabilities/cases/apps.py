"""Cases as a Django app: registers audit actions, handlers and the receiver of failed jobs."""

from __future__ import annotations

from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "amt.capabilities.cases"
    label = "cases"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Fälle"

    def ready(self) -> None:
        """Register what cases say and hear."""
        from amt.capabilities.acts.events import ActDelivered, ActRetrieved
        from amt.capabilities.cases import handlers, infected_papers
        from amt.capabilities.cases.audit_actions import ACTIONS
        from amt.capabilities.cases.events import CaseMayBeAutomatic, CaseOpened, DeedDone
        from amt.capabilities.documents.events import DocumentInfected
        from amt.capabilities.exchange.events import MessageFailed, MessageReceived
        from amt.capabilities.identity.events import InvitationAccepted
        from amt.capabilities.payments.events import PaymentsViewed
        from amt.kernel import events, jobs
        from amt.kernel.audit import actions

        actions.register(ACTIONS)
        events.subscribe(CaseOpened, handlers.on_case_opened, at_once=True)
        events.subscribe(CaseMayBeAutomatic, handlers.on_case_may_be_automatic)
        events.subscribe(ActDelivered, handlers.on_act_delivered)
        events.subscribe(ActRetrieved, handlers.on_act_retrieved)
        events.subscribe(DeedDone, handlers.on_deed_done)
        events.subscribe(InvitationAccepted, handlers.on_invitation_accepted)
        events.subscribe(PaymentsViewed, handlers.on_payments_viewed)
        events.subscribe(MessageReceived, handlers.on_message_received)
        events.subscribe(MessageFailed, handlers.on_message_failed)
        events.subscribe(DocumentInfected, infected_papers.on_document_infected)
        jobs.on_giving_up(handlers.on_job_gave_up)
