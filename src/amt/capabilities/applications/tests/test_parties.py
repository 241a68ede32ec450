"""Parties: the submitter by the account, the others as the form names them."""

from __future__ import annotations

import dataclasses
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from amt.capabilities.applications.forms import prefill_from
from amt.capabilities.applications.parties import parties_of
from amt.capabilities.cases.services import PartyData
from amt.capabilities.identity.queries import PersonData
from amt.contract.forms import Condition, Field, FieldKind, Form, FormStep, Group
from amt.contract.procedure import Access, PartyRole, Procedure
from amt.kernel.actors import TrustLevel
from tests.doubles.double_works.procedure import PROCEDURE

SUBMITTER = PersonData(
    "Nele", "Brinkmann", None, "Zeichenweg 4", "28195", "Bremen", "040110000000", "nele@example.org"
)
ADDRESS = ("street", "postcode", "city", "email")


def fields(prefix: str, *attributes: str) -> tuple[Field, ...]:
    return tuple(Field(f"{prefix}.{one}", FieldKind.TEXT, "case", person=one) for one in attributes)


FORM = Form(
    "application",
    1,
    (
        FormStep(
            "who",
            (
                Group("planner", fields("planner", "organisation_name", *ADDRESS), party="planner"),
                Group("kind", (Field("kind", FieldKind.CHOICE, "case", options=("one", "firm")),)),
                Group(
                    "owners",
                    fields("owners", "given_name", "family_name", *ADDRESS),
                    repeats=True,
                    party="owner",
                    condition=Condition("kind", ("one",)),
                ),
                Group(
                    "firm",
                    fields("firm", "organisation_name", "given_name", "family_name"),
                    party="owner",
                    condition=Condition("kind", ("firm",)),
                ),
            ),
        ),
        FormStep(
            "where",
            (
                Group(
                    "seat",
                    fields("seat", *ADDRESS),
                    party="owner",
                    condition=Condition("kind", ("firm",)),
                ),
            ),
        ),
    ),
)
PLANNED: Procedure = dataclasses.replace(
    PROCEDURE,
    parties=(PartyRole("owner", 1, 5), PartyRole("planner", 1, 1)),
    access=Access(apply_at=TrustLevel.BASIC, submits_as="planner"),
    forms={"application": FORM},
)
OWNERS = {
    "kind": "one",
    "owners.count": 2,
    "owners.0.given_name": "Ahmet",
    "owners.0.family_name": "Kaya",
    "owners.0.street": "Baugasse 21",
    "owners.0.postcode": "28195",
    "owners.0.city": "Bremen",
    "owners.1.given_name": "Aylin",
    "owners.1.family_name": "Kaya",
}
FIRM = {
    "kind": "firm",
    "firm.organisation_name": "Kaya Bau",
    "firm.given_name": "Ahmet",
    "firm.family_name": "Kaya",
    "seat.street": "Werfttor 2",
    "seat.city": "Bremen",
}


def parties(answers: dict[str, Any]) -> list[PartyData]:
    return parties_of(PLANNED, FORM, answers, account_id=7, person=SUBMITTER)


def test_each_entry_of_a_group_is_a_party() -> None:
    found = parties(OWNERS)

    assert [(one.role, one.account_id, one.name) for one in found] == [
        ("planner", 7, "Nele Brinkmann"),
        ("owner", None, "Ahmet Kaya"),
        ("owner", None, "Aylin Kaya"),
    ]
    assert found[1].address_lines == ("Ahmet Kaya", "Baugasse 21", "28195 Bremen")


def test_organisation_is_named_with_its_contact_and_the_address_of_a_later_page() -> None:
    _planner, owner = parties(FIRM)

    assert owner.name == "Kaya Bau"
    assert owner.address_lines == ("Kaya Bau", "Ahmet Kaya", "Werfttor 2", "Bremen")


def test_submitter_may_apply_for_an_organisation_under_its_address() -> None:
    planner, _owner = parties(
        FIRM | {"planner.organisation_name": "Büro Brinkmann", "planner.street": "Kontor 1"}
    )

    assert (planner.name, planner.account_id) == ("Büro Brinkmann", 7)
    assert planner.address_lines == (
        "Büro Brinkmann",
        "Nele Brinkmann",
        "Kontor 1",
        "28195 Bremen",
    )


def test_answers_that_are_no_longer_asked_name_nobody() -> None:
    assert [one.name for one in parties(OWNERS | FIRM)] == ["Nele Brinkmann", "Kaya Bau"]


def test_prefill_is_of_the_submitter_alone() -> None:
    found = prefill_from(FORM, SUBMITTER, "planner")

    assert found["planner.street"] == "Zeichenweg 4"
    assert not [path for path in found if not path.startswith("planner.")]


@given(
    names=st.lists(st.text("abc ", max_size=5), min_size=1, max_size=6),
    kind=st.sampled_from(["one", "firm", None]),
)
def test_submitter_is_always_one_party_and_nobody_is_nameless(
    names: list[str], kind: str | None
) -> None:
    answers: dict[str, Any] = {"kind": kind, "owners.count": len(names)}
    answers |= {f"owners.{i}.family_name": name for i, name in enumerate(names)}

    found = parties(answers)

    assert [one.account_id for one in found].count(7) == 1
    assert found[0].role == "planner"
    assert all(one.name == one.name.strip() != "" for one in found)
