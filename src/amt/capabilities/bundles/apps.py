"""Bundles as a Django app: registers audit actions, handlers and the receiver of failed jobs."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BundlesConfig(AppConfig):
    """Registers what bundles say and hear."""

    name = "amt.capabilities.bundles"
    label = "bundles"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("Lebensereignisse")

    def ready(self) -> None:
        """Register what the room says and hears."""
        from amt.capabilities.applications.events import ApplicationSubmitted
        from amt.capabilities.bundles import events as own
        from amt.capabilities.bundles import handlers
        from amt.capabilities.bundles.audit_actions import ACTIONS
        from amt.capabilities.cases.events import CaseDecided, DeedDone
        from amt.capabilities.exchange.events import MessageReceived
        from amt.capabilities.identity.events import InvitationAccepted
        from amt.kernel import events, jobs
        from amt.kernel.audit import actions

        actions.register(ACTIONS)
        events.subscribe(MessageReceived, handlers.on_message_received)
        events.subscribe(InvitationAccepted, handlers.on_invitation_accepted)
        events.subscribe(
            ApplicationSubmitted,
            handlers.on_application_submitted,
            concerns=handlers.concerns_a_member,
        )
        events.subscribe(CaseDecided, handlers.on_case_decided)
        events.subscribe(DeedDone, handlers.on_deed_done)
        events.subscribe(own.BundleStarted, handlers.on_bundle_started)
        events.subscribe(own.MemberConfirmed, handlers.on_member_confirmed)
        events.subscribe(own.MemberSubmitted, handlers.on_member_submitted)
        events.subscribe(own.ConsentGiven, handlers.on_consent_given)
        events.subscribe(own.FactsProduced, handlers.on_facts_produced)
        jobs.on_giving_up(handlers.on_job_gave_up)
