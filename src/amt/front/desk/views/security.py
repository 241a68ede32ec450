"""Second factor of staff: setting up the app, seeing what is set up."""

from __future__ import annotations

from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.utils import is_mfa_enabled
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from amt.capabilities.identity.queries import Account
from amt.front.desk.access import staff_only
from amt.front.desk.accounts import second_factor_given
from amt.front.desk.context import desk_page
from amt.front.frame.actors import SECOND_FACTOR_KEY
from amt.kernel.errors import NotVisible


@staff_only
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Show what is set up, and the way to new recovery codes."""
    codes = Authenticator.objects.filter(
        user_id=request.user.pk, type=Authenticator.Type.RECOVERY_CODES
    ).first()
    left = len(codes.wrap().get_unused_codes()) if codes else 0
    return render(request, "desk/security.html", desk_page(request, codes_left=left))


class SetUpApp(ActivateTOTPView):  # type: ignore[misc]  # allauth has no types
    """Set up the first factor after the password; the session counts as staff from then on."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Let in who has a password session and no factor yet."""
        user = request.user
        if not isinstance(user, Account):
            return HttpResponseRedirect(reverse("account_login"))
        if not user.is_staff_member:
            raise NotVisible("page", "set_up_app")
        if second_factor_given(request):
            return HttpResponseRedirect(reverse("desk:worklist"))
        records = get_authentication_records(request, user)
        by_password = any(record.get("method") == "password" for record in records)
        if is_mfa_enabled(user) or not by_password:
            # A session that did not pass the factor its account has, or gave no password.
            logout(request)
            return HttpResponseRedirect(reverse("account_login"))
        response: HttpResponse = super().dispatch(request, *args, **kwargs)
        return response

    def form_valid(self, form: Any) -> HttpResponse:
        """Store the factor and go on to the recovery codes."""
        response: HttpResponse = super().form_valid(form)
        self.request.session[SECOND_FACTOR_KEY] = True
        return response


set_up_app = never_cache(SetUpApp.as_view())
