"""Fixtures: the services of an invented birth, a bundle of it, its two parents signed in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest

from amt.capabilities.authorities.models import Competence
from amt.capabilities.authorities.queries import get_unit_by_key
from amt.capabilities.bundles import services
from amt.capabilities.bundles.models import Bundle, BundleMember
from amt.capabilities.cases.models import Case
from amt.capabilities.identity.models import Account
from amt.capabilities.identity.queries import actor_of
from amt.capabilities.identity.testing import people
from amt.contract import registry
from amt.contract.life_events import LifeEvent
from amt.kernel.actors import SYSTEM, Actor, TrustLevel
from amt.kernel.testing.cast import BREMEN
from tests.doubles.double_birth_one.procedure import PROCEDURE as STAR
from tests.doubles.double_birth_three.procedure import PROCEDURE as BLANKET
from tests.doubles.double_birth_two.procedure import PROCEDURE as LANTERN

__all__ = [
    "ANSWERS",
    "AT",
    "BLANKET",
    "FACTS",
    "LANTERN",
    "PEOPLE",
    "STAR",
    "Family",
    "MakeBundle",
    "birth",
    "family",
    "father",
    "make_bundle",
    "mother",
]
AT = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
UNITS = {
    STAR.key: "standesamt-bremen-mitte",
    LANTERN.key: "elterngeldstelle-bremen",
    BLANKET.key: "wohnen-bremen",
}
FACTS: dict[str, Any] = {
    "child.birth_date": "2026-11-10",
    "child.birth_place": "Bremen",
    "parents.0.given_name": "Olena",
    "parents.0.family_name": "Wendt",
    "parents.0.street": "Wiegenstraße 8",
    "parents.0.postcode": "28195",
    "parents.0.city": "Bremen",
    "parents.0.ars": BREMEN,
    "parents.1.given_name": "Tjark",
    "parents.1.family_name": "Wendt",
    "parents.1.street": "Wiegenstraße 8",
    "parents.1.postcode": "28195",
    "parents.1.city": "Bremen",
    "parents.1.ars": BREMEN,
}
ANSWERS = {
    "child": {"child.given_names": ["Mila"]},
    "family": {"custody": ["joint"]},
    "account": {"account.iban": ["DE89 3704 0044 0532 0130 00"]},
}
ADDRESS = ("Wiegenstraße 8", "28195 Bremen")
PEOPLE = (
    services.Person("parents", "Olena Wendt", ("Olena Wendt", *ADDRESS)),
    services.Person("parents", "Tjark Wendt", ("Tjark Wendt", *ADDRESS)),
)


class Services:
    """A provider of exactly these services."""

    def __init__(self, *found: Any) -> None:
        self.found = found

    def procedures(self) -> Iterator[Any]:
        """Yield them."""
        yield from self.found


@dataclass(frozen=True, slots=True)
class Family:
    """A bundle with both parents signed in."""

    bundle: Bundle
    mother: Actor
    father: Actor

    def member(self, key: str) -> BundleMember:
        """Return a member as it stands now."""
        return BundleMember.objects.get(bundle=self.bundle, procedure_key=key)

    def case(self, key: str) -> Case:
        """Return the case that a member opened."""
        opened = self.member(key).case_uuid
        assert opened is not None
        return Case.objects.get(uuid=opened)

    def tell(self, **more: dict[str, list[str]]) -> None:
        """Answer every page, with other answers by page."""
        for step, raw in ANSWERS.items():
            services.save_answers(
                bundle_uuid=self.bundle.uuid,
                step_key=step,
                raw=raw | more.get(step, {}),
                actor=self.mother,
                at=AT,
            )

    def say(self, actor: Actor, *, consents: bool) -> None:
        """Say yes or no to the one proof that wants a consent."""
        services.set_consents(
            bundle_uuid=self.bundle.uuid,
            consents={(LANTERN.key, "star"): consents},
            actor=actor,
            at=AT,
        )

    def confirm(self, actor: Actor, *keys: str) -> dict[str, str]:
        """Confirm members, all if none is named; return what came of each."""
        given = services.confirm(
            bundle_uuid=self.bundle.uuid, member_keys=keys or tuple(UNITS), actor=actor, at=AT
        )
        return {one.member_key: one.problem for one in given}


MakeBundle = Callable[..., Bundle]


@pytest.fixture
def birth(organisation: None) -> Iterator[None]:
    """The three services of an invented birth alone, with a unit of Bremen for each."""
    before = registry.providers()
    registry.use(Services(STAR, LANTERN, BLANKET))
    for key, unit in UNITS.items():
        Competence.objects.create(
            procedure_key=key,
            ars_prefix="04011",
            unit=get_unit_by_key(unit),
            valid_from=date(2026, 1, 1),
        )
    yield
    registry.use(*before)


@pytest.fixture
def make_bundle(birth: None) -> MakeBundle:
    """Start a bundle from a notice; facts by path replace the usual ones."""

    def make(source_uuid: UUID | None = None, people_: Any = PEOPLE, **facts: Any) -> Bundle:
        return services.start_bundle(
            event=LifeEvent.BIRTH,
            source_uuid=source_uuid or uuid4(),
            facts={**FACTS, **facts},
            people=people_,
            notice_from="Klinik der Vorführung",
            basis="Klinik der Vorführung, § 20 PStG",
            actor=SYSTEM,
            at=AT,
        )

    return make


@pytest.fixture
def mother(db: None) -> Account:
    """The first parent."""
    return people.make_resident("mother", at=AT)


@pytest.fixture
def father(db: None) -> Account:
    """The second parent."""
    return people.make_resident("father", at=AT)


@pytest.fixture
def family(make_bundle: MakeBundle, mother: Account, father: Account) -> Family:
    """A bundle whose parents have accepted their letters."""
    bundle = make_bundle()
    for person, account in zip(bundle.persons.order_by("position"), (mother, father), strict=True):
        services.claim_person(person_uuid=person.uuid, account_id=account.id, actor=SYSTEM, at=AT)
    return Family(
        bundle,
        actor_of(mother, trust=TrustLevel.SUBSTANTIAL),
        actor_of(father, trust=TrustLevel.SUBSTANTIAL),
    )
