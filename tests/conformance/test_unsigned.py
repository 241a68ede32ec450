"""A service that is sent without sign-in asks who applies and where letters go."""

from __future__ import annotations

import pytest

from amt.capabilities.applications import queries
from amt.capabilities.applications.parties import said_of_submitter
from amt.contract.procedure import Procedure
from amt.kernel.actors import TrustLevel
from tests.conformance.procedures import PROCEDURES, filled, name_of

UNSIGNED = [
    found
    for found in PROCEDURES
    if found.access.apply_at is TrustLevel.NONE and "application" in found.forms
]
ASKED = ("given_name", "family_name", "street", "postcode")


def test_some_service_is_sent_without_sign_in() -> None:
    assert {"double_open"} < {found.key for found in UNSIGNED}


@pytest.mark.parametrize("found", UNSIGNED, ids=name_of)
def test_form_names_who_applies_and_where_letters_go(found: Procedure) -> None:
    form = found.form("application")
    answers = filled(form)

    said = said_of_submitter(found, form, answers)

    assert [name for name in ASKED if not said.get(name)] == []
    assert said.get("city") or found.place_of(answers)
    required = {field.person for field in form.fields() if field.required and field.person}
    assert set(ASKED) <= required


@pytest.mark.parametrize("found", UNSIGNED, ids=name_of)
def test_nobody_else_must_confirm_it(found: Procedure) -> None:
    # Who is asked by letter to confirm learns from an account who asks.
    assert not found.confirmations
    assert queries.code_suffices(found)
