"""An act of a person who lives alone stays short enough to be read."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from pytest_django import Settings

from amt.capabilities.acts import letters
from amt.capabilities.authorities import queries as authorities
from amt.contract.law import Law
from amt.kernel import clock
from amt.procedures.wohngeld.procedure import PROCEDURE
from amt.procedures.wohngeld.tests.test_acts import APPLIED_ON, FACTS, RICH, compose, context


@pytest.mark.django_db
@pytest.mark.parametrize("unit_key", ["wohnen-bremen", "wohnen-bremerhaven"])
@pytest.mark.parametrize(("key", "facts", "most"), [("grant", FACTS, 3), ("refusal", RICH, 2)])
def test_an_act_for_one_person_has_few_pages(
    key: str,
    facts: dict[str, Any],
    most: int,
    unit_key: str,
    organisation: None,
    settings: Settings,
) -> None:
    # The warning of the demo seal makes the letter as long as it gets.
    settings.AMT = replace(settings.AMT, seal_kind="demo")
    letter = letters.act_letter(
        content=compose(key, context(facts)),
        kind=PROCEDURE.act(key).kind,
        unit=authorities.get_unit_by_key(unit_key),
        reference="WOG-26-7K3M-PX4C",
        declared_on=APPLIED_ON,
        applied_on=APPLIED_ON,
        name="Mariam Beispiel",
        address_lines=("Musterstraße 12", "28195 Bremen"),
        signatory_name="Antje Kolb",
        law=Law.SGB_X,
        verification_code="7K3M-PX4C-9ABD",
    )

    with pikepdf.open(BytesIO(letters.render(letter, at=clock.now()))) as pdf:
        assert len(pdf.pages) <= most
