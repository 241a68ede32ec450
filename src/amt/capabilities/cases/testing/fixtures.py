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
from amt.capabilities.documents import services as documents
from amt.capabilities.identity.models import Account
from amt.capabilities.identity.queries import actor_of
from amt.contract import registry
from amt.contract.facts import Fact, FactSource
from amt.kernel.actors import Actor, TrustLevel
from amt.kernel.testing.cast import BREMEN, BREMERHAVEN

AT = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
ON = date(2026, 11, 21)
WORKS = "double_works"
FAILS = "double_fails"
PARTIES = "double_parties"
MONTHLY = "double_monthly"
OPEN = "double_open"
LAMPS: dict[str, Any] = {
    "place": BREMEN,
    "lamps": 2,
    "income": 120_000,
    "account.iban": "DE89370400440532013000",
    "account.holder": "Erika Beispiel",
    "hives": None,
    "gentle": None,
}
"""The usual facts of a case of the benefit, two lamps at ten euros a month each."""

OpenCase = Callable[..., Case]
UNITS = {BREMEN: "wohnen-bremen", BREMERHAVEN: "wohnen-bremerhaven"}
BODIES = {"forest": "brandschutz-bremen", "birds": "denkmalpflege-bremen"}
PLANS = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


@pytest.fixture
def doubles(organisation: None) -> Iterator[None]:
    """The double procedures alone, with the units of the cast competent for them."""
    before = registry.providers()
    registry.use(registry.FolderProvider("tests.doubles"))
    rows = [
        (key, ars, unit)
        for key in (WORKS, FAILS, PARTIES, MONTHLY, OPEN)
        for ars, unit in UNITS.items()
    ]
    rows += [(f"{PARTIES}/{key}", BREMEN, unit) for key, unit in BODIES.items()]
    for key, ars, unit in rows:
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
        services.assess_case(case_uuid=case.uuid, at=more.get("at", AT))
        case.refresh_from_db()
        return case

    return make


@pytest.fixture
def lamp_case(assessed_case: OpenCase) -> OpenCase:
    """Open a case of the benefit that is paid monthly, with its proposal; facts by name."""

    def make(*, account: Account | None = None, at: datetime = AT, **facts: Any) -> Case:
        return assessed_case(
            procedure_key=MONTHLY, facts={**LAMPS, **facts}, account=account, at=at
        )

    return make


@pytest.fixture
def granted_case(lamp_case: OpenCase, caseworker: Account) -> OpenCase:
    """Open a case of the benefit and decide it as proposed."""

    def make(**more: Any) -> Case:
        case = lamp_case(**more)
        proposal = case.proposals.get()
        services.decide(
            case_uuid=case.uuid,
            kind=proposal.outcome,
            proposal_id=proposal.uuid,
            actor=actor_of(caseworker),
            at=AT,
        )
        case.refresh_from_db()
        return case

    return make


@pytest.fixture
def open_house(doubles: None, citizen: Account, representative: Account) -> OpenCase:
    """Open a case of several parties: the representative plans for the citizen, who owns the tree.

    With `owner=None` the owner has no account and is invited. Plans and costs are handed in.
    """

    def make(*, owner: Account | None = citizen, at: datetime = AT, **facts: Any) -> Case:
        values = {"tree.place": BREMEN, "tree.kind": "Linde", "tree.nests": True, "rooms": 2}
        actor = actor_of(representative, trust=TrustLevel.SUBSTANTIAL)
        source = uuid4()
        papers = {name: _paper(name, source, actor, at) for name in ("plans", "budget")}
        return services.open_case(
            source_uuid=source,
            procedure_key=PARTIES,
            form_key="application",
            form_version=1,
            facts=[
                Fact(path, value, FactSource.TYPED, at)
                for path, value in {**values, **facts}.items()
            ],
            parties=[
                services.PartyData(
                    "planner", representative.id, representative.full_name, ("Beispielweg 3",)
                ),
                services.PartyData(
                    "owner",
                    owner.id if owner else None,
                    citizen.full_name,
                    ("Musterstraße 12", "28195 Bremen"),
                ),
            ],
            document_uuids=list(papers.values()),
            document_labels={uuid: name for name, uuid in papers.items()},
            applied_on=at.date(),
            actor=actor,
            at=at,
        )

    return make


def _paper(name: str, source: UUID, actor: Actor, at: datetime) -> UUID:
    stored = documents.store_document(
        content=PLANS + name.encode(),
        media_type="application/pdf",
        file_name=f"{name}.pdf",
        kind="upload",
        owner_kind="draft",
        owner_uuid=source,
        actor=actor,
        at=at,
    )
    return stored.uuid
