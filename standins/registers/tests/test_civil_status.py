"""The office asks the register of births and marriages over the real protocol."""

from __future__ import annotations

from dataclasses import replace

import pytest

from amt.capabilities.identity.queries import actor_of, person_of
from amt.capabilities.identity.testing.people import make_resident
from amt.capabilities.registers import services
from amt.capabilities.registers.queries import Answer, AnswerState
from amt.contract.lookups import Lookup, Register, Relation
from amt.kernel import clock
from amt.kernel.actors import TrustLevel
from standins.running import Running
from tests.doubles.double_works.procedure import PROCEDURE

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

OWN = Lookup(
    "own", Register.CIVIL_STATUS, Relation.SELF, "§ 65 Absatz 1 PStG",
    (
        ("birth_name", "applicant.birth_name"), ("birth_place", "applicant.birth_place"),
        ("married_on", "applicant.married_on"), ("family_name", "applicant.family_name"),
    ),
    "applicant",
)  # fmt: skip
SPOUSE = replace(
    OWN,
    key="spouse",
    relation=Relation.SPOUSE,
    takes=(("given_name", "spouse.given_name"), ("married_on", "spouse.married_on")),
)
CHILDREN = replace(
    OWN,
    key="children",
    relation=Relation.MINOR_CHILDREN,
    takes=(("given_names", "members.given_name"), ("birth_place", "members.birth_place")),
    group="members",
)


def look_up(who: str, lookup: Lookup) -> Answer:
    account = make_resident(who, at=clock.now())
    return services.look_up(
        lookup=lookup, procedure=PROCEDURE, person=person_of(account), purpose="Antrag prüfen",
        subject_kind="draft", subject_id=f"{who}-{lookup.key}",
        actor=actor_of(account, trust=TrustLevel.SUBSTANTIAL), at=clock.now(),
    )  # fmt: skip


def test_birth_and_marriage_are_known(civil_status: Running) -> None:
    answer = look_up("citizen", OWN)

    assert answer.values == {
        "applicant.birth_name": "Yıldız",
        "applicant.birth_place": "Bremen",
        "applicant.married_on": "2011-06-18",
        "applicant.family_name": "Yıldız-Behrens",
    }
    assert answer.register_name == "Personenstandsregister der Vorführung (erfunden)"


def test_spouse_and_minor_children_are_known(civil_status: Running) -> None:
    assert look_up("citizen", SPOUSE).values == {
        "spouse.given_name": "Arne",
        "spouse.married_on": "2011-06-18",
    }

    children = look_up("citizen", CHILDREN)

    assert children.entry_count == 2
    assert children.values["members.0.given_name"] == "Mina Elif"
    assert "Deniz" not in str(children)


def test_protected_people_are_left_out(civil_status: Running) -> None:
    assert look_up("builder", SPOUSE).state is AnswerState.NOTHING
    assert look_up("architect", OWN).state is AnswerState.NOTHING
    assert look_up("builder", CHILDREN).values == {
        "members.0.given_name": "Ela",
        "members.0.birth_place": "Bremen",
    }


def test_an_entry_closed_for_one_spouse_is_closed_for_the_other(civil_status: Running) -> None:
    own = look_up("builder", OWN)

    assert own.values["applicant.birth_place"] == "Bremen"
    assert "applicant.married_on" not in own.values, "PStG section 68 (2) number 3: the entry"


def test_marriage_that_has_ended_has_no_spouse(civil_status: Running) -> None:
    assert look_up("representative", SPOUSE).state is AnswerState.NOTHING


def test_birth_abroad_is_not_in_this_register(civil_status: Running) -> None:
    mother = look_up("mother", OWN)

    assert "applicant.birth_place" not in mother.values
    assert mother.values["applicant.married_on"] == "2021-09-03"
