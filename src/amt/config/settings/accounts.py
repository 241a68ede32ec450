"""Sign-in of staff: password and second factor (django-allauth).

Residents sign in through the identity adapter, never here. Staff accounts are made by the office,
so there is no sign-up, no password reset by e-mail and no e-mail to confirm.
"""

from __future__ import annotations

AUTH_USER_MODEL = "identity.Account"
AUTHENTICATION_BACKENDS = [
    "amt.capabilities.identity.backends.AssertionBackend",
    "django.contrib.auth.backends.ModelBackend",
]

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/arbeitsplatz/"
LOGOUT_REDIRECT_URL = "/"

ACCOUNT_USER_MODEL_USERNAME_FIELD = "login"
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = False
ACCOUNT_CHANGE_EMAIL = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
ACCOUNT_RATE_LIMITS = {"login": "30/m/ip", "login_failed": "10/m/ip,5/5m/key"}
ACCOUNT_ADAPTER = "amt.front.desk.accounts.StaffAdapter"

MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Bürger:innenamt"
MFA_TOTP_TOLERANCE = 1
