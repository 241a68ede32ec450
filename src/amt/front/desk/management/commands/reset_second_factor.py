"""`amt reset_second_factor LOGIN`: let staff set up a new app after losing the phone."""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from amt.capabilities.identity.queries import Account
from amt.kernel import clock
from amt.kernel.actors import SYSTEM
from amt.kernel.audit import trail


class Command(BaseCommand):
    """Remove app and recovery codes of one account."""

    help = "remove the second factor of a member of staff, who then sets up a new one"

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the login of the account."""
        parser.add_argument("login", help="e-mail address at work")

    @transaction.atomic
    def handle(self, *args: Any, login: str, **options: Any) -> None:
        """Remove the factor and record it.

        :raises CommandError: when no member of staff has the login.
        """
        account = Account.objects.filter(login=login.lower()).first()
        if account is None:
            raise CommandError(f"No member of staff signs in as {login}.")
        removed, _rows = Authenticator.objects.filter(user=account).delete()
        trail.record(
            actor=SYSTEM,
            action="desk.second_factor_reset",
            subject_kind="account",
            subject_id=account.uuid,
            at=clock.now(),
            details={"removed": removed},
        )
        self.stdout.write(f"{login} sets up a new second factor at the next sign-in.")
