"""What the Familienkasse receives, and what must be shared so that nobody is asked twice."""

from __future__ import annotations

from typing import Any

import pytest

from amt.contract.deeds import DeedBy
from amt.contract.facts import Facts
from amt.contract.forms import bare_path
from amt.contract.life_events import LifeEvent, conversation
from amt.contract.procedure import Handling
from amt.procedures.kindergeld.handover import compose
from amt.procedures.kindergeld.procedure import PROCEDURE

NAMES = {"applicant": ("Olena Wendt",), "other_parent": ("Tjark Wendt",)}


def facts(**more: Any) -> Facts:
    known: dict[str, Any] = {
        "child.given_names": "Mila",
        "child.family_name": "Wendt",
        "child.birth_date": "2026-11-18",
        "child.birth_place": "Klinikum am Musterplatz",
        "custody": "joint",
        "account.holder": "first",
        "account.iban": "DE89370400440532013000",
    }
    for key, name in (("first", "Olena"), ("second", "Tjark")):
        known |= {
            f"{key}.given_name": name,
            f"{key}.family_name": "Wendt",
            f"{key}.birth_date": "1993-04-05",
            f"{key}.street": "Wiegenstraße 8",
            f"{key}.postcode": "28195",
            f"{key}.city": "Bremen",
        }
    known |= {path.replace("__", "."): value for path, value in more.items()}
    return Facts({path: value for path, value in known.items() if value is not None})


def test_the_message_names_the_entitled_person_the_child_and_the_account() -> None:
    sent = compose(facts(account__tax_id="12 345 678 901"), NAMES)

    assert sent["applicant"]["given_name"] == "Olena"
    assert sent["applicant"]["tax_id"] == "12 345 678 901"
    assert sent["child"]["given_names"] == "Mila"
    assert sent["account"] == {"iban": "DE89370400440532013000"}
    assert sent["confirmed_by"] == ["Olena Wendt", "Tjark Wendt"]


def test_the_parents_determine_who_is_entitled() -> None:
    sent = compose(facts(account__holder="second"), NAMES)

    assert sent["applicant"]["given_name"] == "Tjark"
    assert sent["other_parent"]["given_name"] == "Olena"


def test_of_the_other_parent_only_what_identifies_is_sent() -> None:
    sent = compose(facts(), NAMES)

    assert set(sent["other_parent"]) == {"given_name", "family_name", "birth_date"}


@pytest.mark.parametrize("missing", ["account__holder", "second__given_name"])
def test_without_a_choice_the_first_parent_is_entitled(missing: str) -> None:
    assert compose(facts(**{missing: None}), NAMES)["applicant"]["given_name"] == "Olena"


def test_a_parent_alone_is_sent_alone() -> None:
    alone = Facts({path: value for path, value in facts().items() if "second" not in path})

    assert "other_parent" not in compose(alone, {"applicant": ("Olena Wendt",)})


def test_the_registration_is_sent_only_if_it_is_known() -> None:
    without = compose(facts(), NAMES)
    known = facts(registration__number="G 4711/2026", registration__on="2026-11-21")
    with_it = compose(known, NAMES)

    assert "registration_number" not in without["child"]
    assert with_it["child"]["registration_number"] == "G 4711/2026"
    assert with_it["child"]["registered_on"] == "2026-11-21"


def test_answers_that_must_be_given_are_known_to_the_conversation() -> None:
    talk = conversation(LifeEvent.BIRTH)
    assert talk is not None
    known = {field.path for field in talk.form.fields()}

    required = [field for field in PROCEDURE.form("application").fields() if field.required]

    assert {bare_path(field.shared) for field in required} <= known


def test_the_office_decides_nothing_here() -> None:
    assert PROCEDURE.handling is Handling.HANDED_OVER
    assert PROCEDURE.acts == ()
    assert {deed.by for deed in PROCEDURE.deeds} == {DeedBy.PARTNER}
    assert "259 Euro" in PROCEDURE.texts.get("service.fee", "de")
