"""Who may enter the desk: staff, after both factors.

Anonymous people are asked to sign in; a resident learns nothing of the desk. What a member of staff
may see and do is decided by the services, by role and unit.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse

from amt.capabilities.identity.queries import Account
from amt.front.desk.accounts import second_factor_given
from amt.front.frame.actors import find_actor
from amt.kernel.actors import Actor
from amt.kernel.errors import NotVisible

View = Callable[..., HttpResponseBase]


def staff_only(view: View) -> View:
    """Open a view for staff who gave both factors."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        user = request.user
        if not isinstance(user, Account):
            return redirect_to_login(request.get_full_path(), reverse("account_login"))
        if not user.is_staff_member:
            raise NotVisible("page", view.__name__)
        if not second_factor_given(request):
            return HttpResponseRedirect(reverse("mfa_activate_totp"))
        response = view(request, *args, **kwargs)
        # What is on these pages is nobody's but this person's; a shared computer keeps no copy.
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    return guarded


def actor_of(request: HttpRequest) -> Actor:
    """Return who acts."""
    return find_actor(request)
