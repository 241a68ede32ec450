"""Fixtures: the invented allowance in the registry, and running grants of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from amt.capabilities.authorities.models import Competence
from amt.capabilities.authorities.queries import get_unit_by_key
from amt.capabilities.grants.testing import allowance
from amt.capabilities.grants.testing.running import make_grants
from amt.capabilities.identity.models import Account
from amt.contract import registry
from amt.contract.assessment import Assessment
from amt.contract.facts import Facts
from amt.kernel.periods import Span
from amt.kernel.testing.cast import BREMEN, BREMERHAVEN

AT = datetime(2026, 12, 14, 9, 0, tzinfo=UTC)
SPAN = Span(date(2026, 7, 1), date(2027, 6, 30))
IBAN = "DE02120300000000202051"
UNITS = {BREMEN: "wohnen-bremen", BREMERHAVEN: "wohnen-bremerhaven"}
MakeGrants = Callable[..., list[UUID]]


@pytest.fixture
def allowance_only(organisation: None) -> Iterator[None]:
    """The invented allowance alone, with the units of the cast competent for it."""
    before = registry.providers()
    registry.use(allowance.AllowanceProvider())
    for ars, unit in UNITS.items():
        Competence.objects.create(
            procedure_key=allowance.KEY,
            ars_prefix=ars,
            unit=get_unit_by_key(unit),
            valid_from=date(2026, 1, 1),
        )
    yield
    registry.use(*before)


@pytest.fixture
def grants_of(allowance_only: None, caseworker: Account) -> MakeGrants:
    """Make running grants with so many hives each, decided by the old rates."""

    def make(
        hives: Sequence[int], *, account: Account | None = None, unit: str = "wohnen-bremen",
        span: Span = SPAN,
    ) -> list[UUID]:  # fmt: skip
        return make_grants(
            allowance.ALLOWANCE,
            [decided(count, span) for count in hives],
            unit_id=get_unit_by_key(unit).id,
            applied_on=span.start,
            account_id=account.id if account else None,
            decided_by=caseworker.id,
            at=datetime(2026, 7, 20, 9, 0, tzinfo=UTC),
        )

    return make


def decided(hives: int, span: Span = SPAN) -> tuple[dict[str, object], Assessment]:
    """Return facts and the assessment by the old rates."""
    facts = facts_with(hives)
    return facts, allowance.assess_by(allowance.OLD_RATES, Facts(facts), span)


def facts_with(hives: int) -> dict[str, object]:
    """Return the facts of somebody with so many hives."""
    return {
        "place": BREMEN,
        "hives": hives,
        "account.iban": IBAN,
        "account.holder": "Imke Honig",
    }
