"""How staff sign in: password, then second factor (django-allauth).

Nobody signs up here, residents never sign in with a password, and a session counts as staff only
after the second factor. Pages ask `second_factor_given`.
"""

from __future__ import annotations

import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.core.exceptions import ImmediateHttpResponse
from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from amt.capabilities.identity.queries import Account
from amt.front.frame.actors import SECOND_FACTOR_KEY

STAFF_BACKEND = "django.contrib.auth.backends.ModelBackend"


def second_factor_given(request: HttpRequest) -> bool:
    """Tell whether this session passed the second factor."""
    return request.session.get(SECOND_FACTOR_KEY) is True


class StaffAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Lets staff in, and only staff."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": _(
            "E-Mail-Adresse und Passwort passen nicht zusammen. Prüfen Sie beides."
        ),
        "too_many_login_attempts": _(
            "Zu viele Versuche. Warten Sie fünf Minuten und versuchen Sie es dann noch einmal."
        ),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Refuse: accounts of staff are made by the operator."""
        return False

    def pre_login(
        self, request: HttpRequest, user: AbstractBaseUser, **kwargs: Any
    ) -> HttpResponse | None:
        """Send everybody away who is not staff."""
        if not (isinstance(user, Account) and user.is_staff_member):
            raise ImmediateHttpResponse(HttpResponseRedirect(reverse("account_login")))
        response: HttpResponse | None = super().pre_login(request, user, **kwargs)
        return response

    def post_login(
        self, request: HttpRequest, user: AbstractBaseUser, **kwargs: Any
    ) -> HttpResponse:
        """Remember in the session that the second factor was given."""
        records = get_authentication_records(request, user)
        if any(record.get("method") == "mfa" for record in records):
            request.session[SECOND_FACTOR_KEY] = True
        response: HttpResponse = super().post_login(request, user, **kwargs)
        return response

    def login(self, request: HttpRequest, user: AbstractBaseUser) -> None:
        """Open the session as one by password; allauth would name the first backend it finds."""
        if not isinstance(user, Account):
            raise TypeError("only accounts sign in")
        login(request, user, backend=STAFF_BACKEND)

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Ask again for password or code before a change, unless they were given just now."""
        request = self.request
        if request is None or not request.user.is_authenticated:
            return True
        latest = max(
            (record["at"] for record in get_authentication_records(request, request.user)),
            default=0.0,
        )
        # allauth notes the time of the machine, not that of `kernel.clock`.
        return time.time() - float(latest) > settings.ACCOUNT_REAUTHENTICATION_TIMEOUT
