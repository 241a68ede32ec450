"""Fixtures: the double procedures in the registry, and cases of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest

from amt.capabilities.authorities.models import Competence
from amt.capabilities.authorities.queries import get_unit_by_key
from amt.capabilities.cases import services
from amt.capabilities.cases.models import Case
from amt.capabilities.identity.models import Account
from amt.capabilities.identity.queries import actor_of
from amt.contract import registry
from amt.contract.facts import Fact, FactSource
from amt.kernel.actors import TrustLevel
from amt.kernel.testing.cast import BREMEN, BREMERHAVEN

AT = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
ON = date(2026, 11, 21)
WORKS = "double_works"
FAILS = "double_fails"

OpenCase = Callable[..., Case]
UNITS = {BREMEN: "wohnen-bremen", BREMERHAVEN: "wohnen-bremerhaven"}


@pytest.fixture
def doubles(organisation: None) -> Iterator[None]:
    """The double procedures alone, with the units of the cast competent for them."""
    before = registry.providers()
    registry.use(registry.FolderProvider("tests.doubles"))
    for key in (WORKS, FAILS):
        for ars, unit in UNITS.items():
            Competence.objects.create(
                procedure_key=key,
                ars_prefix=ars,
                unit=get_unit_by_key(unit),
                valid_from=date(2026, 1, 1),
            )
    yield
    registry.use(*before)


@pytest.fixture
def open_case(doubles: None, citizen: Account) -> OpenCase:
    """Open a case of a double for the citizen; facts by path replace the usual ones."""

    def make(
        *,
        procedure_key: str = WORKS,
        facts: dict[str, Any] | None = None,
        source_uuid: UUID | None = None,
        account: Account | None = None,
        at: datetime = AT,
        **more: Any,
    ) -> Case:
        who = account or citizen
        values = {"place": BREMEN, "hives": 3, "gentle": True, **(facts or {})}
        return services.open_case(
            source_uuid=source_uuid or uuid4(),
            procedure_key=procedure_key,
            form_key="application",
            form_version=1,
            facts=[
                Fact(path, value, FactSource.TYPED, at)
                for path, value in values.items()
                if value is not None
            ],
            parties=[
                services.PartyData(
                    "applicant", who.id, who.full_name, ("Musterstraße 12", "28195 Bremen")
                )
            ],
            applied_on=at.date(),
            actor=actor_of(who, trust=TrustLevel.SUBSTANTIAL),
            at=at,
            **more,
        )

    return make


@pytest.fixture
def assessed_case(open_case: OpenCase) -> OpenCase:
    """Open a case and compute its proposal."""

    def make(**more: Any) -> Case:
        case = open_case(**more)
        services.assess_case(case_uuid=case.uuid, at=AT)
        case.refresh_from_db()
        return case

    return make
