"""Every act becomes a letter with few pages, for who lives alone and for a large household."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pikepdf
import pypdfium2
import pytest
from pytest_django import Settings

from amt.capabilities.acts import letters
from amt.capabilities.authorities import queries as authorities
from amt.contract.law import Law
from amt.kernel import clock
from amt.procedures.wohngeld.procedure import PROCEDURE
from amt.procedures.wohngeld.tests.acts_given import APPLIED_ON, DECIDED_ON, context_of

MOST = {
    ("grant", "thin"): 4,
    ("grant_with_condition", "thin"): 4,
    ("partial", "thin"): 4,
    ("provisional", "thin"): 4,
    ("change", "thin"): 4,
    ("adjustment", "thin"): 4,
    ("request", "thin"): 2,
    ("request", "rich"): 2,
    ("hearing", "thin"): 2,
    ("hearing", "rich"): 2,
    ("payment_stop", "thin"): 2,
    ("payment_stop", "rich"): 2,
}
USUAL = {"thin": 3, "rich": 6}


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["thin", "rich"])
@pytest.mark.parametrize("key", [spec.key for spec in PROCEDURE.acts])
def test_an_act_is_a_short_letter_with_all_its_text(
    key: str, who: str, organisation: None, settings: Settings
) -> None:
    # The warning of the demo seal makes the letter as long as it gets.
    settings.AMT = replace(settings.AMT, seal_kind="demo")
    spec = PROCEDURE.act(key)
    content = spec.compose(context_of(key, who))
    letter = letters.act_letter(
        content=content,
        kind=spec.kind,
        unit=authorities.get_unit_by_key("wohnen-bremerhaven"),
        reference="WOG-26-7K3M-PX4C",
        declared_on=DECIDED_ON,
        applied_on=APPLIED_ON,
        name="Mariam Beispiel",
        address_lines=("Musterstraße 12", "28195 Bremen"),
        signatory_name="Antje Kolb",
        law=Law.SGB_X if spec.has_remedy else None,
        verification_code="7K3M-PX4C-9ABD",
    )
    made = letters.render(letter, at=clock.now())

    with pikepdf.open(BytesIO(made)) as pdf:
        assert len(pdf.pages) <= MOST.get((key, who), USUAL[who])
    text = " ".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(made))
    shown = "".join(text.split())
    for part in (*content.reasons, *content.notes):
        assert "".join(part.heading.split()) in shown
    assert ("Rechtsbehelfsbelehrung" in shown) is spec.has_remedy
