"""How staff sign in: password, then second factor (django-allauth).

Nobody signs up here, residents never sign in with a password, and a session counts as staff only
after the second factor. Pages ask `second_factor_given`.
"""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.utils import is_mfa_enabled
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from amt.capabilities.identity.models import Account
from amt.front.frame.actors import SECOND_FACTOR_KEY


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

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Ask again for changes of an existing factor; the first is set up right after sign-in."""
        user = self.request.user if self.request is not None else None
        if not isinstance(user, Account) or not is_mfa_enabled(user):
            return False
        required: bool = super().is_reauthentication_required(app=app, **kwargs)
        return required
