"""Addresses of the sign-in of staff, below /arbeitsplatz/konto/.

Only what is needed is routed: no sign-up, no reset by e-mail, no way to remove the second factor.
"""

from __future__ import annotations

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery_codes
from django.urls import path

from amt.front.desk.access import staff_only
from amt.front.desk.views import security

urlpatterns = [
    path("login/", account.login, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("gesperrt/", account.account_inactive, name="account_inactive"),
    path(
        "bestaetigen/passwort/", staff_only(account.reauthenticate), name="account_reauthenticate"
    ),
    path("bestaetigen/code/", staff_only(mfa.reauthenticate), name="mfa_reauthenticate"),
    path("code/", mfa.authenticate, name="mfa_authenticate"),
    path("sicherheit/", security.show, name="mfa_index"),
    path("sicherheit/app/", security.set_up_app, name="mfa_activate_totp"),
    path(
        "sicherheit/ersatzcodes/",
        recovery_codes.view_recovery_codes,
        name="mfa_view_recovery_codes",
    ),
    path(
        "sicherheit/ersatzcodes/neu/",
        staff_only(recovery_codes.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
]
