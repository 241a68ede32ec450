"""Sessions of residents: nobody is authenticated by a password, only by an adapter's assertion."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import BaseBackend
from django.http import HttpRequest

from amt.capabilities.identity.models import Account


class AssertionBackend(BaseBackend):
    """Finds the account of a session; authenticates nobody by itself."""

    def authenticate(self, request: HttpRequest | None, **credentials: Any) -> None:
        """Refuse: a resident signs in through an identity adapter."""

    def get_user(self, user_id: int) -> Account | None:
        """Return the active account of a session."""
        return Account.objects.filter(id=user_id, is_active=True).first()
