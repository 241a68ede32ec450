"""Every act becomes a letter with few pages, for who lives alone and for a large household."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO

import pikepdf
import pypdfium2
import pytest
from pytest_django import Settings

from amt.capabilities.acts import letters
from amt.capabilities.authorities import queries as authorities
from amt.contract.acts import ActContent, ActContext
from amt.contract.facts import Facts
from amt.contract.law import Law
from amt.kernel import clock
from amt.kernel.periods import Span
from amt.procedures.wohngeld.procedure import PROCEDURE
from amt.procedures.wohngeld.rules.vorschlag import propose
from amt.procedures.wohngeld.tests.acts_given import APPLIED_ON, DECIDED_ON, THIN, context_of

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
    pages, text, content = printed(key, context_of(key, who))

    assert pages <= MOST.get((key, who), USUAL[who])
    for part in (*content.reasons, *content.notes):
        assert "".join(part.heading.split()) in text
    assert ("Rechtsbehelfsbelehrung" in text) is PROCEDURE.act(key).has_remedy


@pytest.mark.django_db
def test_a_grant_with_open_months_is_no_longer(organisation: None, settings: Settings) -> None:
    settings.AMT = replace(settings.AMT, seal_kind="demo")
    late = Span(date(2026, 11, 1), date(2027, 10, 31))
    given = context_of("grant", "thin", assessment=propose(Facts(THIN), late))
    assert given.assessment.open_from is not None

    pages, text, _content = printed("grant", given)

    assert pages <= MOST["grant", "thin"]
    assert "legenwirdenBetragfest" in text


def printed(key: str, given: ActContext) -> tuple[int, str, ActContent]:
    """Return how many pages an act has, its printed text without spaces, and its content."""
    spec = PROCEDURE.act(key)
    content = spec.compose(given)
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
        pages = len(pdf.pages)
    text = " ".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(made))
    return pages, "".join(text.split()), content
