"""Ways to learn who a resident is.

An adapter answers with an assertion; what it rests on (trust level) comes from the adapter, never
from the page. The demo adapter knows the invented residents only and is refused by production
settings.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from amt.kernel import installation
from amt.kernel.actors import TrustLevel
from amt.kernel.errors import Refusal
from amt.kernel.testing.cast import RESIDENTS, Resident


@dataclass(frozen=True, slots=True)
class Assertion:
    """What an identity provider says of a person."""

    provider: str
    subject: str
    trust: TrustLevel
    given_name: str
    family_name: str
    birth_date: date | None
    street: str
    postcode: str
    city: str
    ars: str
    email: str


class IdentityAdapter(Protocol):
    """A way to sign in."""

    @property
    def key(self) -> str:
        """Its name in settings."""
        ...

    @property
    def name(self) -> str | Promise:
        """What people choose."""
        ...

    @property
    def trust(self) -> TrustLevel:
        """How surely it knows a person."""
        ...

    def assertion_for(self, form: Mapping[str, str]) -> Assertion:
        """Return what is known of the person. :raises Refusal: when the sign-in failed."""
        ...


class SignInFailed(Refusal):
    """Nobody was identified."""

    code = "sign_in_failed"


class DemoAdapter:
    """Lets a visitor of the demo be one of its invented residents, at the level they choose.

    `trust` is the level of who chooses none.
    """

    key = "demo"
    name = _("Anmeldung mit einer erfundenen Person")
    trust = TrustLevel.SUBSTANTIAL

    def residents(self) -> tuple[Resident, ...]:
        """List the invented residents."""
        return tuple(RESIDENTS.values())

    def levels(self) -> tuple[TrustLevel, ...]:
        """List the levels at which the invented residents can sign in, the usual first."""
        return (TrustLevel.SUBSTANTIAL, TrustLevel.HIGH)

    def assertion_for(self, form: Mapping[str, str]) -> Assertion:
        """Return the chosen resident. :raises SignInFailed: when none of the list was chosen."""
        chosen = form.get("level", "")
        resident = RESIDENTS.get(form.get("resident", ""))
        if resident is None:
            raise SignInFailed(_("Wählen Sie eine Person aus der Liste."))
        return Assertion(
            provider=self.key,
            subject=resident.key,
            trust=next((one for one in self.levels() if one.name.lower() == chosen), self.trust),
            given_name=resident.given_name,
            family_name=resident.family_name,
            birth_date=resident.birth_date,
            street=resident.street,
            postcode=resident.postcode,
            city=resident.city,
            ars=resident.ars,
            email=resident.email,
        )


def adapter() -> IdentityAdapter | None:
    """Return the configured way to sign in, or None while there is none."""
    return DemoAdapter() if installation.identity_adapter() == DemoAdapter.key else None
