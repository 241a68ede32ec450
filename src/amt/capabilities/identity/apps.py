"""The room of accounts, roles and consents."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IdentityConfig(AppConfig):
    name = "amt.capabilities.identity"
    label = "identity"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("Identität")

    def ready(self) -> None:
        import amt.capabilities.identity.checks  # noqa: F401 - registers the checks
        from amt.kernel.audit import actions

        actions.register(
            {
                "identity.resident_identified": _("Angemeldet"),
                "identity.role_assigned": _("Rolle in einer Stelle übertragen"),
                "identity.delivery_consent_given": _("Elektronischem Empfang zugestimmt"),
                "identity.delivery_consent_withdrawn": _("Elektronischen Empfang widerrufen"),
                "identity.language_chosen": _("Sprache gewählt"),
                "identity.invited": _("Per Brief eingeladen"),
                "identity.invitation_opened": _("Einladung mit Code geöffnet"),
                "identity.invitation_refused": _("Falscher Code einer Einladung"),
                "identity.invitation_accepted": _("Einladung mit einem Konto verbunden"),
                "identity.access_noted": _("Zugriff auf Daten einer Person vermerkt"),
                "identity.question_asked": _("Nach einem Zugriff gefragt"),
                "identity.question_answered": _("Frage nach einem Zugriff beantwortet"),
                "identity.call_begun": _("Gespräch begonnen"),
                "identity.call_ended": _("Gespräch beendet"),
                "identity.caller_searched": _("Person im Gespräch gesucht"),
                "identity.caller_confirmed": _("Person im Gespräch erkannt"),
                "identity.caller_refused": _("Person im Gespräch nicht erkannt"),
                "identity.mandate_given": _("Vollmacht erteilt"),
                "identity.mandate_accepted": _("Vollmacht angenommen"),
                "identity.mandate_revoked": _("Vollmacht widerrufen"),
                "access.refused": _("Zugriff verweigert"),
            }
        )
