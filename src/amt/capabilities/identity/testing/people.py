"""Making accounts of the invented residents and staff (`kernel.testing.cast`)."""

from __future__ import annotations

import base64
import hashlib
from datetime import date, datetime

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP

from amt.capabilities.authorities import queries as authorities
from amt.capabilities.identity import services
from amt.capabilities.identity.adapters import DemoAdapter
from amt.capabilities.identity.models import Account
from amt.kernel.actors import SYSTEM
from amt.kernel.testing.cast import STAFF

PASSWORD = "Weserdeich-Leuchtturm-27"


def make_resident(key: str, *, at: datetime) -> Account:
    """Sign an invented resident in once, so that the account exists."""
    return services.identify_resident(
        assertion=DemoAdapter().assertion_for({"resident": key}), at=at
    )


def totp_secret(login: str) -> str:
    """Return the secret of an invented person's second factor, the same on every machine."""
    return base64.b32encode(hashlib.sha256(f"invented:{login}".encode()).digest()[:20]).decode()


def make_staff(key: str, *, at: datetime) -> Account:
    """Make an invented member of staff with both factors and roles; doing it twice changes nothing.

    :raises authorities.models.Unit.DoesNotExist: when the organisation is not loaded.
    """
    member = STAFF[key]
    account = Account.objects.filter(login=member.login).first()
    if account is None:
        account = Account.objects.create_staff(
            login=member.login, password=PASSWORD, name=member.name
        )
    if not Authenticator.objects.filter(user=account, type=Authenticator.Type.TOTP).exists():
        TOTP.activate(account, totp_secret(member.login))
    for role in member.roles:
        services.assign_role(
            account=account,
            unit=authorities.get_unit_by_key(member.unit),
            role=role,
            valid_from=date(2026, 1, 1),
            actor=SYSTEM,
            at=at,
        )
    return account
